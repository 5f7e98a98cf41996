#pragma once

#include "runner/plan/plan.hpp"

namespace conform {

/// Adds the probes of the allowed classes to a plan of documented cases: each once for every operation, path
/// or server, made from the first documented case that it can be made from. Those that `others`, cases of
/// another kind, send anyway are left out.
void add_probes(const Api& api,
                const RuleBook& rules,
                const PlanOptions& options,
                const std::vector<Case>& others,
                Plan& plan);

}  // namespace conform
