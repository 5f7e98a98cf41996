#pragma once

#include "runner/judge/verdict.hpp"
#include "runner/plan/shard.hpp"

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
  std::string judged_by{};         ///< a hash of what the user said of levels and rules
  Shard shard{};                   ///< which part of the plan was performed
  std::uint32_t shards = 0;        ///< how many journals of shards these results were put together from
  std::uint32_t resumed = 0;       ///< how often the run was taken up again after it had been cut off
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
    bool probe = false;       ///< requests of the tool's own, not the documented one
    std::uint32_t shard = 0;  ///< the one that performs it; 0 when there are none
  };
  std::vector<CaseEntry> cases{};  ///< every planned case, in the plan's order, those of other shards, too
  std::string level{};             ///< rules below it were not judged: `must`, `should`, `may`
  /// A rule that was switched off.
  struct Off {
    std::string rule{};
    std::vector<std::uint32_t> operations{};  ///< for these alone; none: for all
  };
  std::vector<Off> off{};
  bool shows_secrets = false;  ///< `--show-secrets`: nothing is masked
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
  std::chrono::microseconds began{};             ///< since 1970-01-01 UTC; 0: it was not sent
  std::chrono::microseconds until_first_byte{};  ///< after that; 0: none came
  std::chrono::microseconds duration{};          ///< of all of it
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
  /// Where it is, in words that are the same in every run: with rule and operation what a baseline knows it
  /// by (as in Finding).
  std::vector<std::string> places{};
  // What a baseline says of it (runner/baseline); a journal has nothing of that.
  bool known = false;    ///< it stands there: to be shown, and breaks no gate
  std::string remark{};  ///< the reason, the owner, until when; or that its time is over. May be empty
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
  std::vector<int> refused{};             ///< statuses after which requests of it were sent again
  std::uint32_t rounds = 0;               ///< how many are in the journal
  std::uint32_t rounds_failed = 0;        ///< fewer than `rounds` but not 0: flaky
  std::chrono::microseconds duration{};   ///< the longest
  bool probe = false;                     ///< as planned: its statuses say nothing about the document's
};

struct RunFooter {
  bool present = false;  ///< false: the run was killed before its end
  std::string
      end{};  ///< `all-done`, `unreachable`, `interrupted`, `out-of-time`, `enough-failures`, `incomplete`
  std::string why{};
  std::chrono::milliseconds duration{};
  std::uint64_t requests = 0;
  std::uint32_t connections = 0;
  std::uint64_t shrinking = 0;  ///< how many of the requests only made failing ones smaller
};

struct Counts {
  std::size_t passed = 0, failed = 0, errors = 0, not_judged = 0;
  std::size_t fails = 0, warns = 0, notes = 0;  ///< findings that are not known
  std::size_t rules_judged = 0, undecided = 0;  ///< rule by case
  std::size_t sent_again = 0;                   ///< requests, after an answer such as 503
  std::size_t known = 0;                        ///< cases that failed by what is known, and by nothing else
  std::size_t known_findings = 0;               ///< of any weight
  [[nodiscard]] std::size_t total() const { return passed + failed + errors + not_judged + known; }
};

/// What came of holding a run against a baseline: a file of findings that are known. An entry is a rule, an
/// operation and a place, so that one finding may have several.
struct BaselineOutcome {
  struct Entry {
    std::string rule{};
    std::string operation{};  ///< `GET /books/{id}`
    std::string place{};      ///< as KeptFinding::places; empty: wherever it is
    std::string reason{};     ///< as given by the user, and the next two
    std::string owner{};
    std::string until{};  ///< the last day on which it counts: `2027-01-31`
    std::string why{};    ///< of those not looked at: a sentence
  };
  std::string file{};
  std::size_t known = 0;         ///< entries that still occur, and whose time is not over
  std::size_t fresh = 0;         ///< what breaks the gate: findings that have no entry, or an expired one
  std::vector<Entry> expired{};  ///< still occur, but their time is over: they hide nothing
  std::vector<Entry> gone{};     ///< no longer occur
  std::vector<Entry> not_looked_at{};  ///< do not occur, but this run could not have seen them
  bool strict = false;                 ///< `--baseline-strict`: those that are gone break the gate
  /// `--update-baseline`: what was changed in the file.
  struct Update {
    std::size_t added = 0;
    std::size_t removed = 0;
  };
  std::optional<Update> update{};
};

struct Results {
  RunHeader header{};
  std::vector<CaseResult>
      cases{};  ///< of this shard, in the plan's order; those without a record are not_judged
  RunFooter footer{};
  std::optional<BaselineOutcome> baseline{};  ///< nothing: the run was held against none
  [[nodiscard]] Counts counts() const;
};

/// Whether the finding weighs at least `fail_on` and no baseline knows it.
[[nodiscard]] bool breaks_gate(const KeptFinding& finding, Weight fail_on);
/// Whether a finding of this case does.
[[nodiscard]] bool breaks_gate(const CaseResult& result, Weight fail_on);

/// Whether the case failed, but by nothing that is new: each finding of weight `fail` is known.
[[nodiscard]] bool is_known(const CaseResult& result);

/// Whether nobody let us in: every documented request that was answered got a status that is about no input
/// (`is_about_no_input`) from an operation that documents something else too.
[[nodiscard]] bool was_turned_away(const Results& results);

/// How many mistakes of the document kept planned cases, or what no operation names, from being judged.
[[nodiscard]] std::size_t document_faults(const Results& results);

/// What the process exits with (design §5). 0 kept, 1 findings, 3 undecided, 5 nothing tested, 130
/// interrupted. `fail_on`: the lightest weight that breaks the gate.
[[nodiscard]] int exit_code(const Results& results, Weight fail_on);

/// What every report says in a line where secrets are shown; empty where they are masked.
[[nodiscard]] std::string_view remark_on_secrets(const RunHeader& header);

/// The same in one sentence, for the last line of every report.
[[nodiscard]] std::string conclusion(const Results& results, Weight fail_on);

}  // namespace conform
