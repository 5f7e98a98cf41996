#pragma once

#include "runner/rules/rule.hpp"

#include <vector>

namespace conform {

/// The rules that `answer` would break, weighed as the judge does: those whose condition holds and whose
/// requirement does not; a rule that another broken one supersedes is left out.
[[nodiscard]] std::vector<const Rule*>
broken_rules(const RuleBook& rules, const Answer& answer, const Asked& asked);

/// `answer` changed so that it breaks as few rules as can be. A change is kept only when it makes the
/// answer better as a whole, so that a rule's wish never costs a stronger one.
[[nodiscard]] Answer keep_rules(const RuleBook& rules, Answer answer, const Asked& asked);

/// Which messages of an answer a rule of this scope is judged on.
[[nodiscard]] std::vector<Asked> subjects_of(Scope scope, const Answer& answer, const Asked& asked);

}  // namespace conform
