#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace conform {

/// Bytes to point at, with what they show. Length 0: something is missing there.
struct Pointed {
  std::size_t offset = 0;
  std::size_t length = 0;
  std::string label{};
};

/// A message as text: everything escaped, line ends as they are, other control bytes and bytes that are no
/// UTF-8 as small `\xNN`, the pointed bytes in `<mark>`. Of a long one the beginning and what is around the
/// first mark; `whole` is how many bytes there were in all.
[[nodiscard]] std::string
text_view(std::string_view bytes, const std::vector<Pointed>& marks, std::size_t whole);

/// The same as offset, hexadecimal and characters, sixteen bytes a line; a window around the first mark.
[[nodiscard]] std::string hex_view(std::string_view bytes, const std::vector<Pointed>& marks);

}  // namespace conform
