#include "runner/plan/credentials.hpp"

#include "runner/contract/pairs.hpp"
#include "runner/http/fields.hpp"
#include "runner/openapi/percent_encoding.hpp"
#include "runner/text/base64.hpp"

#include <algorithm>
#include <cstdint>

namespace conform {
namespace {

using Kind = CredentialPlace::Kind;

std::optional<CredentialPlace> place_of(const SecurityScheme& scheme) {
  switch (scheme.kind) {
  case SecurityScheme::Kind::mutual_tls: return CredentialPlace{Kind::connection, scheme.name};
  case SecurityScheme::Kind::unknown: return std::nullopt;
  case SecurityScheme::Kind::api_key: break;
  default: return CredentialPlace{Kind::field, "Authorization"};
  }
  if (scheme.parameter.empty()) return std::nullopt;
  switch (scheme.in) {
  case ParameterIn::header: return CredentialPlace{Kind::field, scheme.parameter};
  case ParameterIn::query: return CredentialPlace{Kind::query, scheme.parameter};
  case ParameterIn::cookie: return CredentialPlace{Kind::cookie, scheme.parameter};
  default: return std::nullopt;
  }
}

/// The name of the authentication scheme in Authorization (RFC 9110 §11.4), as the registry writes it.
std::string word_of(const SecurityScheme& scheme) {
  if (scheme.kind != SecurityScheme::Kind::http || scheme.http_scheme == "bearer") return "Bearer";
  std::string word = scheme.http_scheme;
  if (!word.empty() && word.front() >= 'a' && word.front() <= 'z')
    word.front() = static_cast<char>(word.front() - ('a' - 'A'));
  return word;
}

/// The pairs that have another name, joined again.
std::string
joined_without(const std::vector<Pair>& pairs, std::string_view name, std::string_view separator) {
  std::string kept;
  for (const Pair& pair : pairs) {
    if (pair.name == name) continue;
    if (!kept.empty()) kept += separator;
    kept += pair.text;
  }
  return kept;
}

void set_query(Request& request, const std::string& query) {
  request.target.resize(std::min(request.target.find('?'), request.target.size()));
  if (!query.empty()) request.target += "?" + query;
}

std::string query_without(const Request& request, const std::string& name) {
  const auto mark = request.target.find('?');
  if (mark == std::string::npos) return {};
  const auto pairs = pairs_of_query(std::string_view(request.target).substr(mark + 1));
  return joined_without(pairs, percent_encode(name), "&");
}

void set_cookies(Request& request, const std::string& cookies) {
  request.fields.remove("Cookie");
  if (!cookies.empty()) request.fields.add("Cookie", cookies);
}

std::string cookies_without(const Request& request, const std::string& name) {
  const std::string cookies = request.fields.combined("Cookie").value_or("");
  return joined_without(pairs_of_cookie(cookies), name, "; ");
}

void empty_place(Request& request, const CredentialPlace& place) {
  switch (place.kind) {
  case Kind::field: request.fields.remove(place.name); break;
  case Kind::query: set_query(request, query_without(request, place.name)); break;
  case Kind::cookie:
    if (request.fields.has("Cookie")) set_cookies(request, cookies_without(request, place.name));
    break;
  case Kind::connection: break;
  }
}

/// Puts `pair` in the place of the cookie of that name.
void put_cookie(Request& request, const std::string& name, const std::string& pair) {
  const std::string others = cookies_without(request, name);
  set_cookies(request, others + (others.empty() ? "" : "; ") + pair);
}

void put(Request& request, const Credential& credential) {
  const std::string& name = credential.place.name;
  switch (credential.place.kind) {
  case Kind::field: request.fields.set(name, credential.value); break;
  case Kind::query: {
    const std::string others = query_without(request, name);
    set_query(request,
              others + (others.empty() ? "" : "&") + percent_encode(name) + "=" +
                  percent_encode(credential.value));
    break;
  }
  case Kind::cookie: put_cookie(request, name, name + "=" + credential.value); break;
  case Kind::connection: break;
  }
}

bool has_pair(const std::vector<Pair>& pairs, const std::string& wanted) {
  return std::ranges::find(pairs, std::string_view(wanted), &Pair::text) != pairs.end();
}

/// What the user adds to every request in the place of this scheme's credentials.
std::optional<Credential> given_by_hand(const SecurityScheme& scheme, std::span<const Field> fields) {
  const auto place = place_of(scheme);
  if (!place || place->kind != Kind::field) return std::nullopt;
  const auto same_name = [&](const Field& field) { return equals_ignoring_case(field.name, place->name); };
  const auto found = std::ranges::find_if(fields, same_name);
  if (found == fields.end()) return std::nullopt;
  if (scheme.kind != SecurityScheme::Kind::api_key) {
    const std::string word = word_of(scheme) + " ";
    if (!equals_ignoring_case(found->value.substr(0, word.size()), word)) return std::nullopt;
  }
  return Credential{scheme.name, *place, found->value};
}

std::optional<Credential> known_credential(const SecurityScheme& scheme,
                                           const CredentialValues& values,
                                           std::span<const Field> fields) {
  if (auto by_hand = given_by_hand(scheme, fields)) return by_hand;
  const auto value = values.find(scheme.name);
  if (value == values.end()) return std::nullopt;
  return credential_of(scheme, value->second);
}

void add_place(const SecurityScheme& scheme, std::vector<CredentialPlace>& places) {
  const auto place = place_of(scheme);
  if (place && std::ranges::find(places, *place) == places.end()) places.push_back(*place);
}

/// Whether one request can carry all of them: `Authorization` has room for one (RFC 9110 §11.6.2).
bool have_places_of_their_own(const std::vector<Credential>& credentials) {
  for (auto one = credentials.begin(); one != credentials.end(); ++one) {
    if (std::find_if(std::next(one), credentials.end(), [&](const Credential& other) {
          return other.place == one->place;
        }) != credentials.end())
      return false;
  }
  return true;
}

}  // namespace

std::optional<Credential> credential_of(const SecurityScheme& scheme, std::string_view value) {
  const auto place = place_of(scheme);
  if (!place) return std::nullopt;
  Credential credential{scheme.name, *place, std::string(value)};
  const bool is_key = scheme.kind == SecurityScheme::Kind::api_key;
  if (is_key || place->kind == Kind::connection) return credential;
  const std::string word = word_of(scheme);
  credential.value = word + " " + (word == "Basic" ? to_base64(value) : std::string(value));
  return credential;
}

std::vector<Credential> choose_credentials(const Api& api,
                                           const Operation& operation,
                                           const CredentialValues& values,
                                           std::span<const Field> fields) {
  // RFC 9110 §9.3.8: a TRACE request must not carry credentials.
  if (operation.method == "TRACE") return {};
  for (const auto& schemes : operation.security) {
    std::vector<Credential> chosen;
    for (const std::string& name : schemes) {
      const auto scheme = api.security_schemes.find(name);
      if (scheme == api.security_schemes.end()) break;
      auto known = known_credential(scheme->second, values, fields);
      if (!known) break;
      chosen.push_back(std::move(*known));
    }
    const bool is_whole = !chosen.empty() && chosen.size() == schemes.size();
    if (is_whole && have_places_of_their_own(chosen)) return chosen;
  }
  return {};
}

std::vector<CredentialPlace> credential_places(const Api& api) {
  std::vector<CredentialPlace> places = {{Kind::field, "Authorization"}};
  for (const auto& [name, scheme] : api.security_schemes)
    add_place(scheme, places);
  return places;
}

std::vector<CredentialPlace> credential_places(const Api& api, const Operation& operation) {
  std::vector<CredentialPlace> places;
  for (const auto& schemes : operation.security) {
    for (const std::string& name : schemes) {
      const auto scheme = api.security_schemes.find(name);
      if (scheme != api.security_schemes.end()) add_place(scheme->second, places);
    }
  }
  return places;
}

void add_cookies(Request& request, std::string_view cookies) {
  for (const Pair& pair : pairs_of_cookie(cookies))
    put_cookie(request, std::string(pair.name), std::string(pair.text));
}

void put_credentials(Request& request, std::span<const Credential> credentials) {
  for (const Credential& credential : credentials)
    put(request, credential);
}

bool carries(const Request& request, const Credential& credential) {
  const std::string& name = credential.place.name;
  switch (credential.place.kind) {
  case Kind::field: return request.fields.combined(name) == credential.value;
  case Kind::query: {
    const auto mark = request.target.find('?');
    return mark != std::string::npos &&
           has_pair(pairs_of_query(std::string_view(request.target).substr(mark + 1)),
                    percent_encode(name) + "=" + percent_encode(credential.value));
  }
  case Kind::cookie: {
    const std::string cookies = request.fields.combined("Cookie").value_or("");
    return has_pair(pairs_of_cookie(cookies), name + "=" + credential.value);
  }
  case Kind::connection: break;
  }
  return false;
}

void remove_credentials(Request& request, std::span<const CredentialPlace> places) {
  for (const CredentialPlace& place : places)
    empty_place(request, place);
}

}  // namespace conform
