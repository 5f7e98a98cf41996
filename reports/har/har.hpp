#pragma once

#include "runner/journal/results.hpp"

#include <ostream>

namespace conform {

/// HAR 1.2 of every exchange that the results have, in the plan's order: those of cases that failed, could
/// not be decided or have a warning, or with `--keep all` of all. Where no answer came the status is 0 and
/// `_error` says why. Bytes that are no text stand as base64.
void write_har(const Results& results, std::ostream& out);

}  // namespace conform
