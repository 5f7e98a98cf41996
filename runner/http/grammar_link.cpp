#include "runner/http/fields.hpp"
#include "runner/http/grammar_families.hpp"
#include "runner/http/scanner.hpp"

#include <algorithm>
#include <array>

namespace conform::grammar {
namespace {

/// How often a link says what it may say once.
struct Attributes {
  static constexpr std::array<std::string_view, 5> names = {"rel", "media", "title", "title*", "type"};
  std::array<int, names.size()> counts{};

  void count(std::string_view name) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (equals_ignoring_case(name, names.at(i))) ++counts.at(i);
    }
  }
};

// link-param: token [ "=" ( token / quoted-string ) ]; counts `rel`.
bool link_param(Scanner& scanner, Attributes& attributes) {
  const std::string_view name = scanner.token();
  if (name.empty()) return false;
  attributes.count(name);
  if (!scanner.take('=')) return true;
  return scanner.next_is('"') ? scanner.quoted_string() : !scanner.token().empty();
}

// link-value, RFC 8288 §3
bool link_value(Scanner& scanner, Attributes& attributes) {
  if (!scanner.take('<')) return false;
  const std::string_view target = scanner.run([](char c) { return c != '>'; });
  if (!scanner.take('>') || !is_uri_reference(target)) return false;
  while (true) {
    Scanner ahead = scanner;
    ahead.white_space();
    if (!ahead.take(';')) return true;
    ahead.white_space();
    if (!link_param(ahead, attributes)) return false;
    scanner = ahead;
  }
}

template <class Fits> bool each_link(std::string_view value, Fits fits) {
  return value.empty() || is_list_of(value, [&fits](Scanner& scanner) {
           Attributes attributes;
           return link_value(scanner, attributes) && fits(attributes);
         });
}

}  // namespace

bool is_link_list(std::string_view value) {
  return each_link(value, [](const Attributes&) { return true; });
}

// RFC 8288 §3.3: rel must be there and only once.
bool has_one_relation_per_link(std::string_view value) {
  return each_link(value, [](const Attributes& attributes) { return attributes.counts.front() == 1; });
}

// RFC 8288 §3.4.1: media, title, title* and type at most once.
bool has_link_attributes_once(std::string_view value) {
  return each_link(value, [](const Attributes& attributes) {
    return std::all_of(attributes.counts.begin() + 1, attributes.counts.end(), [](int n) { return n <= 1; });
  });
}

}  // namespace conform::grammar
