#pragma once

#include "runner/journal/results.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace conform {

/// How long one operation took to answer: over the documented requests that were answered, of each the
/// longest of its rounds. Percentiles by nearest rank.
struct Latency {
  std::uint32_t operation = 0;
  std::size_t cases = 0;
  std::chrono::microseconds least{}, p50{}, p90{}, p99{}, most{};
};

/// One entry for each operation with an answer, the slowest first by p90.
[[nodiscard]] std::vector<Latency> latencies(const Results& results);

/// The table of these, with a plot of each on one logarithmic axis.
[[nodiscard]] std::string latency_view(const RunHeader& header, const std::vector<Latency>& all);

}  // namespace conform
