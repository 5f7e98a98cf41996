#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace conform {

/// FNV-1a over 64 bits: the same on every machine and in every version. Not for secrets. `state` goes on
/// from an earlier call.
inline constexpr std::uint64_t fnv_1a_start = 14695981039346656037ULL;
[[nodiscard]] std::uint64_t fnv_1a(std::string_view text, std::uint64_t state = fnv_1a_start);

/// 16 lower-case hexadecimal digits.
[[nodiscard]] std::string to_hex(std::uint64_t number);

}  // namespace conform
