#pragma once

#include "runner/plan/plan.hpp"
#include "runner/rules/rule.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace conform {

/// What the user said of a rule, or of several.
struct RuleWish {
  std::string rule{};              ///< an id, in which `*` stands for any text
  std::optional<Weight> weight{};  ///< of its findings; nothing: the rule is off
  std::string operations{};        ///< which ones it is about, a pattern as those of Selection; empty: all
  std::string reason{};            ///< is shown with the findings that are weighed by it; may be empty
};

/// The wishes by the numbers of the rules, so that rules of which nothing was said cost nothing.
class Wishes {
public:
  Wishes() = default;
  Wishes(const RuleBook& rules, std::span<const RuleWish> wishes);

  /// The last wish about the rule with this number of the book and this operation; nullptr when there is
  /// none.
  [[nodiscard]] const RuleWish* find(std::uint32_t rule, const Operation& operation) const {
    return rule < by_rule_.size() && !by_rule_[rule].empty() ? search(rule, operation) : nullptr;
  }

private:
  [[nodiscard]] const RuleWish* search(std::uint32_t rule, const Operation& operation) const;

  std::vector<std::vector<RuleWish>> by_rule_{};
};

}  // namespace conform
