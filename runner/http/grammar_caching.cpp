#include "runner/http/fields.hpp"
#include "runner/http/grammar_families.hpp"
#include "runner/http/scanner.hpp"

namespace conform::grammar {
namespace {

// cache-directive, RFC 9111 §5.2
bool cache_directive(Scanner& scanner) {
  if (scanner.token().empty()) return false;
  if (!scanner.take('=')) return true;
  return scanner.next_is('"') ? scanner.quoted_string() : !scanner.token().empty();
}

// Ages are plain digits, not quoted: RFC 9111 §5.2.2.1, §5.2.2.10; RFC 5861 §3, §4.
bool directive_with_plain_age(Scanner& scanner) {
  const std::string_view before = scanner.rest();
  Scanner name_reader = scanner;
  const std::string name = to_lower(name_reader.token());
  if (!cache_directive(scanner)) return false;
  const std::string_view taken = before.substr(0, before.size() - scanner.rest().size());
  const bool is_age =
      name == "max-age" || name == "s-maxage" || name == "stale-while-revalidate" || name == "stale-if-error";
  return !is_age || (taken.size() > name.size() && is_digits(taken.substr(name.size() + 1)));
}

}  // namespace

// RFC 9110 §8.8.3; "W/" is case-sensitive.
bool is_entity_tag(std::string_view value) {
  Scanner scanner(value);
  scanner.take("W/");
  if (!scanner.take('"')) return false;
  // etagc: visible ASCII but the quote, and obs-text
  scanner.run([](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x21 && byte != '"' && byte != 0x7F;
  });
  return scanner.take('"') && scanner.at_end();
}

bool is_cache_control(std::string_view value) { return value.empty() || is_list_of(value, cache_directive); }

bool has_plain_cache_ages(std::string_view value) {
  return value.empty() || is_list_of(value, directive_with_plain_age);
}

// #( "*" / field-name ), RFC 9110 §12.5.5; "*" is a token character.
bool is_vary(std::string_view value) { return value.empty() || is_token_list(value); }

}  // namespace conform::grammar
