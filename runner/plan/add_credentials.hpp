#pragma once

#include "runner/plan/add_variants.hpp"

#include <vector>

namespace conform {

/// For each operation that asks for credentials which are known: the plain request without them, without each
/// of those that belong together, and with nobody's in their place. What the credential probes of the rules
/// send is among these: such a case has the probe, which need not be planned then.
[[nodiscard]] std::vector<Case> credential_cases(const Api& api,
                                                 const RuleBook& rules,
                                                 const std::vector<Planned>& planned,
                                                 const PlanOptions& options);

}  // namespace conform
