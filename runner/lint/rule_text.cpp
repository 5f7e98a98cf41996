#include "runner/lint/rule_text.hpp"

#include "runner/lint/lint_rule.hpp"

namespace conform {

RuleText text_of_rule(std::string_view id, const RuleBook& rules) {
  if (const LintRule* const rule = find_lint_rule(id))
    return {std::string(rule->text), std::string(rule->source)};
  if (const Rule* const rule = rules.find(id)) return {rule->text, rule->source};
  return {};
}

}  // namespace conform
