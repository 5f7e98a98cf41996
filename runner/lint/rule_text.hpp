#pragma once

#include "runner/rules/rule.hpp"

#include <string>
#include <string_view>

namespace conform {

/// What a finding's rule demands, and which section says so.
struct RuleText {
  std::string text{};
  std::string source{};
};
/// From the table of lint or from the suites; empty for an unknown id.
[[nodiscard]] RuleText text_of_rule(std::string_view id, const RuleBook& rules);

}  // namespace conform
