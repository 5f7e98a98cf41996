#include "runner/openapi/reading.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

constexpr std::array<std::string_view, 5> type_words = {
    "apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"};
constexpr std::array<std::string_view, 3> key_places = {"query", "header", "cookie"};

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  });
  return text;
}

SecurityScheme load_scheme(Reading& reading, const Located& at, const std::string& name) {
  SecurityScheme scheme;
  scheme.name = name;
  scheme.where = at.place();
  const Located found = read_object(reading, at, ObjectKind::security_scheme);
  if (!found) return scheme;
  require_member(reading, found, "type", ObjectKind::security_scheme);
  const auto type = word_member(reading, found, "type", type_words);
  if (!type) return scheme;
  scheme.kind = static_cast<SecurityScheme::Kind>(*type);
  if (scheme.kind == SecurityScheme::Kind::http) {
    require_member(reading, found, "scheme", ObjectKind::security_scheme);
    scheme.http_scheme = lower(text_member(reading, found, "scheme"));
  }
  if (scheme.kind == SecurityScheme::Kind::api_key) {
    require_member(reading, found, "name", ObjectKind::security_scheme);
    require_member(reading, found, "in", ObjectKind::security_scheme);
    scheme.parameter = text_member(reading, found, "name");
    const auto in = word_member(reading, found, "in", key_places);
    // ParameterIn begins with `path`, which no key can be in.
    if (in) scheme.in = static_cast<ParameterIn>(*in + 1);
  }
  return scheme;
}

void check_name(Reading& reading, const Located& requirement, const Member& entry) {
  if (std::ranges::find(reading.security_schemes, entry.key) != reading.security_schemes.end()) return;
  report_warning(reading,
                 key_place(requirement, entry),
                 "The security scheme `" + printable(shortened(entry.key, 80)) +
                     "` is required here, but `components.securitySchemes` does not have it.",
                 did_you_mean(entry.key, reading.security_schemes));
}

}  // namespace

std::map<std::string, SecurityScheme, std::less<>> load_security_schemes(Reading& reading,
                                                                         const Located& components) {
  std::map<std::string, SecurityScheme, std::less<>> schemes;
  const Located map = member(reading, components, "securitySchemes", Value::Kind::object);
  if (!map) return schemes;
  for (const Member& entry : map.value->object())
    schemes.emplace(entry.key, load_scheme(reading, map[entry.key], entry.key));
  return schemes;
}

Security load_security(Reading& reading, const Located& at) {
  Security security;
  if (!at.value->is_array()) {
    report_error(reading,
                 at.place(),
                 "`security` must be a list of alternatives, but it is " + shown(*at.value) + ".");
    return security;
  }
  for (std::size_t index = 0; index < at.value->array().size(); ++index) {
    const Located requirement = at[index];
    if (!requirement.value->is_object()) {
      report_error(reading,
                   requirement.place(),
                   "An alternative of `security` maps scheme names to scopes, but here stands " +
                       shown(*requirement.value) + ".",
                   "Write it as `- name: []`.");
      continue;
    }
    std::vector<std::string> names;
    for (const Member& entry : requirement.value->object()) {
      check_name(reading, requirement, entry);
      names.push_back(entry.key);
    }
    security.push_back(std::move(names));
  }
  return security;
}

}  // namespace conform
