#include "runner/http/grammar_families.hpp"
#include "runner/http/scanner.hpp"

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

// RFC 6266 §4.1; parameters are joined by ";" as in RFC 9110 §5.6.6, but none may be empty.
bool is_content_disposition(std::string_view value) {
  Scanner scanner(value);
  if (scanner.token().empty()) return false;
  while (true) {
    scanner.white_space();
    if (scanner.at_end()) return true;
    if (!scanner.take(';')) return false;
    scanner.white_space();
    if (!scanner.parameter()) return false;
  }
}

// RFC 9110 §8.5
bool is_language_tag_list(std::string_view value) { return value.empty() || is_list_of(value, language_tag); }

}  // namespace conform::grammar
