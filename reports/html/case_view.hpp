#pragma once

#include "runner/journal/results.hpp"

#include <string>

namespace conform {

enum class Disclosure { closed, open };

/// What a finding is shown with.
struct FindingFrame {
  Disclosure disclosure = Disclosure::closed;
  std::size_t cases = 1;  ///< of the same cause, this one among them
};

/// One finding of one case: a `details` element whose summary tells it in a line and which holds expected
/// and actual, the place in the document and the exchanges, the smallest request first.
[[nodiscard]] std::string finding_view(const RunHeader& header,
                                       const CaseResult& result,
                                       const KeptFinding& finding,
                                       const FindingFrame& frame);

/// A case that could not be decided, with what there is of its exchanges.
[[nodiscard]] std::string undecided_view(const RunHeader& header, const CaseResult& result);

/// The finding in one line, without its exchange.
[[nodiscard]] std::string
finding_line(const RunHeader& header, const CaseResult& result, const KeptFinding& finding);

}  // namespace conform
