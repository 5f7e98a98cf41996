#include "runner/http/fields.hpp"
#include "runner/http/grammar_families.hpp"
#include "runner/http/scanner.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

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

struct Directive {
  std::string name{};           ///< in lower case
  std::string_view argument{};  ///< with its quotes; empty when there is none
};

// The directives of a value that is known to be a list of them.
std::vector<Directive> directives_of(std::string_view value) {
  std::vector<Directive> all;
  for (const auto member : list_members(value)) {
    const auto equals = std::min(member.find('='), member.size());
    all.push_back({to_lower(member.substr(0, equals)), member.substr(std::min(equals + 1, member.size()))});
  }
  return all;
}

// #field-name within quotes, RFC 9111 §5.2.2.4, §5.2.2.7
bool is_quoted_field_list(std::string_view argument) {
  if (argument.size() < 2 || argument.front() != '"' || argument.back() != '"') return false;
  const auto names = argument.substr(1, argument.size() - 2);
  return names.empty() || is_token_list(names);
}

bool has(const std::vector<Directive>& directives, std::string_view name) {
  return std::ranges::find(directives, name, &Directive::name) != directives.end();
}

bool names_are_unique(const std::vector<Directive>& directives) {
  std::vector<std::string_view> names;
  for (const auto& directive : directives)
    names.push_back(directive.name);
  std::ranges::sort(names);
  return std::ranges::adjacent_find(names) == names.end();
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

bool has_quoted_cache_lists(std::string_view value) {
  if (!is_cache_control(value)) return false;
  return std::ranges::all_of(directives_of(value), [](const Directive& directive) {
    const bool takes_fields = directive.name == "no-cache" || directive.name == "private";
    return !takes_fields || directive.argument.empty() || is_quoted_field_list(directive.argument);
  });
}

bool has_cache_fallback(std::string_view value) {
  if (!is_cache_control(value)) return false;
  const auto directives = directives_of(value);
  return !has(directives, "must-understand") || has(directives, "no-store");
}

// What nobody forbids and what makes no sense all the same: RFC 9111 §4.2.1, §5.2.1, §5.2.2; RFC 8246 §2.
bool is_sane_cache_control(std::string_view value) {
  constexpr std::array<std::string_view, 7> bare = {"no-store",
                                                    "no-transform",
                                                    "public",
                                                    "must-revalidate",
                                                    "proxy-revalidate",
                                                    "must-understand",
                                                    "immutable"};
  constexpr std::array<std::string_view, 3> of_requests = {"max-stale", "min-fresh", "only-if-cached"};
  if (!is_cache_control(value)) return false;
  const auto directives = directives_of(value);
  const auto is_odd = [&](const Directive& directive) {
    const bool needs_none = std::ranges::find(bare, directive.name) != bare.end();
    const bool asks = std::ranges::find(of_requests, directive.name) != of_requests.end();
    return asks || (needs_none && !directive.argument.empty());
  };
  const bool contradicts = (has(directives, "public") && has(directives, "private")) ||
                           (has(directives, "immutable") && has(directives, "no-cache"));
  return !contradicts && names_are_unique(directives) && std::ranges::none_of(directives, is_odd);
}

// #( "*" / field-name ), RFC 9110 §12.5.5; "*" is a token character.
bool is_vary(std::string_view value) { return value.empty() || is_token_list(value); }

}  // namespace conform::grammar
