#include "runner/lint/write_lint.hpp"

#include "runner/lint/rule_text.hpp"
#include "runner/text/utf8.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

Value number(std::size_t count) { return {static_cast<std::int64_t>(count)}; }

Value text_message(const std::string& text) {
  Object message;
  message.add("text", Value(printable(text)));
  return {std::move(message)};
}

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

/// The name of a file as a URI reference (RFC 3986 §4.1); an address stays what it is.
std::string uri_of(const std::string& name) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  if (name.starts_with("http://") || name.starts_with("https://")) return printable(name);
  std::string out = name.starts_with('/') ? "file://" : "";
  for (const char c : name) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          std::string_view("-._~/").find(c) != std::string_view::npos;
    if (is_plain) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

Value location_of(const Place& where, LinesOf& lines) {
  Object artifact;
  artifact.add("uri", Value(uri_of(where.source->name)));
  Object physical;
  physical.add("artifactLocation", Value(std::move(artifact)));
  if (where.mark.line > 0) {
    const auto known = lines.try_emplace(where.source.get(), where.source->text).first;
    Object region;
    region.add("startLine", number(where.mark.line));
    if (where.mark.column > 0) region.add("startColumn", number(known->second.column_of(where.mark)));
    physical.add("region", Value(std::move(region)));
  }
  Object location;
  location.add("physicalLocation", Value(std::move(physical)));
  return {std::move(location)};
}

using RuleIndexes = std::map<std::string, std::size_t>;

Value result_of(const LintFinding& finding, const RuleIndexes& indexes, LinesOf& lines) {
  Object result;
  result.add("ruleId", Value(finding.rule));
  result.add("ruleIndex", number(indexes.at(finding.rule)));
  result.add("level", Value(level_of(finding.severity)));
  result.add("message",
             text_message(finding.hint.empty() ? finding.message : finding.message + " " + finding.hint));
  if (finding.where.source) {
    Array locations;
    locations.push_back(location_of(finding.where, lines));
    result.add("locations", Value(std::move(locations)));
  }
  return {std::move(result)};
}

Value rule_of(const std::string& id, const RuleBook& rules) {
  const RuleText known = text_of_rule(id, rules);
  Object rule;
  rule.add("id", Value(id));
  rule.add("shortDescription", text_message(known.text.empty() ? id : known.text));
  if (!known.source.empty()) rule.add("help", text_message("See " + known.source + "."));
  return {std::move(rule)};
}

Value tool_of(const RuleIndexes& indexes, const RuleBook& rules, const std::string& version) {
  Array entries;
  for (const auto& [id, index] : indexes)
    entries.push_back(rule_of(id, rules));
  Object driver;
  driver.add("name", Value("conform"));
  driver.add("version", Value(version));
  driver.add("rules", Value(std::move(entries)));
  Object tool;
  tool.add("driver", Value(std::move(driver)));
  return {std::move(tool)};
}

}  // namespace

void write_lint_sarif(const LintReport& report,
                      const RuleBook& rules,
                      const std::string& tool_version,
                      std::ostream& out) {
  RuleIndexes indexes;
  for (const LintFinding& finding : report.findings)
    indexes.emplace(finding.rule, 0);
  std::size_t next = 0;
  for (auto& [id, index] : indexes)
    index = next++;
  LinesOf lines;
  Array results;
  for (const LintFinding& finding : report.findings)
    results.push_back(result_of(finding, indexes, lines));
  Object run;
  run.add("tool", tool_of(indexes, rules, tool_version));
  run.add("columnKind", Value("unicodeCodePoints"));
  run.add("results", Value(std::move(results)));
  Array runs;
  runs.emplace_back(std::move(run));
  Object root;
  root.add("$schema", Value("https://json.schemastore.org/sarif-2.1.0.json"));
  root.add("version", Value("2.1.0"));
  root.add("runs", Value(std::move(runs)));
  out << to_json(Value(std::move(root))) << '\n';
}

}  // namespace conform
