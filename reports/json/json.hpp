#pragma once

#include "runner/journal/results.hpp"

#include <ostream>

namespace conform {

/// The results as one JSON document, for scripts; the fields are described in reports/json/README.md.
void write_json(const Results& results, Weight fail_on, std::ostream& out);

}  // namespace conform
