#pragma once

#include "runner/judge/verdict.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace conform {

// What a journal says, as plain data that does not hang on the Api, the rules or the plan: reports are
// rendered from this alone, during the run's end or years later.

struct RunHeader {
  std::string tool_version{};
  std::string title{};     ///< of the API
  std::string document{};  ///< name of the root document
  std::string document_hash{};
  std::string openapi{};
  std::string target{};  ///< URL, without credentials
  std::uint64_t seed = 0;
  std::uint32_t rounds = 1;        ///< `--repeat`
  std::string began{};             ///< RFC 3339, UTC, seconds
  std::uint32_t loose_faults = 0;  ///< mistakes in the document that belong to no single operation
  struct OperationEntry {
    std::string name{};  ///< `GET /books/{id}`
    std::string operation_id{};
    std::string tag{};                      ///< the first one
    std::uint32_t line = 0;                 ///< in the document
    std::vector<std::string> documented{};  ///< `200`, `4XX`, `default`
    std::string fault{};                    ///< the mistake in the document that kept it from being planned
  };
  std::vector<OperationEntry> operations{};
  struct RuleEntry {
    std::string id{};
    std::string level{};
    std::string source{};
    std::string text{};
    std::string hint{};
  };
  std::vector<RuleEntry> rules{};
  struct CaseEntry {
    std::string id{};
    std::uint32_t operation = 0;
    bool probe = false;  ///< requests of the tool's own, not the documented one
  };
  std::vector<CaseEntry> cases{};  ///< every planned case, in the plan's order
};

/// One exchange as it is kept for a case that is worth looking at. Secrets are masked already. Bytes beyond
/// 64 KiB of each direction are left out; the counts tell.
struct KeptExchange {
  std::string sent{};
  std::string received{};
  std::size_t sent_bytes = 0;
  std::size_t received_bytes = 0;
  std::string silence{};  ///< name of the Silence, or empty
  std::string detail{};
  std::string curl{};  ///< the command that sends the same
  std::string step{};  ///< of a probe: the name of its step
  std::string hurl{};  ///< the entry of a Hurl file that sends the same; empty where there is none
};

struct KeptFinding {
  std::string rule{};
  std::string level{};
  Weight weight = Weight::fail;
  std::string expected{};
  std::string actual{};
  std::string waived{};
  std::string judged{};  ///< who, when not the server alone
  struct Mark {
    std::string label{};
    std::size_t exchange = 0;
    std::size_t offset = 0;
    std::size_t length = 0;
  };
  std::vector<Mark> marks{};  ///< bytes to look at
  std::string document{};     ///< where the document promises it: name …
  std::uint32_t line = 0;     ///< … and line; 0 for none
  std::size_t exchange = 0;   ///< which one it is about
  std::string cause{};        ///< what it seems to come from: as in Finding
  /// The smallest request that was found to give the same finding.
  struct Smallest {
    KeptExchange exchange{};
    std::string expected{};
    std::string actual{};
    std::vector<Mark> marks{};  ///< bytes of that exchange
    int status = 0;
    std::size_t asked = 0;  ///< requests that were sent to find it
  };
  std::optional<Smallest> smallest{};  ///< nothing: it was not looked for, or there is none
};

/// One case with all its rounds folded together.
struct CaseResult {
  std::string id{};
  std::uint32_t operation = 0;
  Outcome outcome = Outcome::not_judged;  ///< the worst of its rounds: failed, error, not_judged, passed
  std::string reason{};
  int status = 0;
  std::vector<int> interim{};
  std::vector<KeptFinding> findings{};  ///< each (rule, expected, actual) once
  std::vector<Undecided> undecided{};
  std::uint32_t rules_judged = 0;
  std::vector<KeptExchange> exchanges{};  ///< of the first round with the worst outcome, when kept
  std::uint32_t rounds = 0;               ///< how many are in the journal
  std::uint32_t rounds_failed = 0;        ///< fewer than `rounds` but not 0: flaky
  std::chrono::microseconds duration{};   ///< the longest
  bool probe = false;                     ///< as planned: its statuses say nothing about the document's
};

struct RunFooter {
  bool present = false;  ///< false: the run was killed before its end
  std::string end{};     ///< `all-done`, `unreachable`, `interrupted`, `out-of-time`
  std::string why{};
  std::chrono::milliseconds duration{};
  std::uint64_t requests = 0;
  std::uint32_t connections = 0;
  std::uint64_t shrinking = 0;  ///< how many of the requests only made failing ones smaller
};

struct Counts {
  std::size_t passed = 0, failed = 0, errors = 0, not_judged = 0;
  std::size_t fails = 0, warns = 0, notes = 0;  ///< findings
  std::size_t rules_judged = 0, undecided = 0;  ///< rule by case
  [[nodiscard]] std::size_t total() const { return passed + failed + errors + not_judged; }
};

struct Results {
  RunHeader header{};
  std::vector<CaseResult> cases{};  ///< in the plan's order; planned cases without a record are not_judged
  RunFooter footer{};
  [[nodiscard]] Counts counts() const;
};

/// Whether a finding of this case weighs at least `fail_on`.
[[nodiscard]] bool breaks_gate(const CaseResult& result, Weight fail_on);

/// Whether nobody let us in: every documented request that was answered got a status that is about no input
/// (`is_about_no_input`) from an operation that documents something else too.
[[nodiscard]] bool was_turned_away(const Results& results);

/// How many mistakes of the document kept planned cases, or what no operation names, from being judged.
[[nodiscard]] std::size_t document_faults(const Results& results);

/// What the process exits with (design §5). 0 kept, 1 findings, 3 undecided, 5 nothing tested, 130
/// interrupted. `fail_on`: the lightest weight that breaks the gate.
[[nodiscard]] int exit_code(const Results& results, Weight fail_on);

/// The same in one sentence, for the last line of every report.
[[nodiscard]] std::string conclusion(const Results& results, Weight fail_on);

}  // namespace conform
