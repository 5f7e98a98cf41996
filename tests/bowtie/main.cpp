#include "tests/bowtie/harness.hpp"

#include <iostream>
#include <string>

// Speaks the Bowtie protocol on standard input and output. `--formats assert` or `--formats annotate` decides
// about `format` for all dialects; Bowtie has no command for it.

namespace {

using conform::bowtie::FormatChoice;

std::optional<FormatChoice> choice_of(int count, const char* const* words) {
  if (count == 1) return FormatChoice::by_dialect;
  if (count != 3 || std::string_view(words[1]) != "--formats") return std::nullopt;
  if (std::string_view(words[2]) == "assert") return FormatChoice::always_assert;
  if (std::string_view(words[2]) == "annotate") return FormatChoice::always_annotate;
  return std::nullopt;
}

}  // namespace

int main(int count, const char* const* words) {
  const std::optional<FormatChoice> formats = choice_of(count, words);
  if (!formats) {
    std::cerr << "usage: bowtie [--formats assert|annotate]\n";
    return 2;
  }
  std::ios::sync_with_stdio(false);
  conform::bowtie::Harness harness(*formats);
  for (std::string line; std::getline(std::cin, line);) {
    if (line.empty()) continue;
    const conform::bowtie::Answer answer = harness.answer(line);
    if (!answer.line.empty()) std::cout << answer.line << std::endl;
    if (!answer.complaint.empty()) std::cerr << answer.complaint << "\n";
    if (answer.exit_code) return *answer.exit_code;
  }
  return 0;
}
