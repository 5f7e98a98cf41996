#pragma once

#include "runner/text/diagnostic.hpp"

#include <span>
#include <string_view>

namespace conform {

/// What `conform lint` looks for: a row of its table. What HTTP demands of single responses is not among
/// them; those findings carry the id of the rule in the suites.
struct LintRule {
  std::string_view id;      ///< `lint/example`; stable, never reused
  std::string_view text;    ///< what must hold, a sentence
  std::string_view source;  ///< the section that says so
};

[[nodiscard]] std::span<const LintRule> lint_rules();
/// The row with this id, or nullptr.
[[nodiscard]] const LintRule* find_lint_rule(std::string_view id);

}  // namespace conform
