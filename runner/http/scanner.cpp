#include "runner/http/scanner.hpp"

#include <algorithm>

namespace conform {
namespace {

// qdtext and the second byte of a quoted-pair, RFC 9110 §5.6.4; obs-text is allowed.
bool is_text(char c) { return !octets::is_control(c); }

}  // namespace

bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_hex_digit(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool is_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

std::string_view Scanner::advance(std::size_t length) {
  const std::string_view taken = rest_.substr(0, length);
  rest_.remove_prefix(taken.size());
  return taken;
}

bool Scanner::take(char c) {
  if (!next_is(c)) return false;
  rest_.remove_prefix(1);
  return true;
}

bool Scanner::take(std::string_view literal) {
  if (!rest_.starts_with(literal)) return false;
  rest_.remove_prefix(literal.size());
  return true;
}

std::string_view Scanner::token() { return advance(octets::token_length(rest_)); }

std::string_view Scanner::digits() { return run(is_digit); }

void Scanner::white_space() { run(octets::is_white); }

bool Scanner::required_white_space() {
  const std::size_t before = rest_.size();
  white_space();
  return rest_.size() < before;
}

bool Scanner::quoted_string() {
  if (!take('"')) return false;
  while (!at_end()) {
    if (take('"')) return true;
    take('\\');
    if (at_end() || !is_text(peek())) return false;
    advance(1);
  }
  return false;
}

bool Scanner::comment() {
  if (!next_is('(')) return false;
  std::size_t depth = 0;
  while (!at_end()) {
    if (take('(')) {
      ++depth;
      continue;
    }
    if (take(')')) {
      if (--depth == 0) return true;
      continue;
    }
    take('\\');
    if (at_end() || !is_text(peek())) return false;
    advance(1);
  }
  return false;
}

bool Scanner::parameter() {
  if (token().empty() || !take('=')) return false;
  return next_is('"') ? quoted_string() : !token().empty();
}

bool Scanner::parameters() {
  while (true) {
    Scanner ahead = *this;
    ahead.white_space();
    if (!ahead.take(';')) return true;
    ahead.white_space();
    if (octets::is_token_octet(ahead.peek()) && !ahead.parameter()) return false;
    *this = ahead;
  }
}

bool Scanner::weight_value() {
  const bool whole = take('1');
  if (!whole && !take('0')) return false;
  if (!take('.')) return true;
  const std::string_view decimals = digits();
  const auto is_zero = [](char c) { return c == '0'; };
  return decimals.size() <= 3 && (!whole || std::ranges::all_of(decimals, is_zero));
}

}  // namespace conform
