#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace conform {

/// One character of a UTF-8 text and the bytes that it took. Length 0: the bytes are no UTF-8.
struct CodePoint {
  char32_t value = 0;
  std::size_t length = 0;
};

/// The character that begins at `offset`, which must be inside `text`. Overlong forms, surrogates and
/// what lies beyond U+10FFFF are no UTF-8 (RFC 3629 §3, §4).
[[nodiscard]] CodePoint decode_utf8(std::string_view text, std::size_t offset);

/// The UTF-8 form of `character`, which must be a Unicode scalar value.
[[nodiscard]] std::string encode_utf8(char32_t character);

/// The offset of the first byte that does not belong to valid UTF-8, at or after `from`.
[[nodiscard]] std::optional<std::size_t> find_invalid_utf8(std::string_view text, std::size_t from = 0);

/// The largest offset at or below `offset` that does not split a character of `text`.
[[nodiscard]] std::size_t utf8_boundary(std::string_view text, std::size_t offset);

}  // namespace conform
