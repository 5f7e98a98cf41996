#pragma once

#include "runner/journal/results.hpp"

#include <ostream>
#include <string>

namespace conform {

/// Whether this runs as a step of GitHub Actions.
[[nodiscard]] bool is_in_github_actions();

/// While it lives GitHub obeys no line that is written to `out` (`::stop-commands::`); does nothing
/// elsewhere.
class StoppedCommands {
public:
  explicit StoppedCommands(std::ostream& out);
  ~StoppedCommands();
  StoppedCommands(const StoppedCommands&) = delete;
  StoppedCommands& operator=(const StoppedCommands&) = delete;

private:
  std::ostream& out_;
  std::string token_{};  ///< nobody can guess it; empty: nothing was stopped
};

/// In a step of GitHub Actions: annotations to `out`, and the summary of the step appended to the file that
/// GITHUB_STEP_SUMMARY names, in the room that is left there. Says on `err` when that cannot be written.
void tell_github(const Results& results, Weight fail_on, std::ostream& out, std::ostream& err);

}  // namespace conform
