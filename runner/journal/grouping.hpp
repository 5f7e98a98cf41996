#pragma once

#include "runner/journal/results.hpp"

#include <string>
#include <vector>

namespace conform {

/// One finding and the case that it is about. Hangs on the life of the Results.
struct Sighting {
  const CaseResult* subject = nullptr;
  const KeptFinding* finding = nullptr;
};

/// Findings of one rule that seem to come from one thing: those about one operation with the same cause.
struct Cluster {
  std::vector<Sighting> sightings{};  ///< in the plan's order
  std::size_t cases = 0;              ///< distinct ones
  Sighting example{};  ///< the one to show: the first whose request was made smaller, else the first
};

/// A rule and every finding of it of one weight.
struct RuleGroup {
  RunHeader::RuleEntry rule{};  ///< with the id alone when the header does not know it
  Weight weight = Weight::fail;
  std::vector<Sighting> sightings{};  ///< in the plan's order
  std::size_t cases = 0;              ///< distinct ones
  std::vector<Cluster> clusters{};    ///< of the same, in the order of their first ones
  bool known = false;                 ///< whether a baseline knows them
};

/// Whether the findings of the group weigh at least `fail_on` and no baseline knows them.
[[nodiscard]] bool breaks_gate(const RuleGroup& group, Weight fail_on);

/// The findings grouped by weight and rule, those that a baseline knows apart and behind the others: the
/// heaviest first, then the rule that most cases broke, then by id.
[[nodiscard]] std::vector<RuleGroup> group_by_rule(const Results& results);

/// Cases of one outcome that give the same reason; those with most cases first.
struct ReasonGroup {
  std::string reason{};
  std::vector<const CaseResult*> cases{};
};
[[nodiscard]] std::vector<ReasonGroup> group_by_reason(const Results& results, Outcome outcome);

/// A rule that could not be decided, why, and in how many cases; the most frequent first.
struct UndecidedGroup {
  std::string rule{};
  std::string why{};
  std::size_t cases = 0;
};
[[nodiscard]] std::vector<UndecidedGroup> group_undecided(const Results& results);

}  // namespace conform
