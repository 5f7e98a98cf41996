#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace conform {

/// How many bytes of `text`, the inside of a JSON string, stand for themselves: up to a quote, an escape,
/// a control character or what is no UTF-8.
[[nodiscard]] std::size_t plain_string_length(std::string_view text);

/// One escape of a JSON string, or a fault where plain text ended otherwise.
struct StringPart {
  std::string text{};      ///< what it stands for
  std::size_t length = 0;  ///< the bytes that it takes in the JSON text
  std::string fault{};     ///< a sentence, or empty
  std::string hint{};
};

/// Reads what `text` begins with: an escape (RFC 8259 §7), else a byte that must not stand in a string.
[[nodiscard]] StringPart read_string_part(std::string_view text);

/// Whether `text` follows the number grammar of RFC 8259 §6, whatever its size.
[[nodiscard]] bool has_number_grammar(std::string_view text);

}  // namespace conform
