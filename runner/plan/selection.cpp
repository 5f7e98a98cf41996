#include "runner/plan/selection.hpp"

#include "runner/schema/pattern.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>

namespace conform {
namespace {

/// The regular expression between slashes, if the pattern is one.
std::optional<std::string_view> expression_in(std::string_view pattern) {
  if (pattern.size() < 3 || !pattern.starts_with('/') || !pattern.ends_with('/')) return std::nullopt;
  return pattern.substr(1, pattern.size() - 2);
}

bool matches_by(const Operation& operation, const std::function<bool(std::string_view)>& matches) {
  return matches(operation.name()) || matches(operation.path) ||
         (!operation.operation_id.empty() && matches(operation.operation_id)) ||
         std::ranges::any_of(operation.tags, matches);
}

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
  const auto expression = expression_in(pattern);
  if (!expression)
    return matches_by(operation, [&](std::string_view text) { return matches_pattern(pattern, text); });
  const auto compiled = Pattern::compile(*expression);
  const auto* regular = std::get_if<std::shared_ptr<const Pattern>>(&compiled);
  if (regular == nullptr) return false;
  return matches_by(operation, [&](std::string_view text) { return (*regular)->search(text) == Match::yes; });
}

bool is_safe_method(std::string_view method) {
  constexpr std::array<std::string_view, 3> methods = {"GET", "HEAD", "OPTIONS"};
  return std::ranges::find(methods, method) != methods.end();
}

std::string pattern_mistake(std::string_view pattern) {
  const auto expression = expression_in(pattern);
  if (!expression) return {};
  const auto compiled = Pattern::compile(*expression);
  const auto* fault = std::get_if<PatternFault>(&compiled);
  if (fault == nullptr) return {};
  return "`" + std::string(pattern) + "` is no regular expression: " + fault->message;
}

std::vector<std::string> unmatched(const std::vector<std::string>& patterns, const Api& api) {
  std::vector<std::string> none;
  for (const std::string& pattern : patterns) {
    const auto matches = [&](const Operation& operation) { return matches_operation(pattern, operation); };
    if (std::ranges::none_of(api.operations, matches)) none.push_back(pattern);
  }
  return none;
}

bool selects(const Selection& selection, const Operation& operation) {
  if (!selection.include.empty() && !matches_any(selection.include, operation)) return false;
  return !matches_any(selection.exclude, operation);
}

}  // namespace conform
