// Fields made of directives between semicolons: Strict-Transport-Security, Content-Disposition, Alt-Svc, and
// the policies of browsers.

#include "runner/http/fields.hpp"
#include "runner/http/grammar_families.hpp"
#include "runner/http/scanner.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

namespace conform::grammar {
namespace {

struct Directive {
  std::string name{};  ///< in lower case
  bool has_value = false;
  std::string_view value{};  ///< with its quotes
};
using Directives = std::vector<Directive>;

bool names_are_unique(const Directives& directives) {
  std::vector<std::string_view> names;
  for (const auto& directive : directives)
    names.push_back(directive.name);
  std::ranges::sort(names);
  return std::ranges::adjacent_find(names) == names.end();
}

const Directive* find(const Directives& directives, std::string_view name) {
  const auto found = std::ranges::find(directives, name, &Directive::name);
  return found == directives.end() ? nullptr : &*found;
}

// token [ "=" ( token / quoted-string ) ] with the white space that the grammar of RFC 2616 implies.
std::optional<Directive> read_directive(Scanner& scanner) {
  Directive directive{.name = to_lower(scanner.token())};
  if (directive.name.empty()) return std::nullopt;
  scanner.white_space();
  if (!scanner.take('=')) return directive;
  scanner.white_space();
  directive.has_value = true;
  const auto rest = scanner.rest();
  if (!(scanner.next_is('"') ? scanner.quoted_string() : !scanner.token().empty())) return std::nullopt;
  directive.value = rest.substr(0, rest.size() - scanner.rest().size());
  scanner.white_space();
  return directive;
}

// [ directive ] *( ";" [ directive ] ), RFC 6797 §6.1
std::optional<Directives> read_transport_security(std::string_view value) {
  Scanner scanner(value);
  Directives directives;
  do {
    scanner.white_space();
    if (scanner.at_end() || scanner.next_is(';')) continue;
    auto directive = read_directive(scanner);
    if (!directive) return std::nullopt;
    directives.push_back(std::move(*directive));
  } while (scanner.take(';'));
  if (!scanner.at_end()) return std::nullopt;
  return directives;
}

std::string_view unquoted(std::string_view value) {
  return value.starts_with('"') ? value.substr(1, value.size() - 2) : value;
}

// ext-value of RFC 8187 §3.2.1: charset "'" [ language ] "'" value-chars
bool is_extended_value(std::string_view value) {
  Scanner scanner(value);
  const auto charset = scanner.run([](char c) { return c != '\''; });
  if (!equals_ignoring_case(charset, "UTF-8") && !equals_ignoring_case(charset, "ISO-8859-1")) return false;
  if (!scanner.take('\'')) return false;
  scanner.run([](char c) { return is_alpha(c) || is_digit(c) || c == '-'; });
  if (!scanner.take('\'')) return false;
  while (!scanner.at_end()) {
    const char c = scanner.advance(1).front();
    if (c == '%') {
      const auto digits = scanner.advance(2);
      if (digits.size() != 2 || !is_hex_digit(digits[0]) || !is_hex_digit(digits[1])) return false;
    } else if (!octets::is_token_octet(c) || c == '*' || c == '\'') {
      return false;
    }
  }
  return true;
}

// alternative = protocol-id "=" alt-authority; the authority is a quoted [ host ] ":" port (RFC 7838 §3).
bool alternative(Scanner& scanner) {
  if (scanner.token().empty() || !scanner.take('=')) return false;
  const auto rest = scanner.rest();
  if (!scanner.quoted_string()) return false;
  const auto authority = unquoted(rest.substr(0, rest.size() - scanner.rest().size()));
  const auto colon = authority.rfind(':');
  return colon != std::string_view::npos && is_digits(authority.substr(colon + 1));
}

// *( OWS ";" OWS parameter ), of which ma is whole seconds.
bool alternative_service(Scanner& scanner) {
  if (!alternative(scanner)) return false;
  while (true) {
    Scanner ahead = scanner;
    ahead.white_space();
    if (!ahead.take(';')) return true;
    ahead.white_space();
    const auto parameter = ahead.rest();
    if (!ahead.parameter()) return false;
    const auto taken = parameter.substr(0, parameter.size() - ahead.rest().size());
    if (taken.starts_with("ma=") && !is_digits(unquoted(taken.substr(3)))) return false;
    scanner = ahead;
  }
}

// directive-name [ RWS directive-value ], CSP Level 3 §2.3; the name in lower case, empty when there is none.
std::string policy_directive(Scanner& scanner) {
  const auto name = scanner.run([](char c) { return is_alpha(c) || is_digit(c) || c == '-'; });
  const bool has_value = !name.empty() && octets::is_white(scanner.peek());
  if (has_value) {
    scanner.run([](char c) { return octets::is_white(c) || (c > 0x20 && c < 0x7F && c != ';' && c != ','); });
  }
  return to_lower(name);
}

// serialized-policy: directives between semicolons, each name once.
bool serialized_policy(Scanner& scanner) {
  std::vector<std::string> names;
  do {
    scanner.white_space();
    if (scanner.at_end() || scanner.next_is(';') || scanner.next_is(',')) continue;
    auto name = policy_directive(scanner);
    if (name.empty()) return false;
    names.push_back(std::move(name));
    scanner.white_space();
  } while (scanner.take(';'));
  std::ranges::sort(names);
  return !names.empty() && std::ranges::adjacent_find(names) == names.end();
}

}  // namespace

bool is_transport_security(std::string_view value) { return read_transport_security(value).has_value(); }

// RFC 6797 §6.1.1; the quoted form is in its examples.
bool has_transport_security_age(std::string_view value) {
  const auto directives = read_transport_security(value);
  const auto* age = directives ? find(*directives, "max-age") : nullptr;
  return age != nullptr && is_digits(unquoted(age->value));
}

// RFC 6797 §6.1, §6.1.2
bool has_transport_security_directives_once(std::string_view value) {
  const auto directives = read_transport_security(value);
  if (!directives || !names_are_unique(*directives)) return false;
  const auto* domains = find(*directives, "includesubdomains");
  return domains == nullptr || !domains->has_value;
}

// RFC 6266 §4.1: no parameter twice, and one with an asterisk in the extended form.
bool is_content_disposition(std::string_view value) {
  Scanner scanner(value);
  if (scanner.token().empty()) return false;
  Directives parameters;
  scanner.white_space();
  while (scanner.take(';')) {
    scanner.white_space();
    auto parameter = read_directive(scanner);
    if (!parameter || !parameter->has_value) return false;
    if (parameter->name.ends_with('*') && !is_extended_value(parameter->value)) return false;
    parameters.push_back(std::move(*parameter));
  }
  return scanner.at_end() && names_are_unique(parameters);
}

// RFC 7838 §3; "clear" is case-sensitive and stands alone.
bool is_alternative_services(std::string_view value) {
  return value == "clear" || is_list_of(value, alternative_service);
}

// CSP Level 3 §2.2, §3.1: a list of policies
bool is_content_security_policy(std::string_view value) {
  Scanner scanner(value);
  do {
    if (!serialized_policy(scanner)) return false;
  } while (scanner.take(','));
  return scanner.at_end();
}

// Referrer Policy §4.1: a list of tokens, so that old clients can take one that they know; one must be known.
bool is_referrer_policy(std::string_view value) {
  constexpr std::array<std::string_view, 8> known = {"no-referrer",
                                                     "no-referrer-when-downgrade",
                                                     "same-origin",
                                                     "origin",
                                                     "strict-origin",
                                                     "origin-when-cross-origin",
                                                     "strict-origin-when-cross-origin",
                                                     "unsafe-url"};
  if (!is_token_list(value)) return false;
  return std::ranges::any_of(list_members(value), [&known](std::string_view member) {
    return std::ranges::any_of(known, [member](auto one) { return equals_ignoring_case(one, member); });
  });
}

bool is_content_type_options(std::string_view value) { return equals_ignoring_case(value, "nosniff"); }

bool is_frame_options(std::string_view value) {
  return equals_ignoring_case(value, "DENY") || equals_ignoring_case(value, "SAMEORIGIN");
}

bool is_resource_policy(std::string_view value) {
  return value == "same-origin" || value == "same-site" || value == "cross-origin";
}

// Fetch Standard §3.2.3: an origin as it is serialised, null, or an asterisk.
bool is_allowed_origin(std::string_view value) {
  if (value == "*" || value == "null") return true;
  const auto separator = value.find("://");
  if (separator == std::string_view::npos || !is_absolute_uri(value)) return false;
  const auto authority = value.substr(separator + 3);
  return !authority.empty() && authority.find_first_of("/?#@") == std::string_view::npos &&
         has_clean_authority(value);
}

}  // namespace conform::grammar
