#pragma once

#include <optional>
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

/// What stands between the slashes of a path; of `/` one empty segment.
[[nodiscard]] std::vector<std::string_view> segments_of(std::string_view path);

/// The text for each name of one segment's parts, in order: at least one byte each and as few as the next
/// literal allows; the last one takes the rest. Nothing when the segment is not such a one.
[[nodiscard]] std::optional<std::vector<std::string_view>>
texts_in_segment(const std::vector<PathPart>& parts, std::string_view segment);

/// The text, still percent-encoded, for each name of the template in the last segments of `path`; what stands
/// before them is a server's own path. Nothing when they are none of the template's.
[[nodiscard]] std::optional<std::vector<std::string_view>> path_texts(std::string_view path_template,
                                                                      std::string_view path);

/// The names in braces, in order; empty when the template cannot be parsed.
[[nodiscard]] std::vector<std::string> names_in(std::string_view path);

}  // namespace conform
