#pragma once

#include "runner/baseline/baseline.hpp"
#include "runner/cli/command_line.hpp"
#include "runner/journal/results.hpp"

#include <optional>
#include <ostream>

namespace conform {

/// The baseline that `--baseline` names: an empty one when none is named, or when it is to be written and is
/// not there yet. Nothing, with the reason on `err`, when it is missing or faulty.
[[nodiscard]] std::optional<Baseline> load_baseline(const ReportArguments& arguments, std::ostream& err);

/// Holds the results against it, after it was written anew where that is asked for: with
/// `--update-baseline`. Nothing happens when none is named. Throws std::system_error when it cannot be
/// written.
void apply_baseline(const Baseline& baseline, const ReportArguments& arguments, Results& results);

}  // namespace conform
