#pragma once

#include "runner/document/document.hpp"

#include <string>
#include <vector>

namespace conform::testing {

/// A rule with one thing changed in its conditions.
struct ConditionMutant {
  std::string change{};  ///< `require.field.Age.at-least 1 -> 2`
  Value when{};          ///< null where the rule has none
  Value require{};
};

/// Every mutant of a rule as it is written: a condition dropped, a bound moved, a truth turned round, a value
/// or a list of values replaced by another.
[[nodiscard]] std::vector<ConditionMutant> mutants_of(const Value& rule);

}  // namespace conform::testing
