#pragma once

#include "runner/http/octets.hpp"

#include <cstddef>
#include <string_view>

namespace conform {

using octets::is_digit;
[[nodiscard]] bool is_hex_digit(char c);
[[nodiscard]] bool is_alpha(char c);
/// 1*DIGIT, the whole text.
[[nodiscard]] bool is_digits(std::string_view text);

/// Walks over a field value by the common rules of RFC 9110 §5.6, in the form that senders must generate.
/// Each step takes what it names from the front and says whether it was there; a step that fails may have
/// taken a part of it, so that the value as a whole is then refused. Hangs on the text.
class Scanner {
public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] std::string_view rest() const { return rest_; }
  [[nodiscard]] char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  [[nodiscard]] bool next_is(char c) const { return !rest_.empty() && rest_.front() == c; }

  bool take(char c);
  bool take(std::string_view literal);
  /// The longest run of token characters; empty when there is none.
  std::string_view token();
  /// The longest run of digits; empty when there is none.
  std::string_view digits();
  /// As many bytes as `belongs` accepts.
  template <typename Belongs> std::string_view run(Belongs belongs) {
    std::size_t length = 0;
    while (length < rest_.size() && belongs(rest_[length])) {
      ++length;
    }
    return advance(length);
  }
  /// OWS: optional spaces and tabs.
  void white_space();
  /// RWS: at least one space or tab.
  bool required_white_space();
  /// A quoted-string with its quotes, RFC 9110 §5.6.4.
  bool quoted_string();
  /// A comment with its parentheses, nested to any depth, RFC 9110 §5.6.5.
  bool comment();
  /// token "=" ( token / quoted-string ), without white space around "=", RFC 9110 §5.6.6.
  bool parameter();
  /// *( OWS ";" OWS [ parameter ] ), RFC 9110 §5.6.6.
  bool parameters();
  /// qvalue after `;q=`: 0 to 1 with at most three decimals, RFC 9110 §12.4.2.
  bool weight_value();
  /// Drops `length` bytes and gives them.
  std::string_view advance(std::size_t length);

private:
  std::string_view rest_;
};

/// element *( OWS "," OWS element ), the whole text (RFC 9110 §5.6.1.1: no empty elements from senders).
template <typename Element> bool is_list_of(std::string_view text, Element element) {
  Scanner scanner(text);
  while (true) {
    if (!element(scanner)) return false;
    scanner.white_space();
    if (scanner.at_end()) return true;
    if (!scanner.take(',')) return false;
    scanner.white_space();
  }
}

}  // namespace conform
