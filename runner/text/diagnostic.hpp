#pragma once

#include "runner/text/source.hpp"

#include <string>
#include <vector>

namespace conform {

enum class Severity { error, warning, note };

/// A mistake of the user's in a document, a suite, the configuration or an option.
/// The message is a full sentence with the found value in backticks; the hint says what to do next.
struct Diagnostic {
  Place where{};
  std::string message{};
  std::string hint{};
  Severity severity = Severity::error;
  std::string
      topic{};  ///< a word for its kind, such as `reference`: the rule of `conform lint`; may be empty
};

/// Collects diagnostics, so that several mistakes are shown in one go.
class Diagnostics {
public:
  void error(Place where, std::string message, std::string hint = {});
  void warning(Place where, std::string message, std::string hint = {});
  void add(Diagnostic diagnostic);
  [[nodiscard]] bool has_errors() const { return errors_ > 0; }
  [[nodiscard]] bool empty() const { return list_.empty(); }
  [[nodiscard]] const std::vector<Diagnostic>& list() const { return list_; }

private:
  std::vector<Diagnostic> list_{};
  std::size_t errors_ = 0;
};

/// The diagnostic as a person reads it: `name:line:column: error: message`, the line, a caret under the
/// column, and the hint. Ends with a newline. Bytes of the text that a terminal would obey are escaped,
/// very long lines are cut around the caret.
[[nodiscard]] std::string render(const Diagnostic& diagnostic);

}  // namespace conform
