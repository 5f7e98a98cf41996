#pragma once

#include "runner/baseline/baseline.hpp"
#include "runner/journal/results.hpp"

namespace conform {

/// What a gate asks of a baseline.
struct Gate {
  Weight fail_on = Weight::fail;
  Day today{};          ///< entries whose last day is before this one hide nothing
  bool strict = false;  ///< entries that are gone break it
};

/// Says of each finding whether the baseline knows it, which is so when it knows all its places, and in
/// `results.baseline` what is known, new, over, gone and not looked at. Nothing else of the results changes.
void hold_against(const Baseline& baseline, const Gate& gate, Results& results);

/// The baseline after this run: what breaks the gate is added, what is gone is left out, the rest stays as it
/// is, with what people wrote; so does what this run could not have seen. An entry whose time is over stays
/// so: only a person gives it another day.
[[nodiscard]] Baseline renewed(const Baseline& baseline, const Gate& gate, const Results& results);

}  // namespace conform
