#include "runner/text/quoted.hpp"

#include "runner/text/words.hpp"

namespace conform {

std::string quoted(std::string_view text, std::size_t longest) {
  return "`" + printable(shortened(text, longest)) + "`";
}

}  // namespace conform
