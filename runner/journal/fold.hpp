#pragma once

#include "runner/journal/results.hpp"

namespace conform {

/// Adds one more round to `result`: the worst outcome wins, with its reason, status and exchanges; each
/// finding and each undecided rule is kept once; the longest duration stays. `round` has had one round;
/// `result` may have had none.
void fold(CaseResult& result, CaseResult round);

}  // namespace conform
