#pragma once

#include "runner/plan/plan.hpp"
#include "runner/wire/perform.hpp"

#include <ostream>

namespace conform {

/// Asks the lists of an API for places that the plan would have to make up, such as GET /books for the
/// `{bookId}` of the other paths, and adds what they name to `options.values`, behind what the user gave.
/// Their answers are not judged here. Says on `err` what came of it; sends nothing where nothing is made up.
/// False when a signal interrupted it.
[[nodiscard]] bool scout(const Api& api,
                         const RuleBook& rules,
                         const Target& target,
                         const WireOptions& wire,
                         PlanOptions& options,
                         std::ostream& err);

}  // namespace conform
