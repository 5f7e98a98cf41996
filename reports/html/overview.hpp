#pragma once

#include "reports/html/latency.hpp"
#include "runner/journal/coverage.hpp"
#include "runner/journal/grouping.hpp"

#include <string>
#include <vector>

namespace conform {

/// One rule as the page shows it: the findings of one weight.
struct RuleCard {
  std::string id{};  ///< of the element
  RuleGroup group{};
};

/// What every part of the page is made from: the run, and what is counted in it once. Hangs on the life of
/// the Results.
struct Overview {
  const Results& results;
  Weight fail_on = Weight::fail;
  Counts counts{};
  std::vector<RuleCard> cards{};  ///< in the order of the page
  Coverage coverage{};
  std::vector<Latency> latencies{};

  /// How many cards break the gate.
  [[nodiscard]] std::size_t broken() const;
  /// How many there are of one weight that no baseline knows.
  [[nodiscard]] std::size_t cards_of(Weight weight) const;
  /// How many there are that a baseline knows.
  [[nodiscard]] std::size_t known() const;
};
[[nodiscard]] Overview overview_of(const Results& results, Weight fail_on);

/// The name of an operation, empty where the header does not know it. Hangs on the life of the header.
[[nodiscard]] std::string_view operation_of(const RunHeader& header, const CaseResult& result);

}  // namespace conform
