#pragma once

#include "runner/lint/lint.hpp"

#include <cstddef>
#include <ostream>
#include <string>

namespace conform {

// A report in the forms that people and machines read. Whatever bytes the document has, what comes out is
// UTF-8 without control characters, and no line of it can be taken for another thing than it is.

/// For people: each finding with its line and a caret, at most `most` of one rule, and the counts last.
void write_lint_text(const LintReport& report, std::size_t most, std::ostream& out);

/// Workflow commands of GitHub (`::error file=…`), at most `most` of one rule.
void write_lint_github(const LintReport& report, std::size_t most, std::ostream& out);

/// One JSON object: `document`, `summary` with the counts, `findings` with `rule`, `severity`, `file`,
/// `line`, `column` (bytes, from 1), `message`, `hint`, `source`, and `left_out` by rule where there are too
/// many.
void write_lint_json(const LintReport& report, const RuleBook& rules, std::ostream& out);

/// SARIF 2.1.0 with the rules that found something; columns count code points.
void write_lint_sarif(const LintReport& report,
                      const RuleBook& rules,
                      const std::string& tool_version,
                      std::ostream& out);

}  // namespace conform
