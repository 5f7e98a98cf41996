#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace conform {

/// Seconds since 1970-01-01 of a date in the fixed-length form (RFC 9110 §5.6.7) or of a Date of structured
/// fields, `@1659578233` (RFC 9651 §3.3.7); nothing for any other text. A leap second counts as the next one.
[[nodiscard]] std::optional<std::int64_t> time_of(std::string_view text);

}  // namespace conform
