#include "runner/document/json_string.hpp"

#include "runner/text/utf8.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <fmt/format.h>
#include <optional>

namespace conform {
namespace {

/// Eight bytes at a time: the high bit of each byte that is a quote, a backslash, a control character or
/// not ASCII. Bytes above the first such one may be wrong.
std::uint64_t special_bytes(std::uint64_t eight) {
  constexpr std::uint64_t ones = 0x0101010101010101U;
  constexpr std::uint64_t high = 0x8080808080808080U;
  const auto zero_in = [](std::uint64_t word) { return (word - ones) & ~word; };
  const auto quotes = zero_in(eight ^ (ones * '"'));
  const auto escapes = zero_in(eight ^ (ones * '\\'));
  const auto controls = (eight - ones * 0x20) & ~eight;
  return (quotes | escapes | controls | eight) & high;
}

bool stands_for_itself(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte != '"' && byte != '\\';
}

/// The value of four hexadecimal digits.
std::optional<char32_t> hexadecimal(std::string_view digits) {
  if (digits.size() < 4) return std::nullopt;
  std::uint32_t value = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + 4, value, 16);
  if (read.ec != std::errc() || read.ptr != digits.data() + 4) return std::nullopt;
  return value;
}

bool is_high_surrogate(char32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low_surrogate(char32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

/// `\uXXXX`, or two of them for a character beyond the basic plane.
StringPart read_unicode_escape(std::string_view text) {
  const auto first = hexadecimal(text.substr(2));
  if (!first) return {{}, 2, "After `\\u` four hexadecimal digits should stand.", {}};
  if (!is_high_surrogate(*first) && !is_low_surrogate(*first)) return {encode_utf8(*first), 6, {}, {}};
  const auto tail = text.substr(6);
  if (is_high_surrogate(*first) && tail.starts_with("\\u")) {
    const auto second = hexadecimal(tail.substr(2));
    if (second && is_low_surrogate(*second)) {
      return {encode_utf8(0x10000 + ((*first - 0xD800) << 10U) + (*second - 0xDC00)), 12, {}, {}};
    }
  }
  return {{},
          6,
          fmt::format("`{}` is half of a surrogate pair.", text.substr(0, 6)),
          "A character beyond U+FFFF is written as two escapes, or as itself."};
}

StringPart read_escape(std::string_view text) {
  if (text.size() < 2) return {{}, text.size(), "The text ends inside an escape.", {}};
  switch (text[1]) {
  case '"':
  case '\\':
  case '/': return {std::string(1, text[1]), 2, {}, {}};
  case 'b': return {"\b", 2, {}, {}};
  case 'f': return {"\f", 2, {}, {}};
  case 'n': return {"\n", 2, {}, {}};
  case 'r': return {"\r", 2, {}, {}};
  case 't': return {"\t", 2, {}, {}};
  case 'u': return read_unicode_escape(text);
  default: break;
  }
  // A byte that is no UTF-8 or a control character behind the backslash is a fault of its own.
  const auto length = decode_utf8(text, 1).length;
  return {{},
          1 + (text[1] >= 0x20 ? length : 0),
          fmt::format("`{}` is no escape of JSON.",
                      printable(text.substr(0, std::max(length, std::size_t{1}) + 1))),
          "A backslash itself is written `\\\\`."};
}

}  // namespace

std::size_t plain_string_length(std::string_view text) {
  std::size_t at = 0;
  for (;;) {
    while (at + 8 <= text.size()) {
      std::uint64_t eight = 0;
      std::memcpy(&eight, text.data() + at, 8);
      const auto special = special_bytes(eight);
      if (special != 0) {
        if constexpr (std::endian::native == std::endian::little) {
          at += static_cast<std::size_t>(std::countr_zero(special)) / 8;
        }
        break;
      }
      at += 8;
    }
    while (at < text.size() && stands_for_itself(text[at]) && static_cast<unsigned char>(text[at]) < 0x80)
      ++at;
    if (at == text.size() || static_cast<unsigned char>(text[at]) < 0x80) return at;
    while (at < text.size() && static_cast<unsigned char>(text[at]) >= 0x80) {
      const auto character = decode_utf8(text, at);
      if (character.length == 0) return at;
      at += character.length;
    }
  }
}

StringPart read_string_part(std::string_view text) {
  if (text[0] == '\\') return read_escape(text);
  const auto byte = static_cast<unsigned char>(text[0]);
  if (byte >= 0x80) {
    return {{}, 1, fmt::format("The byte 0x{:02X} is no UTF-8.", byte), "JSON texts are written in UTF-8."};
  }
  return {{},
          1,
          fmt::format("The control character 0x{:02X} stands in a string.", byte),
          fmt::format("Write it as `\\u{:04x}`.", byte)};
}

bool has_number_grammar(std::string_view text) {
  const auto take_digits = [&text] {
    const auto* const end = std::find_if(text.begin(), text.end(), [](char c) { return c < '0' || c > '9'; });
    const auto count = static_cast<std::size_t>(end - text.begin());
    text.remove_prefix(count);
    return count;
  };
  if (text.starts_with('-')) text.remove_prefix(1);
  const bool zero = text.starts_with('0');
  const auto integer = take_digits();
  if (integer == 0 || (zero && integer > 1)) return false;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (take_digits() == 0) return false;
  }
  if (text.empty()) return true;
  if (text[0] != 'e' && text[0] != 'E') return false;
  text.remove_prefix(1);
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  return take_digits() > 0 && text.empty();
}

}  // namespace conform
