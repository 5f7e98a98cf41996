#pragma once

#include "reports/junit/junit.hpp"
#include "runner/journal/headline.hpp"
#include "runner/journal/results.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace conform {

/// What a consumer of JUnit can tell apart.
enum class Element { none, failure, error, skipped };

/// Cases as elements of JUnit. Hangs on the life of the results and the options.
class TestCases {
public:
  TestCases(const Results& results, const JUnitOptions& options);

  /// A case has at most one of them: consumers read no second.
  [[nodiscard]] Element mark_of(const CaseResult& result) const;

  /// The whole element. `name` is that of a test, escaped; without the exchanges where `evidence` is `none`.
  enum class Evidence { all, none };
  struct Named {
    std::string_view suite{};
    std::string_view name{};
  };
  [[nodiscard]] std::string element(const CaseResult& result, const Named& named, Evidence evidence) const;

  /// What does not break the gate, for whoever looks closer; not escaped.
  [[nodiscard]] std::string remarks(const CaseResult& result) const;

private:
  struct Texts {
    std::string message{};
    std::string text{};
  };
  [[nodiscard]] std::string outcome_element(const CaseResult& result, Evidence evidence) const;
  [[nodiscard]] std::string failure(const CaseResult& result, Evidence evidence) const;
  [[nodiscard]] std::string error(const CaseResult& result, Evidence evidence) const;
  [[nodiscard]] std::string skipped(const CaseResult& result) const;
  [[nodiscard]] std::string text_of(const CaseResult& result, std::string text, Evidence evidence) const;

  const Results& results_;
  const JUnitOptions& options_;
  RulesById rules_;
};

/// Whole milliseconds, and as seconds with three digits whatever the locale.
[[nodiscard]] std::chrono::milliseconds time_of(const CaseResult& result);
[[nodiscard]] std::string seconds(std::chrono::milliseconds time);

}  // namespace conform
