#include "runner/http/grammar_families.hpp"
#include "runner/http/scanner.hpp"

namespace conform::grammar {
namespace {

// product = token [ "/" product-version ], RFC 9110 §10.1.5
bool product(Scanner& scanner) {
  return !scanner.token().empty() && (!scanner.take('/') || !scanner.token().empty());
}

// received-by = pseudonym [ ":" port ]; a pseudonym is a token, or a host in brackets
bool received_by(Scanner& scanner) {
  if (scanner.take('[')) {
    scanner.run([](char c) { return is_hex_digit(c) || c == ':' || c == '.'; });
    if (!scanner.take(']')) return false;
  } else if (scanner.token().empty()) {
    return false;
  }
  if (scanner.take(':')) scanner.digits();
  return true;
}

// received-protocol RWS received-by [ RWS comment ], RFC 9110 §7.6.3
bool via_entry(Scanner& scanner) {
  if (!product(scanner) || !scanner.required_white_space() || !received_by(scanner)) return false;
  Scanner ahead = scanner;
  if (!ahead.required_white_space() || !ahead.next_is('(')) return true;
  scanner = ahead;
  return scanner.comment();
}

}  // namespace

// product *( RWS ( product / comment ) ), RFC 9110 §10.2.4
bool is_product_list(std::string_view value) {
  Scanner scanner(value);
  if (!product(scanner)) return false;
  while (!scanner.at_end()) {
    if (!scanner.required_white_space()) return false;
    if (!(scanner.next_is('(') ? scanner.comment() : product(scanner))) return false;
  }
  return true;
}

// RFC 9110 §10.2.4: no needlessly fine-grained detail. Where that begins is a judgement: ours is a second
// product with a version, or more than 100 octets.
bool is_modest_product_list(std::string_view value) {
  if (!is_product_list(value) || value.size() > 100) return false;
  Scanner scanner(value);
  int versions = 0;
  while (!scanner.at_end()) {
    if (scanner.next_is('(')) scanner.comment();
    if (scanner.take('/')) ++versions;
    scanner.token();
    scanner.white_space();
  }
  return versions <= 1;
}

bool is_via(std::string_view value) { return is_list_of(value, via_entry); }

}  // namespace conform::grammar
