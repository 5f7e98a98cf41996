#include "reports/html/overview.hpp"

#include "reports/html/markup.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace conform {
namespace {

std::vector<RuleCard> cards_of(const Results& results) {
  std::vector<RuleCard> cards;
  std::set<std::string> used;
  for (RuleGroup& group : group_by_rule(results)) {
    std::string id = anchor("rule", group.rule.id);
    if (group.known) id += ".known";
    if (!used.insert(id).second) id += "." + std::string(name_of(group.weight));
    used.insert(id);
    cards.push_back({std::move(id), std::move(group)});
  }
  return cards;
}

template <class Predicate> std::size_t count(const std::vector<RuleCard>& cards, const Predicate& predicate) {
  return static_cast<std::size_t>(std::count_if(cards.begin(), cards.end(), predicate));
}

}  // namespace

std::size_t Overview::broken() const {
  return count(cards, [this](const RuleCard& card) { return breaks_gate(card.group, fail_on); });
}

std::size_t Overview::cards_of(Weight weight) const {
  return count(cards,
               [weight](const RuleCard& card) { return card.group.weight == weight && !card.group.known; });
}

std::size_t Overview::known() const {
  return count(cards, [](const RuleCard& card) { return card.group.known; });
}

Overview overview_of(const Results& results, Weight fail_on) {
  Overview all{results, fail_on};
  all.counts = results.counts();
  all.cards = cards_of(results);
  all.coverage = coverage(results);
  all.latencies = latencies(results);
  return all;
}

std::string_view operation_of(const RunHeader& header, const CaseResult& result) {
  if (result.operation >= header.operations.size()) return {};
  return header.operations[result.operation].name;
}

}  // namespace conform
