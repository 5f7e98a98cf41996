#include "runner/lint/write_lint.hpp"

#include "runner/lint/rule_text.hpp"
#include "runner/text/words.hpp"

namespace conform {
namespace {

std::string_view word_for(Severity severity) {
  switch (severity) {
  case Severity::error: return "error";
  case Severity::warning: return "warning";
  case Severity::note: return "note";
  }
  return "error";
}

Value number(std::size_t count) { return {static_cast<std::int64_t>(count)}; }

Value value_of(const LintFinding& finding, const RuleBook& rules) {
  Object entry;
  entry.add("rule", Value(finding.rule));
  entry.add("severity", Value(word_for(finding.severity)));
  if (finding.where.source) entry.add("file", Value(printable(finding.where.source->name)));
  if (finding.where.mark.line > 0) {
    entry.add("line", number(finding.where.mark.line));
    entry.add("column", number(finding.where.mark.column));
  }
  entry.add("message", Value(printable(finding.message)));
  if (!finding.hint.empty()) entry.add("hint", Value(printable(finding.hint)));
  const RuleText rule = text_of_rule(finding.rule, rules);
  if (!rule.source.empty()) entry.add("source", Value(rule.source));
  return {std::move(entry)};
}

}  // namespace

void write_lint_json(const LintReport& report, const RuleBook& rules, std::ostream& out) {
  Object summary;
  summary.add("errors", number(report.count(Severity::error)));
  summary.add("warnings", number(report.count(Severity::warning)));
  summary.add("notes", number(report.count(Severity::note)));
  Array findings;
  for (const LintFinding& finding : report.findings)
    findings.push_back(value_of(finding, rules));
  Object left_out;
  for (const auto& [rule, count] : report.left_out)
    left_out.add(rule, number(count));
  Object root;
  root.add("document", Value(printable(report.document)));
  root.add("summary", Value(std::move(summary)));
  root.add("findings", Value(std::move(findings)));
  if (!left_out.empty()) root.add("left_out", Value(std::move(left_out)));
  out << to_json(Value(std::move(root))) << '\n';
}

}  // namespace conform
