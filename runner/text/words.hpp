#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace conform {

/// The candidate nearest to `word` by edit distance (insert, delete, replace, swap of neighbours), if it
/// is near enough to be a slip of the finger; the first of equals. For "did you mean".
[[nodiscard]] std::optional<std::string_view> nearest_word(std::string_view word,
                                                           std::span<const std::string_view> candidates);

/// `bytes` for a person's eye: valid UTF-8 stays; control characters, invalid bytes and bidirectional
/// overrides become `\xNN` or `\u{NNNN}`, so that no terminal or log obeys them. With `keep_lines`,
/// LF and TAB stay as they are.
enum class Lines { escaped, kept };
[[nodiscard]] std::string printable(std::string_view bytes, Lines lines = Lines::escaped);

/// At most `limit` bytes of `text`, cut at a UTF-8 boundary, with ` … (N bytes more)` when cut.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t limit);

}  // namespace conform
