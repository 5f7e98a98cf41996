#include "runner/plan/selection.hpp"

#include <algorithm>

namespace conform {
namespace {

bool matches_any(const std::vector<std::string>& patterns, const Operation& operation) {
  return std::ranges::any_of(
      patterns, [&](const std::string& pattern) { return matches_operation(pattern, operation); });
}

}  // namespace

bool matches_pattern(std::string_view pattern, std::string_view text) {
  std::size_t at = 0;
  std::size_t in_text = 0;
  std::size_t star = std::string_view::npos;
  std::size_t after_star = 0;  // where in `text` the part after the last star is tried
  while (in_text < text.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      after_star = in_text;
    } else if (at < pattern.size() && pattern[at] == text[in_text]) {
      ++at;
      ++in_text;
    } else if (star != std::string_view::npos) {
      at = star + 1;
      in_text = ++after_star;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', at) == std::string_view::npos;
}

bool matches_operation(const std::string& pattern, const Operation& operation) {
  const auto matches = [&](std::string_view text) { return matches_pattern(pattern, text); };
  return matches(operation.name()) || matches(operation.path) ||
         (!operation.operation_id.empty() && matches(operation.operation_id)) ||
         std::ranges::any_of(operation.tags, matches);
}

bool selects(const Selection& selection, const Operation& operation) {
  if (!selection.include.empty() && !matches_any(selection.include, operation)) return false;
  return !matches_any(selection.exclude, operation);
}

}  // namespace conform
