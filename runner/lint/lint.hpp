#pragma once

#include "runner/document/library.hpp"
#include "runner/rules/rule.hpp"
#include "runner/text/diagnostic.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace conform {

/// What `conform lint` has to say about one place of a document.
struct LintFinding {
  std::string rule{};  ///< `lint/example`, or of a suite: `http/405-lists-allow`
  Severity severity = Severity::warning;
  Place where{};
  std::string message{};  ///< what was found, what was expected
  std::string hint{};     ///< what to do, or where the other half of it stands; may be empty
};

/// All findings about a document and what its references lead to, by place.
struct LintReport {
  std::string document{};  ///< its name
  std::vector<LintFinding> findings{};
  std::map<std::string, std::size_t> left_out{};  ///< by rule: findings beyond the most that are kept of one

  [[nodiscard]] std::size_t count(Severity severity) const;
  /// Gives all findings of `rule` this severity, or drops them.
  void weigh(std::string_view rule, std::optional<Severity> severity);
};

/// Reads the document and looks at all of it, as far as it can be read: the mistakes met while reading, and
/// what contradicts itself or HTTP (by those of `rules` that speak of a status). `source` may be null when
/// `reading` says why. References go as far as `library` lets them.
[[nodiscard]] LintReport
lint(const SourcePtr& source, Library& library, const RuleBook& rules, const Diagnostics& reading = {});

}  // namespace conform
