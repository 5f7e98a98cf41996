#include "runner/lint/write_lint.hpp"

#include "runner/lint/rule_text.hpp"
#include "runner/sarif/sarif.hpp"
#include "runner/text/utf8.hpp"

#include <algorithm>
#include <set>

namespace conform {
namespace {

std::string_view level_of(Severity severity) {
  switch (severity) {
  case Severity::error: return "error";
  case Severity::warning: return "warning";
  case Severity::note: return "note";
  }
  return "error";
}

/// Where the lines of a text begin, so that many places in it are found fast.
class Lines {
public:
  explicit Lines(const std::string& text) : text_(text) {
    for (std::size_t at = 0; at < text.size(); ++at)
      if (text[at] == '\n') begins_.push_back(at + 1);
  }
  /// The column in code points for one in bytes; both count from 1.
  [[nodiscard]] std::size_t column_of(const Mark& mark) const {
    if (mark.line > begins_.size()) return mark.column;
    const std::string_view line = std::string_view(text_).substr(begins_[mark.line - 1]);
    std::size_t column = 1;
    for (std::size_t at = 0; at + 1 < mark.column && at < line.size(); ++column)
      at += std::max<std::size_t>(decode_utf8(line, at).length, 1);
    return column;
  }

private:
  const std::string& text_;
  std::vector<std::size_t> begins_{0};
};

using LinesOf = std::map<const Source*, Lines>;

SarifResult result_of(const LintFinding& finding, LinesOf& lines) {
  SarifResult result;
  result.rule = finding.rule;
  result.level = level_of(finding.severity);
  result.message = finding.hint.empty() ? finding.message : finding.message + " " + finding.hint;
  if (!finding.where.source) return result;
  result.file = finding.where.source->name;
  const Mark& mark = finding.where.mark;
  if (mark.line == 0) return result;
  const auto known = lines.try_emplace(finding.where.source.get(), finding.where.source->text).first;
  result.line = mark.line;
  if (mark.column > 0) result.column = known->second.column_of(mark);
  return result;
}

SarifRule rule_of(const std::string& id, const RuleBook& rules) {
  const RuleText known = text_of_rule(id, rules);
  SarifRule rule;
  rule.id = id;
  rule.text = known.text;
  if (!known.source.empty()) rule.help = "See " + known.source + ".";
  return rule;
}

}  // namespace

void write_lint_sarif(const LintReport& report,
                      const RuleBook& rules,
                      const std::string& tool_version,
                      std::ostream& out) {
  SarifRun run;
  run.tool_version = tool_version;
  std::set<std::string> met;
  for (const LintFinding& finding : report.findings)
    met.insert(finding.rule);
  for (const std::string& id : met)
    run.rules.push_back(rule_of(id, rules));
  LinesOf lines;
  for (const LintFinding& finding : report.findings)
    run.results.push_back(result_of(finding, lines));
  write_sarif(run, out);
}

}  // namespace conform
