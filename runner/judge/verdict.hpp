#pragma once

#include "runner/judge/wishes.hpp"
#include "runner/rules/rule.hpp"
#include "runner/wire/perform.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace conform {

/// Something to look at that supports a finding.
struct Evidence {
  enum class Kind { document, received } kind = Kind::received;
  std::string label{};       ///< what it shows, a few words
  Place where{};             ///< document: the place of what was promised
  std::size_t exchange = 0;  ///< received: which exchange of the trial
  std::size_t offset = 0;    ///< received: the bytes concerned
  std::size_t length = 0;
};

/// A rule that was broken.
struct Finding {
  std::string rule{};
  Level level = Level::must;
  Weight weight = Weight::fail;
  std::string expected{};             ///< in words, from the rule
  std::string actual{};               ///< in words, from the exchange
  std::string waived{};               ///< why the weight was lowered; else empty
  std::string judged{};               ///< who is judged, when not the server alone: a sentence
  std::string cause{};                ///< what it seems to come from (cause.hpp)
  std::vector<std::string> places{};  ///< where it is, for good (place.hpp)
  std::vector<Evidence> evidence{};
  std::size_t exchange = 0;  ///< which one of the trial it is about
};

/// A rule that applied, or might have, but could not be decided.
struct Undecided {
  std::string rule{};
  std::string why{};
};

enum class Outcome {
  passed,      ///< everything that applied was judged and kept; warnings and notes may be there
  failed,      ///< at least one finding of weight `fail`
  error,       ///< could not be decided: no answer, say
  not_judged,  ///< not sent, with a reason
};
[[nodiscard]] std::string_view name_of(Outcome outcome);

struct Verdict {
  std::string case_id{};
  std::uint32_t operation = 0;
  std::uint32_t round = 0;
  Outcome outcome = Outcome::not_judged;
  std::string reason{};        ///< for error and not_judged: a sentence
  int status = 0;              ///< final status; 0 for none
  std::vector<int> interim{};  ///< interim statuses
  std::vector<Finding> findings{};
  std::vector<Undecided> undecided{};
  std::uint32_t rules_judged = 0;  ///< how many rules applied and were decided
  Clock::duration duration{};
};

struct JudgeOptions {
  Level least = Level::may;  ///< rules below this level are not judged
  Wishes wishes{};           ///< what the user said of single rules
};

/// Judges one case. A pure function: the same trial gives the same verdict at any time.
[[nodiscard]] Verdict judge(const Case& subject,
                            const Trial& trial,
                            const Api& api,
                            const RuleBook& rules,
                            const JudgeOptions& options = {});
/// The verdict of a case that was never sent: planned as not judged, or left when the run stopped.
[[nodiscard]] Verdict not_sent(const Case& subject, Outcome outcome, std::string reason);

}  // namespace conform
