#include "runner/lint/lint.hpp"

#include "runner/cli/commands.hpp"
#include "runner/cli/inputs.hpp"
#include "runner/cli/version.hpp"
#include "runner/lint/lint_rule.hpp"
#include "runner/lint/write_lint.hpp"
#include "runner/plan/selection.hpp"

namespace conform {
namespace {

// Of one rule, for people; the other forms have all.
constexpr std::size_t most_shown = 10;

void write(const LintReport& report, const LintCommand& command, const RuleBook& rules, std::ostream& out) {
  switch (command.format) {
  case LintCommand::Format::text: return write_lint_text(report, most_shown, out);
  case LintCommand::Format::github: return write_lint_github(report, most_shown, out);
  case LintCommand::Format::json: return write_lint_json(report, rules, out);
  case LintCommand::Format::sarif: return write_lint_sarif(report, rules, version_number(), out);
  }
}

std::optional<Severity> severity_of(std::optional<Weight> weight) {
  if (!weight) return std::nullopt;
  switch (*weight) {
  case Weight::fail: return Severity::error;
  case Weight::warn: return Severity::warning;
  case Weight::note: break;
  }
  return Severity::note;
}

bool rules_are_known(const LintCommand& command, const RuleBook& rules, std::ostream& err) {
  bool known = true;
  for (const auto& [id, weight] : command.weights)
    known = (find_lint_rule(id) != nullptr || rule_is_known(id, rules, err)) && known;
  return known;
}

/// By `rules:`; exceptions are about operations of a server.
void weigh_as_configured(LintReport& report, const Config& config, const RuleBook& rules) {
  std::vector<std::string_view> ids;
  for (const LintRule& rule : lint_rules())
    ids.push_back(rule.id);
  for (const Rule& rule : rules.rules())
    ids.push_back(rule.id);
  for (const auto& [wish, where] : config.wishes)
    for (const std::string_view id : ids)
      if (wish.reason.empty() && matches_pattern(wish.rule, id)) report.weigh(id, severity_of(wish.weight));
}

}  // namespace

int lint_document(const LintCommand& command, std::ostream& out, std::ostream& err) {
  const auto rules = load_rules(command.contract.suites, err);
  if (!rules || !rules_are_known(command, *rules, err)) return 2;
  if (!configured_rules_are_known(command.contract.config, *rules, err)) return 2;
  Diagnostics reading;
  const SourcePtr source = contract_source(command.contract.document, reading);
  Library library(reference_rights(command.contract));
  LintReport report = lint(source, library, *rules, reading);
  weigh_as_configured(report, command.contract.config, *rules);
  for (const auto& [id, weight] : command.weights)
    report.weigh(id, severity_of(weight));
  write(report, command, *rules, out);
  const bool fails_on_warnings = command.strictness == LintCommand::Strictness::warnings_fail;
  const bool fails =
      report.count(Severity::error) > 0 || (fails_on_warnings && report.count(Severity::warning) > 0);
  return fails ? 2 : 0;
}

}  // namespace conform
