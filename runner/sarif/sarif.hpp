#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

namespace conform {

// SARIF 2.1.0, as far as this program has something to say: what `lint` and the reports of a run share. Texts
// may have any bytes; what is written is UTF-8 without control characters.

struct SarifRule {
  std::string id{};
  std::string text{};    ///< in a sentence
  std::string detail{};  ///< more of it; may be empty
  std::string help{};    ///< may be empty
  std::string level{};   ///< `error`, `warning`, `note`; may be empty
  std::vector<std::string> tags{};
};

struct SarifResult {
  std::string rule{};  ///< one of the run's
  std::string level{};
  std::string message{};
  std::string file{};  ///< name of a file, or an address; empty: no place is known
  std::size_t line = 0;
  std::size_t column = 0;       ///< in code points, from 1; 0: unknown
  std::string fingerprint{};    ///< the same for the same result of another run; may be empty
  std::size_t occurrences = 0;  ///< 0: not said
  bool known = false;           ///< it was there before, and is accepted
  std::string justification{};  ///< why it is
};

struct SarifRun {
  std::string tool_version{};
  std::vector<SarifRule> rules{};
  std::vector<SarifResult> results{};
  std::string notice{};  ///< what a reader must know of the whole, such as what was left out; may be empty
};

/// Writes the log with this one run.
void write_sarif(const SarifRun& run, std::ostream& out);

}  // namespace conform
