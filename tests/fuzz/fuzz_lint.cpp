#include "runner/lint/lint.hpp"
#include "runner/lint/write_lint.hpp"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>

namespace {

using namespace conform;

void require(bool holds) {
  if (!holds) std::abort();
}

// No byte of the document steers the terminal that the report is read in.
void require_calm(const std::string& text) {
  require(text.find_first_of(std::string_view("\r\0\x1B", 3)) == std::string::npos);
}

}  // namespace

// A document. Laws: looking for its faults ends, every finding says something at a place of a rule, the
// report in JSON is JSON, and the one for people has no control characters.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const RuleBook rules = RuleBook::embedded();
  Library library;
  std::string text(reinterpret_cast<const char*>(data), size);
  const auto source = std::make_shared<const Source>(Source{"fuzz.yaml", std::move(text)});
  const LintReport report = lint(source, library, rules);
  for (const LintFinding& finding : report.findings)
    require(!finding.rule.empty() && !finding.message.empty() && finding.where.source != nullptr);
  std::ostringstream people, machines, github;
  write_lint_text(report, 10, people);
  require_calm(people.str());
  write_lint_github(report, 10, github);
  require_calm(github.str());
  write_lint_json(report, rules, machines);
  require(std::holds_alternative<Value>(read_json(machines.str())));
  return 0;
}
