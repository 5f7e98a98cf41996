#include "runner/lint/write_lint.hpp"

#include "runner/text/words.hpp"

#include <fmt/format.h>

namespace conform {
namespace {

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace

void write_lint_text(const LintReport& report, std::size_t most, std::ostream& out) {
  std::map<std::string, std::size_t> met;
  for (const LintFinding& finding : report.findings) {
    if (++met[finding.rule] > most) continue;
    out << render({.where = finding.where,
                   .message = printable(finding.message) + " [" + finding.rule + "]",
                   .hint = printable(finding.hint),
                   .severity = finding.severity});
  }
  for (const auto& [rule, count] : report.left_out)
    met[rule] += count;
  for (const auto& [rule, count] : met)
    if (count > most) out << "… and " << count - most << " more of " << printable(rule) << ".\n";
  out << printable(report.document) << ": " << counted(report.count(Severity::error), "error") << ", "
      << counted(report.count(Severity::warning), "warning") << ", "
      << counted(report.count(Severity::note), "note") << ".\n";
}

}  // namespace conform
