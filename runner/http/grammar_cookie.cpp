// One Set-Cookie line, draft-ietf-httpbis-rfc6265bis §4.1.1, in the form that senders must generate.

#include "runner/http/fields.hpp"
#include "runner/http/grammar_families.hpp"
#include "runner/http/scanner.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace conform::grammar {
namespace {

struct Attribute {
  std::string name{};  ///< in lower case
  std::string_view value{};
};

struct Cookie {
  std::string_view name{};
  std::vector<Attribute> attributes{};

  [[nodiscard]] const Attribute* find(std::string_view wanted) const {
    const auto found = std::ranges::find(attributes, wanted, &Attribute::name);
    return found == attributes.end() ? nullptr : &*found;
  }
};

// cookie-octet: visible ASCII but the quote, comma, semicolon and backslash
bool is_cookie_octet(char c) { return c > 0x20 && c < 0x7F && c != '"' && c != ',' && c != ';' && c != '\\'; }

bool cookie_value(Scanner& scanner) {
  const bool is_quoted = scanner.take('"');
  scanner.run(is_cookie_octet);
  return !is_quoted || scanner.take('"');
}

// cookie-av: anything but controls and semicolons; the name goes up to the first "=".
Attribute read_attribute(Scanner& scanner) {
  const auto text = octets::trim(scanner.run([](char c) { return c != ';' && !octets::is_control(c); }));
  const auto equals = std::min(text.find('='), text.size());
  const auto value = text.substr(std::min(equals + 1, text.size()));
  return {to_lower(octets::trim(text.substr(0, equals))), octets::trim(value)};
}

// cookie-pair *( BWS ";" OWS cookie-av )
std::optional<Cookie> read_cookie(std::string_view line) {
  Scanner scanner(line);
  Cookie cookie{.name = scanner.token()};
  if (cookie.name.empty() || !scanner.take('=') || !cookie_value(scanner)) return std::nullopt;
  scanner.white_space();
  while (!scanner.at_end()) {
    if (!scanner.take(';')) return std::nullopt;
    cookie.attributes.push_back(read_attribute(scanner));
  }
  return cookie;
}

bool is_same_site(std::string_view value) {
  return equals_ignoring_case(value, "Strict") || equals_ignoring_case(value, "Lax") ||
         equals_ignoring_case(value, "None");
}

template <class Fits> bool is_cookie_that(std::string_view line, Fits fits) {
  const auto cookie = read_cookie(line);
  return cookie && fits(*cookie);
}

bool attributes_are_unique(const Cookie& cookie) {
  std::vector<std::string_view> names;
  for (const auto& attribute : cookie.attributes)
    names.push_back(attribute.name);
  std::ranges::sort(names);
  return std::ranges::adjacent_find(names) == names.end();
}

// rfc6265bis §4.1.3
bool keeps_prefix(const Cookie& cookie) {
  const bool is_secure = cookie.name.starts_with("__Secure-");
  const bool is_host = cookie.name.starts_with("__Host-");
  if (!is_secure && !is_host) return true;
  if (cookie.find("secure") == nullptr) return false;
  const auto* path = cookie.find("path");
  return is_secure || (cookie.find("domain") == nullptr && path != nullptr && path->value == "/");
}

// rfc6265bis §4.1.2.7, §5.6; Partitioned: the CHIPS draft.
bool is_sound_cross_site(const Cookie& cookie) {
  const auto* same_site = cookie.find("samesite");
  if (same_site != nullptr && !is_same_site(same_site->value)) return false;
  const bool is_none = same_site != nullptr && equals_ignoring_case(same_site->value, "None");
  const bool needs_secure = is_none || cookie.find("partitioned") != nullptr;
  return !needs_secure || cookie.find("secure") != nullptr;
}

}  // namespace

bool is_set_cookie(std::string_view value) { return read_cookie(value).has_value(); }

bool has_cookie_attributes_once(std::string_view value) {
  return is_cookie_that(value, attributes_are_unique);
}

bool has_plain_cookie_expiry(std::string_view value) {
  return is_cookie_that(value, [](const Cookie& cookie) {
    const auto* expires = cookie.find("expires");
    return expires == nullptr || is_http_date(expires->value);
  });
}

bool has_plain_cookie_age(std::string_view value) {
  return is_cookie_that(value, [](const Cookie& cookie) {
    const auto* age = cookie.find("max-age");
    return age == nullptr || is_digits(age->value);
  });
}

bool has_kept_cookie_prefix(std::string_view value) { return is_cookie_that(value, keeps_prefix); }

bool is_cookie_fit_for_other_sites(std::string_view value) {
  return is_cookie_that(value, is_sound_cross_site);
}

}  // namespace conform::grammar
