#include "runner/http/fields.hpp"
#include "runner/http/grammar_families.hpp"
#include "runner/http/scanner.hpp"

#include <algorithm>
#include <array>

namespace conform::grammar {
namespace {

bool one_token(Scanner& scanner) { return !scanner.token().empty(); }

// protocol-name [ "/" protocol-version ], RFC 9110 §7.8
bool protocol(Scanner& scanner) {
  return !scanner.token().empty() && (!scanner.take('/') || !scanner.token().empty());
}

// transfer-coding: a token with parameters, of which none is empty, RFC 9110 §10.1.4
bool transfer_coding(Scanner& scanner) {
  if (scanner.token().empty()) return false;
  while (true) {
    Scanner ahead = scanner;
    ahead.white_space();
    if (!ahead.take(';')) return true;
    ahead.white_space();
    if (!ahead.parameter()) return false;
    scanner = ahead;
  }
}

// token *( ";" name [ "=" ( token / quoted-string ) ] ), RFC 3229 §10.5.2
bool instance_manipulation(Scanner& scanner) {
  if (scanner.token().empty()) return false;
  while (true) {
    Scanner ahead = scanner;
    ahead.white_space();
    if (!ahead.take(';')) return true;
    ahead.white_space();
    if (ahead.token().empty()) return false;
    if (ahead.take('=') && !(ahead.next_is('"') ? ahead.quoted_string() : one_token(ahead))) return false;
    scanner = ahead;
  }
}

}  // namespace

bool is_token_list(std::string_view value) { return is_list_of(value, one_token); }

// RFC 9110 §10.2.1: an empty list means that no method is allowed.
bool is_method_list(std::string_view value) { return value.empty() || is_token_list(value); }

// RFC 9110 §7.6.1: fields that are surely meant for all recipients.
bool has_only_hop_by_hop_options(std::string_view value) {
  constexpr std::array<std::string_view, 11> end_to_end = {"Cache-Control",
                                                           "Content-Type",
                                                           "Content-Length",
                                                           "Content-Encoding",
                                                           "Date",
                                                           "ETag",
                                                           "Expires",
                                                           "Location",
                                                           "Set-Cookie",
                                                           "Vary",
                                                           "WWW-Authenticate"};
  return is_list_of(value, [&end_to_end](Scanner& scanner) {
    const auto option = scanner.token();
    return !option.empty() && std::ranges::none_of(end_to_end, [option](auto name) {
      return equals_ignoring_case(option, name);
    });
  });
}

// RFC 9110 §9.1: methods are case-sensitive, and those that are standardised are in capitals.
bool has_standard_methods_in_capitals(std::string_view value) {
  constexpr std::array<std::string_view, 9> standard = {
      "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"};
  return is_method_list(value) &&
         std::ranges::none_of(list_members(value), [&standard](std::string_view member) {
           return std::ranges::any_of(standard, [member](auto name) {
             return member != name && equals_ignoring_case(member, name);
           });
         });
}

bool is_protocol_list(std::string_view value) { return is_list_of(value, protocol); }

bool is_transfer_coding_list(std::string_view value) { return is_list_of(value, transfer_coding); }

bool is_instance_manipulation_list(std::string_view value) {
  return is_list_of(value, instance_manipulation);
}

bool is_quoted_string(std::string_view value) {
  Scanner scanner(value);
  return scanner.quoted_string() && scanner.at_end();
}

bool is_status_code(std::string_view value) {
  return value.size() == 3 && is_digits(value) && value.front() >= '1' && value.front() <= '5';
}

}  // namespace conform::grammar
