#pragma once

#include "runner/rules/predicate.hpp"
#include "runner/rules/test.hpp"

#include <vector>

namespace conform {

/// A condition as a tree. A test node looks at one fact; the others combine their parts.
struct Predicate::Node {
  enum class Kind { test, all, any, negation } kind = Kind::test;
  FactUse fact{};             ///< test
  std::vector<Test> tests{};  ///< test: all must pass
  std::vector<Node> parts{};  ///< negation: one
};

/// Kleene's strong logic: unknown only where the unknown parts could still decide.
[[nodiscard]] Truth holds(const Predicate::Node& node, const Subject& subject);

}  // namespace conform
