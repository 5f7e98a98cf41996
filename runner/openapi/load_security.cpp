#include "runner/openapi/reading.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

constexpr std::array<std::string_view, 5> type_words = {
    "apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"};
// Of Swagger 2.0, in the order of `swagger_kinds`.
constexpr std::array<std::string_view, 3> swagger_type_words = {"basic", "apiKey", "oauth2"};
constexpr std::array<SecurityScheme::Kind, 3> swagger_kinds = {
    SecurityScheme::Kind::http, SecurityScheme::Kind::api_key, SecurityScheme::Kind::oauth2};
constexpr std::array<std::string_view, 3> key_places = {"query", "header", "cookie"};

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  });
  return text;
}

SecurityScheme::Kind read_kind(Reading& reading, const Located& found) {
  if (reading.version != OpenApiVersion::v2_0) {
    const auto type = word_member(reading, found, "type", type_words);
    return type ? static_cast<SecurityScheme::Kind>(*type) : SecurityScheme::Kind::unknown;
  }
  const auto type = word_member(reading, found, "type", swagger_type_words);
  return type ? swagger_kinds[*type] : SecurityScheme::Kind::unknown;
}

void read_key(Reading& reading, const Located& found, SecurityScheme& scheme) {
  require_member(reading, found, "name", ObjectKind::security_scheme);
  require_member(reading, found, "in", ObjectKind::security_scheme);
  scheme.parameter = text_member(reading, found, "name");
  // Swagger 2.0 has no keys in cookies.
  const std::size_t places = reading.version == OpenApiVersion::v2_0 ? 2 : key_places.size();
  const auto in = word_member(reading, found, "in", std::span(key_places).first(places));
  // ParameterIn begins with `path`, which no key can be in.
  if (in) scheme.in = static_cast<ParameterIn>(*in + 1);
}

// As the keys of the OAuth Flows Object, and the values of `flow` in Swagger 2.0, call them.
constexpr std::array<std::string_view, 5> flow_words = {
    "implicit", "password", "clientCredentials", "authorizationCode", "deviceAuthorization"};
constexpr std::array<std::string_view, 4> swagger_flow_words = {
    "implicit", "password", "application", "accessCode"};

template <std::size_t Count>
OAuthFlow read_flow(Reading& reading,
                    const Located& at,
                    std::string_view key,
                    const std::array<std::string_view, Count>& words) {
  OAuthFlow flow;
  const auto known = std::ranges::find(words, key);
  if (known != words.end()) flow.kind = static_cast<OAuthFlow::Kind>(known - words.begin());
  flow.token_url = text_member(reading, at, "tokenUrl");
  flow.refresh_url = text_member(reading, at, "refreshUrl");
  return flow;
}

/// OAuth Flows Object (§4.8.29).
void read_flows(Reading& reading, const Located& found, SecurityScheme& scheme) {
  if (!found["flows"]) {
    report_slip(reading, found.place(), "This Security Scheme Object has no `flows`, which is required.");
    return;
  }
  const Located flows = read_object(reading, found["flows"], ObjectKind::oauth_flows);
  if (!flows) return;
  for (const std::string_view key : known_keys(ObjectKind::oauth_flows, reading.version)) {
    if (!flows[key]) continue;
    const Located flow = read_object(reading, flows[key], ObjectKind::oauth_flow);
    if (flow) scheme.flows.push_back(read_flow(reading, flow, key, flow_words));
  }
}

SecurityScheme load_scheme(Reading& reading, const Located& at, const std::string& name) {
  SecurityScheme scheme;
  scheme.name = name;
  scheme.where = at.place();
  const Located found = read_object(reading, at, ObjectKind::security_scheme);
  if (!found) return scheme;
  require_member(reading, found, "type", ObjectKind::security_scheme);
  scheme.kind = read_kind(reading, found);
  scheme.extensions = extensions_of(found);
  scheme.deprecated = boolean_member(reading, found, "deprecated", false);
  if (scheme.kind == SecurityScheme::Kind::oauth2 && reading.version != OpenApiVersion::v2_0)
    read_flows(reading, found, scheme);
  if (scheme.kind == SecurityScheme::Kind::oauth2 && reading.version == OpenApiVersion::v2_0)
    scheme.flows.push_back(
        read_flow(reading, found, text_member(reading, found, "flow"), swagger_flow_words));
  if (scheme.kind == SecurityScheme::Kind::http && reading.version == OpenApiVersion::v2_0) {
    scheme.http_scheme = "basic";
  } else if (scheme.kind == SecurityScheme::Kind::http) {
    require_member(reading, found, "scheme", ObjectKind::security_scheme);
    scheme.http_scheme = lower(text_member(reading, found, "scheme"));
  }
  if (scheme.kind == SecurityScheme::Kind::api_key) read_key(reading, found, scheme);
  return scheme;
}

void check_name(Reading& reading, const Located& requirement, const Member& entry) {
  if (std::ranges::find(reading.security_schemes, entry.key) != reading.security_schemes.end()) return;
  const std::string holder =
      reading.version == OpenApiVersion::v2_0 ? "securityDefinitions" : "components.securitySchemes";
  report(reading,
         {.where = key_place(requirement, entry),
          .message = "The security scheme `" + printable(shortened(entry.key, 80)) +
                     "` is required here, but `" + holder + "` does not have it.",
          .hint = did_you_mean(entry.key, reading.security_schemes),
          .severity = Severity::warning,
          .topic = "security"});
}

/// The scopes of one entry of a requirement; of other schemes than OAuth2's the list has roles, or nothing.
void collect_scopes(Reading& reading, const Member& entry) {
  if (!entry.value.is_array()) return;
  auto& scopes = reading.scopes[entry.key];
  for (const Value& scope : entry.value.array()) {
    if (scope.is_string() && std::ranges::find(scopes, scope.string()) == scopes.end())
      scopes.emplace_back(scope.string());
  }
}

}  // namespace

std::map<std::string, SecurityScheme, std::less<>> load_security_schemes(Reading& reading,
                                                                         const Located& object) {
  std::map<std::string, SecurityScheme, std::less<>> schemes;
  const std::string_view key =
      reading.version == OpenApiVersion::v2_0 ? "securityDefinitions" : "securitySchemes";
  const Located map = member(reading, object, key, Value::Kind::object);
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
      collect_scopes(reading, entry);
      names.push_back(entry.key);
    }
    security.push_back(std::move(names));
  }
  return security;
}

}  // namespace conform
