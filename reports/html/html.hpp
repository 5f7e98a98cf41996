#pragma once

#include "runner/journal/results.hpp"

#include <ostream>

namespace conform {

/// One self-contained page: failures first, the operation × status matrix, each failure with expected and
/// actual, the rule, the exchange and a curl line. Readable without JavaScript; everything that came from a
/// server or a document is escaped; a Content-Security-Policy forbids the rest.
void write_html(const Results& results, Weight fail_on, std::ostream& out);

}  // namespace conform
