#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace conform {

/// A path template (OpenAPI 3.1 §4.8.8) in its parts: literal text and names in braces.
struct PathPart {
  bool is_name = false;
  std::string text{};
  friend bool operator==(const PathPart&, const PathPart&) = default;
};

/// The parts in order, or a sentence that tells which brace is wrong.
[[nodiscard]] std::variant<std::vector<PathPart>, std::string> parse_path_template(std::string_view path);

/// The names in braces, in order; empty when the template cannot be parsed.
[[nodiscard]] std::vector<std::string> names_in(std::string_view path);

}  // namespace conform
