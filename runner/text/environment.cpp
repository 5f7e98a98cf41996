#include "runner/text/environment.hpp"

#include <cstdlib>

namespace conform {
namespace {

/// What `NAME` or `NAME:-otherwise` stands for; nothing when that is nowhere said.
std::optional<std::string> value_of(std::string_view written, const Environment& environment) {
  const auto colon = written.find(":-");
  auto value = environment(std::string(written.substr(0, colon)));
  if (!value && colon != std::string_view::npos) return std::string(written.substr(colon + 2));
  return value;
}

}  // namespace

std::optional<std::string> process_environment(const std::string& name) {
  const char* const value = std::getenv(name.c_str());  // NOLINT(concurrency-mt-unsafe): no thread runs yet
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

Expanded expand_variables(std::string_view text, const Environment& environment, Dollars dollars) {
  Expanded expanded;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto end = text.substr(at, 2) == "${" ? text.find('}', at) : std::string_view::npos;
    if (end == std::string_view::npos) {
      expanded.text += text[at];
      if (dollars == Dollars::doubled && text.substr(at, 2) == "$$") ++at;
      continue;
    }
    const std::string_view written = text.substr(at + 2, end - at - 2);
    if (auto value = value_of(written, environment)) {
      expanded.text += *value;
    } else if (expanded.missing.empty()) {
      expanded.missing = written;
    }
    expanded.has_variables = true;
    at = end;
  }
  return expanded;
}

}  // namespace conform
