#pragma once

#include "runner/journal/results.hpp"

#include <cstddef>
#include <ostream>

namespace conform {

/// A summary in GitHub's Markdown: the verdict, the counts, what is new with its smallest request, what is
/// known, what no longer occurs. Whatever a server or a document says stands as code, so that it is no
/// markup, no link and calls nobody. At most about `most_bytes` long, and says so where that cut it.
void write_markdown(const Results& results, Weight fail_on, std::size_t most_bytes, std::ostream& out);

}  // namespace conform
