#pragma once

#include "runner/judge/verdict.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace conform {

/// The operation that a case is about, and the book that it is judged by. References hang on the caller.
struct Bench {
  const Api& api;
  const Operation& operation;
  const RuleBook& rules;
  const JudgeOptions& options;
  std::string_view step{};         ///< `PROBE.STEP` of the exchange; empty for a documented request
  std::span<const Taken> taken{};  ///< the exchanges of the probe
  const Intent* intent = nullptr;  ///< what is known of the request beforehand
  bool only_for_step = false;      ///< the rules that name the step, and no others
  CaseKind kind = CaseKind::documented;
};

/// What came of judging the messages of one exchange.
struct Judged {
  std::vector<std::pair<std::uint32_t, Finding>> findings{};  ///< with the rule's number in the book
  std::vector<Undecided> undecided{};
  std::uint32_t rules = 0;  ///< applied and decided
};

/// Judges the exchange with this number of a trial: its interim responses, its final one, and the whole.
[[nodiscard]] Judged judge_exchange(const Bench& bench, const Exchange& exchange, std::size_t number);
/// What is left undecided where the bench's step could not be taken: the rules that name it. `why` is for
/// people.
[[nodiscard]] Judged without_exchange(const Bench& bench, std::string_view why);

}  // namespace conform
