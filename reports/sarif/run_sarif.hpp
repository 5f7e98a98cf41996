#pragma once

#include "runner/journal/headline.hpp"
#include "runner/journal/results.hpp"

#include <ostream>

namespace conform {

/// SARIF 2.1.0 for code scanning. One result for each thing to mend, that is for a rule, an operation and a
/// place in it, however many cases met it, with a fingerprint of these three; the heaviest first, those that
/// a baseline knows last and marked as accepted. At most 25,000, as GitHub takes; the log says how many were
/// left out. `file_name` gives the names of files as seen from the root of the repository.
void write_run_sarif(const Results& results, const NameOfFile& file_name, std::ostream& out);

}  // namespace conform
