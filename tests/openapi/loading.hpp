#pragma once

#include "runner/openapi/api.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace conform {

/// A document read from a text, with what was said about it.
struct Loaded {
  std::optional<Api> api{};
  Diagnostics diagnostics{};
};

inline Loaded load(std::string_view text) {
  Loaded loaded;
  Library library;
  const auto source = std::make_shared<const Source>(Source{"api.yaml", std::string(text)});
  const Document* document = library.open(source, loaded.diagnostics);
  if (document != nullptr) loaded.api = load_api(*document, library, loaded.diagnostics);
  return loaded;
}

/// `line:column error: message [hint]` for each diagnostic.
inline std::vector<std::string> lines_of(const Diagnostics& diagnostics) {
  std::vector<std::string> lines;
  for (const Diagnostic& diagnostic : diagnostics.list()) {
    const Mark mark = diagnostic.where.mark;
    lines.push_back(std::to_string(mark.line) + ":" + std::to_string(mark.column) +
                    (diagnostic.severity == Severity::error ? " error: " : " warning: ") +
                    diagnostic.message + (diagnostic.hint.empty() ? "" : " [" + diagnostic.hint + "]"));
  }
  return lines;
}

inline std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines)
    text += line + "\n";
  return text;
}

}  // namespace conform
