#pragma once

#include "runner/lint/lint.hpp"
#include "runner/openapi/api.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace conform {

// Private to runner/lint: where findings go, and the checks. Each check looks at one side of the model.

/// Collects findings, each once, and not without end.
class LintFindings {
public:
  void add(LintFinding finding);
  /// Whether there is a finding of this rule at this place.
  [[nodiscard]] bool has(const std::string& rule, const Place& where) const;
  /// By place; `documents` gives the order of the texts.
  [[nodiscard]] LintReport take(const std::vector<const Document*>& documents) &&;

private:
  using Spot = std::tuple<std::string, const Source*, std::uint32_t, std::uint32_t>;
  std::set<std::pair<Spot, std::string>> seen_{};  // with the message
  std::map<std::string, std::size_t> counts_{};
  LintReport report_{};
};

/// What the checks look at.
struct Linting {
  const Api& api;
  Library& library;
  const Document& root;
  const RuleBook& rules;
  LintFindings& findings;
  std::size_t undecided = 0;  ///< examples that a pattern too costly left undecided

  /// The place `pointer` in the document with the text `source`; empty when there is none.
  [[nodiscard]] Located find(const SourcePtr& source, std::string_view pointer) const;
};

/// `name` in backticks, harmless and short.
[[nodiscard]] std::string quoted(std::string_view name);

/// Templates that fit the same request: OpenAPI 3.1 §4.8.8.2.
void check_paths(Linting& linting);
/// Variables that the URL of their server does not have, and the other way round: §4.8.5.
void check_servers(Linting& linting);
/// What an operation says that HTTP or OpenAPI ignores, and responses that are missing.
void check_operations(Linting& linting);
/// Responses that cannot be sent as they are documented without breaking a rule of a suite.
void check_promises(Linting& linting);
/// Examples of parameters, headers and media types against their schemas.
void check_examples(Linting& linting);
/// What schemas say about themselves, and those of which no value could be made.
void check_schemas(Linting& linting);

}  // namespace conform
