#pragma once

#include "runner/journal/headline.hpp"
#include "runner/journal/results.hpp"

#include <ostream>

namespace conform {

/// Workflow commands of GitHub at the places of the document: an error for each cause that breaks the gate, a
/// warning for each other warning, nine of each and a line that says how many more there are, since GitHub
/// shows ten; a notice about what a baseline knows. `file_name` gives the names of files as seen from the
/// root of the repository.
void write_annotations(const Results& results,
                       Weight fail_on,
                       const NameOfFile& file_name,
                       std::ostream& out);

}  // namespace conform
