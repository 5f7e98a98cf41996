#pragma once

#include "runner/auth/renewal.hpp"
#include "runner/cli/command_line.hpp"
#include "runner/cli/progress.hpp"
#include "runner/cli/share.hpp"
#include "runner/journal/journal.hpp"
#include "runner/judge/verdict.hpp"
#include "runner/plan/plan.hpp"
#include "runner/wire/perform.hpp"

#include <memory>
#include <string>
#include <vector>

namespace conform {

/// Everything that a run needs to know before the first byte is sent.
struct Prepared {
  std::shared_ptr<const Api> api{};
  std::shared_ptr<const RuleBook> rules{};
  Target target{};
  Plan plan{};
  JudgeOptions judging{};
  std::string judged_by{};  ///< a hash of what the user wants of rules
  std::vector<std::string> secrets{};
  AuthArguments auth{};  ///< of the command line and the configuration
  WireOptions wire{};
  std::vector<Lease> leases{};
  Share share{};
};

/// What is to be said of a run that has ended.
struct Ended {
  std::vector<std::string> told{};  ///< for the user, a sentence each
  bool had_memory = true;           ///< if not, the journal lacks its end, and the reports say so
};

/// perform → judge → journal, a case at a time: nothing of a trial outlives its record. Then makes smaller
/// what failed, and writes the journal's end.
[[nodiscard]] Ended perform_and_judge(const RunCommand& command,
                                      const Prepared& prepared,
                                      JournalWriter& journal,
                                      Progress& progress);

/// What hides these in everything that the run writes; nothing does where the user wants to see them.
[[nodiscard]] Mask mask_for(const RunCommand& command, const std::vector<std::string>& secrets);

}  // namespace conform
