#include "runner/lint/write_lint.hpp"

#include "runner/text/words.hpp"
#include "runner/text/workflow_command.hpp"

namespace conform {
namespace {

std::string_view command_of(Severity severity) {
  switch (severity) {
  case Severity::error: return "error";
  case Severity::warning: return "warning";
  case Severity::note: return "notice";
  }
  return "error";
}

CommandProperties properties_of(const LintFinding& finding) {
  CommandProperties properties;
  if (finding.where.source) {
    const auto [line, column] = finding.where.mark;
    properties.emplace_back("file", finding.where.source->name);
    properties.emplace_back("line", line == 0 ? std::string() : std::to_string(line));
    properties.emplace_back("col", line == 0 ? std::string() : std::to_string(column));
  }
  properties.emplace_back("title", finding.rule);
  return properties;
}

}  // namespace

void write_lint_github(const LintReport& report, std::size_t most, std::ostream& out) {
  std::map<std::string, std::size_t> met;
  for (const LintFinding& finding : report.findings) {
    if (++met[finding.rule] > most) continue;
    std::string message = printable(finding.message);
    if (!finding.hint.empty()) message += "\n" + printable(finding.hint);
    out << workflow_command(command_of(finding.severity), properties_of(finding), message);
  }
  for (const auto& [rule, count] : report.left_out)
    met[rule] += count;
  for (const auto& [rule, count] : met) {
    if (count <= most) continue;
    out << workflow_command(
        "notice", {{"title", rule}}, "… and " + std::to_string(count - most) + " more of " + rule + ".");
  }
}

}  // namespace conform
