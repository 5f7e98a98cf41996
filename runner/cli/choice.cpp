#include "runner/cli/choice.hpp"

#include "runner/text/words.hpp"

namespace conform {

std::string choice_mistake(const std::string& word, const std::vector<std::string>& words) {
  if (std::ranges::find(words, word) != words.end()) return {};
  std::string list;
  for (std::size_t at = 0; at < words.size(); ++at)
    list += (at == 0 ? "" : at + 1 == words.size() ? " and " : ", ") + words[at];
  const std::vector<std::string_view> known(words.begin(), words.end());
  const auto near = nearest_word(word, known);
  return "`" + printable(word) + "` is none of " + list +
         (near ? "; did you mean `" + std::string(*near) + "`?" : "");
}

}  // namespace conform
