#include "runner/http/fields.hpp"
#include "runner/http/grammar_families.hpp"
#include "runner/http/scanner.hpp"

namespace conform::grammar {
namespace {

// link-param: token [ "=" ( token / quoted-string ) ]; counts `rel`.
bool link_param(Scanner& scanner, int& relations) {
  const std::string_view name = scanner.token();
  if (name.empty()) return false;
  if (equals_ignoring_case(name, "rel")) ++relations;
  if (!scanner.take('=')) return true;
  return scanner.next_is('"') ? scanner.quoted_string() : !scanner.token().empty();
}

// link-value, RFC 8288 §3
bool link_value(Scanner& scanner, int& relations) {
  if (!scanner.take('<')) return false;
  const std::string_view target = scanner.run([](char c) { return c != '>'; });
  if (!scanner.take('>') || !is_uri_reference(target)) return false;
  while (true) {
    Scanner ahead = scanner;
    ahead.white_space();
    if (!ahead.take(';')) return true;
    ahead.white_space();
    if (!link_param(ahead, relations)) return false;
    scanner = ahead;
  }
}

}  // namespace

bool is_link_list(std::string_view value) {
  return value.empty() || is_list_of(value, [](Scanner& scanner) {
           int relations = 0;
           return link_value(scanner, relations);
         });
}

// RFC 8288 §3.3: rel must be there and only once.
bool has_one_relation_per_link(std::string_view value) {
  return value.empty() || is_list_of(value, [](Scanner& scanner) {
           int relations = 0;
           return link_value(scanner, relations) && relations == 1;
         });
}

}  // namespace conform::grammar
