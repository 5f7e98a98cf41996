#pragma once

#include "runner/journal/mask.hpp"
#include "runner/journal/results.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace conform {

/// A smaller request that gave the same finding as a failing case, and what came of it. References hang on
/// the caller.
struct SmallestRequest {
  const Verdict& verdict;  ///< on the smaller request, with the id of the case
  const Finding& finding;  ///< of that verdict
  const Trial& trial;      ///< with one exchange
  std::size_t asked = 0;   ///< requests that were sent to find it
};

/// How far a journal reaches, for whoever goes on with it.
struct Extent {
  /// A record: of which case and round, and how it was decided.
  struct Entry {
    std::string case_id{};
    std::uint32_t round = 0;
    Outcome outcome = Outcome::not_judged;
  };
  std::vector<Entry> entries{};   ///< in the order of the file
  std::uint64_t requests = 0;     ///< that these took
  std::uint64_t whole_bytes = 0;  ///< of the file, up to the end of its last whole line
  bool has_plan = false;          ///< every planned case is named: without that nothing was sent
};

/// Whose exchanges are kept: those of cases that failed, could not be decided or have a finding of weight
/// warn or fail; or of all.
enum class Keep { notable, all };

/// The results on disk as they happen: one JSON object a line (a header, a record per case and round, one
/// for each smaller request, a footer). Append-only.
class JournalWriter {
public:
  /// Creates the file. Throws std::system_error when it cannot be written, here and below.
  JournalWriter(const std::string& path, const RunHeader& header, Mask mask);
  /// Goes on with a journal that reaches so far; what is behind that is cut off.
  JournalWriter(const std::string& path, const Extent& so_far, std::string target, Mask mask);
  ~JournalWriter();
  JournalWriter(JournalWriter&&) noexcept;
  JournalWriter& operator=(JournalWriter&&) noexcept;

  /// Writes one record, with the exchanges if they are to be kept; `trial` is null for cases that were never
  /// sent. `secrets` are hidden in this record.
  void append(const Verdict& verdict, const Trial* trial, const std::vector<std::string>& secrets = {});
  /// Whose exchanges are kept from now on; at first those of notable cases.
  void keep(Keep which);
  /// Hides these as well in what is written from now on.
  void hide(const std::vector<std::string>& secrets);
  /// Writes what goes with the finding of that rule and cause of that case, which was written before.
  void append_smallest(const SmallestRequest& found);
  /// Hands what was written to the operating system: a killed process loses nothing that was flushed.
  void flush();
  void finish(const RunFooter& footer);

private:
  struct State;
  std::unique_ptr<State> state_;
};

/// `shard`: the part of the plan that is performed; each case is told which one it belongs to.
[[nodiscard]] RunHeader make_header(
    const Api& api, const RuleBook& rules, const Plan& plan, const Target& target, const Shard& shard = {});

/// The rules that the wishes switch off, for all operations or for some.
[[nodiscard]] std::vector<RunHeader::Off>
switched_off(const JudgeOptions& options, const RuleBook& rules, const Api& api);

/// Reads a journal, also one that was cut off in the middle of a line. Damaged lines are diagnostics
/// (warnings) and skipped; nothing is returned when the header is missing or it is no journal. Where a run
/// was resumed, what had no answer at first counts as it was decided then. `extent`, when not null, is filled
/// in.
[[nodiscard]] std::optional<Results>
read_journal(const std::string& path, Diagnostics& diagnostics, Extent* extent = nullptr);

}  // namespace conform
