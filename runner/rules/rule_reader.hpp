#pragma once

#include "runner/rules/rule.hpp"

#include <optional>

namespace conform {

/// A rule as a suite writes it.
struct WrittenRule {
  Rule rule{};
  bool overrides = false;
  std::vector<std::pair<Mark, std::string>> supersedes{};  ///< Rule::supersedes with their places
};

/// Reads one entry of a suite. Every mistake in it is a diagnostic; nothing is returned when there was one.
[[nodiscard]] std::optional<WrittenRule>
read_rule(const Document& suite, const Member& entry, Diagnostics& diagnostics);

}  // namespace conform
