#pragma once

#include "runner/auth/renewal.hpp"
#include "runner/cli/command_line.hpp"
#include "runner/journal/journal.hpp"
#include "runner/wire/perform.hpp"

#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace conform {

// After a run requests that have several things at once are made smaller while they fail alike.

/// How many requests that may take.
inline constexpr std::size_t most_requests_per_finding = 40;
inline constexpr std::size_t most_requests_per_run = 400;

/// Whether it does no harm to send all of it again (RFC 9110 §9.2.1).
[[nodiscard]] bool is_safe(const Trial& trial);

/// A finding whose request is to be made smaller.
struct Suspect {
  std::uint32_t case_index = 0;
  std::string rule{};
  std::string cause{};
  friend auto operator<=>(const Suspect&, const Suspect&) = default;
};

/// Gathers the findings of a run, by rule, operation and cause.
class Suspects {
public:
  /// `least`: the lightest weight that counts.
  Suspects(Shrink which, Weight least) : which_(which), least_(least) {}

  /// Whatever was judged, in any order; of one case the first round before the others.
  void note(const Verdict& verdict, const Trial& trial);
  /// One for each cause: that of the first case of the plan which showed it each time it was asked. None
  /// where that case has but one thing that is special.
  [[nodiscard]] std::vector<Suspect> chosen(const Plan& plan) const;

private:
  struct Key {
    std::uint32_t operation = 0;
    std::string rule{};
    std::string cause{};
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  Shrink which_;
  Weight least_;
  std::map<Key, std::set<std::uint32_t>> cases_{};
  std::map<std::uint32_t, std::vector<Key>> keys_{};  // of each case
};

/// What requests are sent and judged with; references hang on the caller.
struct Trying {
  const Plan& plan;
  const Api& api;
  const RuleBook& rules;
  const JudgeOptions& judging;
  const Target& target;
  const WireOptions& wire;
  Renewal& renewal;
};

struct Shrunk {
  std::size_t requests = 0;
  std::uint32_t connections = 0;
  Performed::End end = Performed::End::all_done;
};
/// Sends smaller requests in place of those of the suspects and writes the smallest that gives the same
/// finding into the journal. Within the bounds above; against the same server always the same requests,
/// whatever the order of its answers.
[[nodiscard]] Shrunk
shrink(const std::vector<Suspect>& suspects, const Trying& trying, JournalWriter& journal);

}  // namespace conform
