#pragma once

#include "runner/document/value.hpp"
#include "tests/cli/process.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace conform::testing {

/// One finding, and the exchange that shows it; of cases with nothing but notes the report has no bytes.
struct Found {
  std::string weight{};
  std::string sent{};
  std::string received{};
};

/// A run of the tool on a server, read from its JSON report.
struct Session {
  Finished finished{};
  std::map<std::string, std::map<std::string, Found>> findings{};  // case → rule → what was found
  std::map<std::string, std::string> outcomes{};                   // case → outcome
  std::map<std::string, std::set<int>> statuses{};  // case → of its answers, where there are bytes
};

/// Runs the tool with these arguments beside the document and the target: documented requests and probes,
/// unless they give another depth.
[[nodiscard]] Session
session_on(const std::string& url, const std::string& document, std::vector<std::string> more);

}  // namespace conform::testing
