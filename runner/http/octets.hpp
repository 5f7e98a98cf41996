#pragma once

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
/// `tchar` of RFC 9110 §5.6.2.
[[nodiscard]] bool is_token_octet(char octet);
[[nodiscard]] bool is_token(std::string_view text);

/// Without SP and HTAB at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);
/// The index of the first control octet at or after `from`, or npos.
[[nodiscard]] std::size_t find_control(std::string_view text, std::size_t from = 0);
/// The length of the longest prefix made of token octets.
[[nodiscard]] std::size_t token_length(std::string_view text);

}  // namespace conform::octets
