#include "runner/lint/lint_rule.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

constexpr std::array rules = {
    LintRule{"lint/ambiguous-path", "At most one path template fits a request.", "OpenAPI 3.1 §4.8.8.2"},
    LintRule{"lint/default", "A default fits the schema that it stands in.", "OpenAPI 3.1 §4.8.24.2"},
    LintRule{"lint/enum",
             "A value that `enum` or `const` allows fits the rest of its schema.",
             "JSON Schema 2020-12 Validation §6.1.2"},
    LintRule{"lint/example", "An example fits the schema that it illustrates.", "OpenAPI 3.1 §4.8.14.1"},
    LintRule{"lint/head-content", "A response to HEAD has no content.", "RFC 9110 §9.3.2"},
    LintRule{"lint/ignored-field",
             "Accept, Content-Type and Authorization are not described as header parameters, nor "
             "Content-Type as a response header.",
             "OpenAPI 3.1 §4.8.12.1, §4.8.17"},
    LintRule{"lint/no-sample", "A value can be made for a schema.", "JSON Schema 2020-12 Validation §6"},
    LintRule{"lint/nothing-fits", "There are values that fit a schema.", "JSON Schema 2020-12 Validation §6"},
    LintRule{"lint/operation-id", "Operation ids are unique.", "OpenAPI 3.1 §4.8.10.1"},
    LintRule{"lint/parameter-names",
             "A parameter stands once in a list, by its name and place.",
             "OpenAPI 3.1 §4.8.10.1"},
    LintRule{"lint/path-parameters",
             "The names in a path are those of its path parameters.",
             "OpenAPI 3.1 §4.8.8.2, §4.8.12.1"},
    LintRule{"lint/path-template", "A path begins with `/` and can be sent.", "OpenAPI 3.1 §4.8.8"},
    LintRule{"lint/pattern", "A pattern is a regular expression of ECMA-262.", "OpenAPI 3.1 §4.8.24.1"},
    LintRule{"lint/reference", "A reference leads to something.", "OpenAPI 3.1 §4.8.23"},
    LintRule{"lint/request-content",
             "A request whose content has no meaning does not need any.",
             "RFC 9110 §9.3.1, §9.3.2, §9.3.5"},
    LintRule{"lint/responses",
             "An operation documents its responses, one of success among them.",
             "OpenAPI 3.1 §4.8.16"},
    LintRule{"lint/schema", "A schema and its keywords can be read.", "JSON Schema 2020-12"},
    LintRule{"lint/security", "A security scheme that is required is described.", "OpenAPI 3.1 §4.8.30"},
    LintRule{
        "lint/server-variables", "The variables of a server are those in its URL.", "OpenAPI 3.1 §4.8.5"},
    LintRule{"lint/structure", "The document is built as OpenAPI says.", "OpenAPI 3.1 §4.8"},
    LintRule{"lint/text", "The text is JSON or YAML.", "RFC 8259; YAML 1.2"},
    LintRule{
        "lint/unknown-key", "Keys are those that OpenAPI knows, or begin with `x-`.", "OpenAPI 3.1 §4.8"},
};
static_assert(std::ranges::is_sorted(rules, {}, &LintRule::id));

}  // namespace

std::span<const LintRule> lint_rules() { return rules; }

const LintRule* find_lint_rule(std::string_view id) {
  const auto* const found = std::ranges::lower_bound(rules, id, {}, &LintRule::id);
  return found != rules.end() && found->id == id ? found : nullptr;
}

}  // namespace conform
