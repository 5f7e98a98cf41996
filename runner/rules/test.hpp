#pragma once

#include "runner/http/grammar.hpp"
#include "runner/rules/predicate.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace conform {

// The tests of suites/README.md. Private to runner/rules.

using Scalar = std::variant<bool, std::int64_t, std::string>;

struct Present {
  bool wanted = true;
};
struct OneOf {
  std::vector<Scalar> values{};
};
struct EqualsIgnoringCase {
  std::string text{};
};
struct Matches {
  const Grammar* grammar = nullptr;
};
/// Passes also where the fact is absent.
struct AbsentOrMatches {
  const Grammar* grammar = nullptr;
};
/// Each word matches.
struct EachMatches {
  const Grammar* grammar = nullptr;
};
struct AtLeast {
  std::int64_t bound = 0;
};
struct AtMost {
  std::int64_t bound = 0;
};
struct Contains {
  std::string part{};
};
struct ContainsNoneOf {
  std::vector<std::string> words{};
};
struct Lists {
  std::string member{};
};
struct StartsWith {
  std::string text{};
};
struct EndsWith {
  std::string text{};
};
struct Empty {
  bool wanted = true;
};
struct SameAs {
  FactUse other{};
};
/// Points in time, as HTTP dates or dates of structured fields; what is no date is not judged.
struct NotLaterThan {
  FactUse other{};
};
/// Each member of the list stands in the other list too, whatever its parameters.
struct MembersOf {
  FactUse other{};
};

/// One test of a fact's value.
using Test = std::variant<Present,
                          OneOf,
                          EqualsIgnoringCase,
                          Matches,
                          AbsentOrMatches,
                          EachMatches,
                          AtLeast,
                          AtMost,
                          Contains,
                          ContainsNoneOf,
                          Lists,
                          StartsWith,
                          EndsWith,
                          Empty,
                          SameAs,
                          NotLaterThan,
                          MembersOf>;

[[nodiscard]] constexpr Truth truth_of(bool holds) { return holds ? Truth::yes : Truth::no; }
[[nodiscard]] constexpr Truth negated(Truth truth) {
  return truth == Truth::unknown ? truth : truth_of(truth == Truth::no);
}

/// Whether a fact that is absent passes.
[[nodiscard]] bool admits_absence(const Test& test);

/// Whether `value` passes. The subject is asked only for the other fact of `same-as`.
[[nodiscard]] Truth passes(const Test& test, const FactValue& value, const Subject& subject);

/// What the fact is when the test holds, or when it does not: "is present", "is no HTTP date such as …".
[[nodiscard]] std::string words_for(const Test& test, FactKind kind, Truth wanted);

/// Values near what the test speaks about, some of which pass and some of which do not.
[[nodiscard]] std::vector<FactValue> candidates(const Test& test, FactKind kind, const Subject& subject);

/// A number, or a text that is nothing but digits; beyond 64 bits it is the largest.
[[nodiscard]] std::optional<std::int64_t> number_in(const FactValue& value);

}  // namespace conform
