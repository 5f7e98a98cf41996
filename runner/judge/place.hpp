#pragma once

#include "runner/judge/verdict.hpp"
#include "runner/rules/fact.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace conform {

/// What a request was sent for, as far as it says where a finding is.
struct Purpose {
  CaseKind kind = CaseKind::documented;
  std::string_view step{};  ///< `PROBE.STEP` of a probe's request; else empty
};

/// Where a finding is, so that it is known again in another run: the keyword of the schema by its JSON
/// Pointer
/// (`#/components/schemas/Book/properties/price/type`), the field, the response; of a status the status with
/// what was wrong with the request. No line, id, time, seed, host or value of the server's content is in it,
/// and the order of the document does not count. A finding that shows several faults has several places,
/// sorted, each once; never none, and at most 40.
[[nodiscard]] std::vector<std::string>
places_of(const Finding& finding, const Subject& subject, const Purpose& purpose);

}  // namespace conform
