#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace conform {

/// The five parts of a URI reference (RFC 3986 §3, split as in appendix B); any text can be split.
struct UriReference {
  std::optional<std::string> scheme{};
  std::optional<std::string> authority{};
  std::string path{};
  std::optional<std::string> query{};
  std::optional<std::string> fragment{};
};
[[nodiscard]] UriReference split_uri(std::string_view text);
[[nodiscard]] std::string to_string(const UriReference& reference);

/// `reference` seen from `base` (RFC 3986 §5.2). A base without a scheme gives a relative result.
[[nodiscard]] UriReference resolve_uri(const UriReference& base, const UriReference& reference);

/// `%41` → `A`; a `%` without two hex digits stays.
[[nodiscard]] std::string percent_decoded(std::string_view text);

}  // namespace conform
