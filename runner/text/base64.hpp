#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace conform {

/// RFC 4648 §4, with padding.
[[nodiscard]] std::string to_base64(std::string_view bytes);
/// The bytes, or nothing when `text` is no such encoding.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace conform
