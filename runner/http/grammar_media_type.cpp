#include "runner/http/fields.hpp"
#include "runner/http/grammar_families.hpp"
#include "runner/http/scanner.hpp"

#include <algorithm>

namespace conform::grammar {
namespace {

bool media_type(Scanner& scanner) {
  return !scanner.token().empty() && scanner.take('/') && !scanner.token().empty() && scanner.parameters();
}

// Language-Tag in the shape of RFC 5646 §2.1: subtags of at most eight letters or digits, the first of
// letters only. What the registry adds to that is not asked.
bool language_tag(Scanner& scanner) {
  const std::string_view primary = scanner.run(is_alpha);
  if (primary.empty() || primary.size() > 8) return false;
  while (scanner.take('-')) {
    const std::string_view subtag = scanner.run([](char c) { return is_alpha(c) || is_digit(c); });
    if (subtag.empty() || subtag.size() > 8) return false;
  }
  return true;
}

}  // namespace

// RFC 9110 §8.3.1
bool is_media_type(std::string_view value) {
  Scanner scanner(value);
  return media_type(scanner) && scanner.at_end();
}

// RFC 5789 §3.1
bool is_media_type_list(std::string_view value) { return is_list_of(value, media_type); }

// RFC 9110 §12.5.1, a list that may be empty. "*" is a token character, so */* needs no rule of its own, and
// a weight is a parameter.
bool is_media_range_list(std::string_view value) { return value.empty() || is_list_of(value, media_type); }

// RFC 9110 §12.5.3: codings with weights, a list that may be empty
bool is_coding_preference_list(std::string_view value) {
  const auto preference = [](Scanner& scanner) {
    if (scanner.token().empty()) return false;
    Scanner ahead = scanner;
    ahead.white_space();
    if (!ahead.take(';')) return true;
    ahead.white_space();
    scanner = ahead;
    return (scanner.take("q=") || scanner.take("Q=")) && scanner.weight_value();
  };
  return value.empty() || is_list_of(value, preference);
}

// RFC 2046 §5.1.1: 1 to 70 characters of a small set, the last of them no space
bool is_boundary(std::string_view text) {
  constexpr std::string_view marks = "'()+_,-./:=? ";
  const auto belongs = [&](char c) {
    return is_alpha(c) || is_digit(c) || marks.find(c) != std::string_view::npos;
  };
  return !text.empty() && text.size() <= 70 && text.back() != ' ' && std::ranges::all_of(text, belongs);
}

// A media type with a boundary parameter, RFC 9110 §14.6
bool is_multipart_type(std::string_view value) {
  if (!is_media_type(value)) return false;
  constexpr std::string_view name = "boundary=";
  Scanner scanner(value);
  scanner.run([](char c) { return c != ';'; });
  while (scanner.take(';')) {
    scanner.white_space();
    const auto parameter = scanner.rest();
    if (!octets::is_token_octet(scanner.peek())) continue;
    if (!scanner.parameter()) return false;
    auto text = parameter.substr(0, parameter.size() - scanner.rest().size());
    scanner.white_space();
    if (!equals_ignoring_case(text.substr(0, name.size()), name)) continue;
    text.remove_prefix(name.size());
    return is_boundary(text.starts_with('"') ? text.substr(1, text.size() - 2) : text);
  }
  return false;
}

// RFC 9110 §8.5
bool is_language_tag_list(std::string_view value) { return value.empty() || is_list_of(value, language_tag); }

}  // namespace conform::grammar
