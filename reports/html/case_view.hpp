#pragma once

#include "runner/journal/results.hpp"

#include <string>

namespace conform {

enum class Disclosure { closed, open };

/// One finding of one case: a `details` element whose summary tells it in a line and which holds expected
/// and actual, the place in the document and the exchanges, the smallest request first. `cases`: how many
/// there are of the same cause, this one among them.
[[nodiscard]] std::string finding_view(const CaseResult& result,
                                       const KeptFinding& finding,
                                       Disclosure disclosure,
                                       std::size_t cases = 1);

/// A case that could not be decided, with what there is of its exchanges.
[[nodiscard]] std::string undecided_view(const CaseResult& result);

/// The finding in one line, without its exchange.
[[nodiscard]] std::string finding_line(const CaseResult& result, const KeptFinding& finding);

}  // namespace conform
