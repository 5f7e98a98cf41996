#pragma once

#include "runner/journal/results.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace conform {

/// How one status of one operation fared.
enum class Seen { ok, failing, never, undocumented };
[[nodiscard]] std::string_view name_of(Seen seen);

/// A status that is documented, or was seen without being documented.
struct CoveredStatus {
  std::string status{};  ///< `404`; a documented `4XX` or `default` stands as written
  Seen seen = Seen::never;
  std::vector<int> by{};  ///< for `4XX` and `default`: the statuses that were seen
};

struct OperationCoverage {
  std::uint32_t operation = 0;
  std::vector<CoveredStatus> statuses{};  ///< ascending; classes after their codes, `default` last
};

/// What of the document a run has met: one entry per operation, in the document's order. Interim statuses
/// count where they are documented.
struct Coverage {
  std::vector<OperationCoverage> operations{};
  std::size_t documented = 0;  ///< responses that the document has
  std::size_t met = 0;         ///< of these, seen at least once
};
[[nodiscard]] Coverage coverage(const Results& results);

}  // namespace conform
