#include "runner/lint/write_lint.hpp"

#include "runner/text/words.hpp"

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

/// As GitHub's toolkit escapes: `%`, CR and LF in the text of a command, and `:` and `,` in a property.
enum class Part { text, property };
std::string escaped(std::string_view text, Part part) {
  std::string out;
  for (const char c : printable(text)) {
    const bool is_delimiter = part == Part::property && (c == ':' || c == ',');
    if (c == '%') {
      out += "%25";
    } else if (is_delimiter) {
      out += c == ':' ? "%3A" : "%2C";
    } else {
      out += c;
    }
  }
  return out;
}

std::string position_of(const LintFinding& finding) {
  if (!finding.where.source) return {};
  std::string out = "file=" + escaped(finding.where.source->name, Part::property) + ",";
  const auto [line, column] = finding.where.mark;
  if (line == 0) return out;
  return out + "line=" + std::to_string(line) + ",col=" + std::to_string(column) + ",";
}

}  // namespace

void write_lint_github(const LintReport& report, std::size_t most, std::ostream& out) {
  std::map<std::string, std::size_t> met;
  for (const LintFinding& finding : report.findings) {
    if (++met[finding.rule] > most) continue;
    out << "::" << command_of(finding.severity) << ' ' << position_of(finding)
        << "title=" << escaped(finding.rule, Part::property) << "::" << escaped(finding.message, Part::text);
    // A line end within a command is written so.
    if (!finding.hint.empty()) out << "%0A" << escaped(finding.hint, Part::text);
    out << '\n';
  }
  for (const auto& [rule, count] : report.left_out)
    met[rule] += count;
  for (const auto& [rule, count] : met) {
    if (count <= most) continue;
    out << "::notice title=" << escaped(rule, Part::property) << "::… and " << count - most << " more of "
        << escaped(rule, Part::text) << ".\n";
  }
}

}  // namespace conform
