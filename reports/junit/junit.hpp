#pragma once

#include "runner/journal/results.hpp"

#include <ostream>

namespace conform {

/// JUnit XML in the shape that every consumer reads (one suite per tag, one test case per case). Well-formed
/// XML 1.0 for any bytes that a server may send.
void write_junit(const Results& results, Weight fail_on, std::ostream& out);

}  // namespace conform
