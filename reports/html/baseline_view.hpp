#pragma once

#include "runner/journal/results.hpp"

#include <string>

namespace conform {

/// What the baseline says, in a line below the verdict: how much is new, known, over, gone. Empty without
/// one.
[[nodiscard]] std::string baseline_line(const Results& results);

/// The entries of the baseline that no longer occur, those whose time is over, and those that this run could
/// not have seen. Empty without any.
[[nodiscard]] std::string gone_view(const Results& results);

}  // namespace conform
