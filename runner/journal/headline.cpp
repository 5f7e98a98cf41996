#include "runner/journal/headline.hpp"

#include <fmt/format.h>

namespace conform {

RulesById rules_by_id(const RunHeader& header) {
  RulesById rules;
  for (const RunHeader::RuleEntry& rule : header.rules)
    rules.emplace(rule.id, &rule);
  return rules;
}

std::string headline(const KeptFinding& finding, const RulesById& rules) {
  const auto rule = rules.find(finding.rule);
  if (rule == rules.end()) return fmt::format("{}: {}", finding.rule, finding.actual);
  return fmt::format("{} ({})", rule->second->text, rule->second->source);
}

const RunHeader::OperationEntry& operation_of(const CaseResult& result, const RunHeader& header) {
  static const RunHeader::OperationEntry unknown{};
  return result.operation < header.operations.size() ? header.operations[result.operation] : unknown;
}

std::string flakiness(const CaseResult& result) {
  if (result.rounds_failed == 0 || result.rounds_failed >= result.rounds) return {};
  return fmt::format("Flaky: {} of {} rounds failed.", result.rounds_failed, result.rounds);
}

}  // namespace conform
