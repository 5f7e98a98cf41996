#pragma once

#include "runner/journal/results.hpp"

#include <ostream>

namespace conform {

// The requests of the cases that broke something, for those who mend it: by rule and cause, the new ones
// first and the smallest request of each cause before the others, at most twenty of one cause. Comments say
// what was expected and what came. Whatever a server sent stands in comments of one line only.

/// A Hurl file (hurl.dev); each entry expects any answer.
void write_hurl(const Results& results, std::ostream& out);

/// A script for a POSIX shell of curl lines.
void write_curl(const Results& results, std::ostream& out);

}  // namespace conform
