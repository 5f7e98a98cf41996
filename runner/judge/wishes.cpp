#include "runner/judge/wishes.hpp"

#include "runner/plan/selection.hpp"

#include <algorithm>
#include <ranges>

namespace conform {

Wishes::Wishes(const RuleBook& rules, std::span<const RuleWish> wishes) {
  if (wishes.empty()) return;
  by_rule_.resize(rules.rules().size());
  for (std::size_t number = 0; number < by_rule_.size(); ++number) {
    for (const RuleWish& wish : wishes)
      if (matches_pattern(wish.rule, rules.rules()[number].id)) by_rule_[number].push_back(wish);
  }
}

const RuleWish* Wishes::search(std::uint32_t rule, const Operation& operation) const {
  for (const RuleWish& wish : by_rule_[rule] | std::views::reverse)
    if (wish.operations.empty() || matches_operation(wish.operations, operation)) return &wish;
  return nullptr;
}

}  // namespace conform
