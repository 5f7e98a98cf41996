#pragma once

#include "runner/journal/headline.hpp"
#include "runner/journal/results.hpp"

#include <ostream>

namespace conform {

/// The Common Test Report Format, version 0.0.0 of its schema (ctrf.io): one test per case. What failed is
/// `failed`, what could not be decided is `other`, what was not judged and what a baseline knows is
/// `skipped`; `rawStatus` tells these apart.
void write_ctrf(const Results& results, Weight fail_on, const NameOfFile& file_name, std::ostream& out);

}  // namespace conform
