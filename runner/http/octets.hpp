#pragma once

#include <array>
#include <cstddef>
#include <string_view>

/// The classes of octets that HTTP's messages are made of. ASCII only, whatever the locale.
namespace conform::octets {

[[nodiscard]] constexpr bool is_digit(char octet) { return octet >= '0' && octet <= '9'; }
[[nodiscard]] constexpr char lower(char octet) {
  return octet >= 'A' && octet <= 'Z' ? static_cast<char>(octet | 0x20) : octet;
}
/// SP or HTAB, what OWS is made of (RFC 9110 §5.6.3).
[[nodiscard]] constexpr bool is_white(char octet) { return octet == ' ' || octet == '\t'; }
/// A control octet other than HTAB: nothing that a field value may hold (RFC 9110 §5.5).
[[nodiscard]] constexpr bool is_control(char octet) {
  return (static_cast<unsigned char>(octet) < 0x20 && octet != '\t') || octet == 0x7F;
}
/// `tchar` of RFC 9110 §5.6.2, one row per octet.
inline constexpr std::array<bool, 256> token_octets = [] {
  std::array<bool, 256> table{};
  constexpr std::string_view allowed = "!#$%&'*+-.^_`|~0123456789"
                                       "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  for (const char octet : allowed)
    table[static_cast<unsigned char>(octet)] = true;
  return table;
}();
[[nodiscard]] constexpr bool is_token_octet(char octet) {
  return token_octets[static_cast<unsigned char>(octet)];
}
/// The length of the longest prefix made of token octets.
[[nodiscard]] constexpr std::size_t token_length(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && is_token_octet(text[length]))
    ++length;
  return length;
}
[[nodiscard]] constexpr bool is_token(std::string_view text) {
  return !text.empty() && token_length(text) == text.size();
}

/// Without SP and HTAB at both ends.
[[nodiscard]] constexpr std::string_view trim(std::string_view text) {
  while (!text.empty() && is_white(text.front()))
    text.remove_prefix(1);
  while (!text.empty() && is_white(text.back()))
    text.remove_suffix(1);
  return text;
}
/// The index of the first control octet at or after `from`, or npos.
[[nodiscard]] std::size_t find_control(std::string_view text, std::size_t from = 0);

}  // namespace conform::octets
