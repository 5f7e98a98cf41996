#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace conform {

/// The name by which PCRE2 knows what ECMA-262 §22.2.1.1 calls `name` inside `\p{…}`: a general category, a
/// script or a binary property. `Any` and `ASCII` stand for themselves. Nothing for other names.
[[nodiscard]] std::optional<std::string> pcre2_property(std::string_view name);

}  // namespace conform
