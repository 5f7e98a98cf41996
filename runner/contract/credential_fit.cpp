#include "runner/contract/credential_fit.hpp"

#include "runner/contract/pairs.hpp"
#include "runner/openapi/percent_encoding.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <optional>

namespace conform {
namespace {

// `conform-nobody:conform-nobody` in base64, as Basic has it (RFC 7617 §2).
constexpr std::string_view nobody_in_basic = "Y29uZm9ybS1ub2JvZHk6Y29uZm9ybS1ub2JvZHk=";

/// What the request has where the scheme's credentials stand.
std::optional<std::string> given_for(const SecurityScheme& scheme, const Request& request) {
  if (scheme.kind != SecurityScheme::Kind::api_key) return request.fields.combined("Authorization");
  std::optional<std::string_view> found;
  std::string list;
  switch (scheme.in) {
  case ParameterIn::query: {
    const auto query = request.target.find('?');
    if (query == std::string::npos) return std::nullopt;
    const auto pairs = pairs_of_query(std::string_view(request.target).substr(query + 1));
    found = value_in(pairs, percent_encode(scheme.parameter));
    if (!found) found = value_in(pairs, scheme.parameter);
    break;
  }
  case ParameterIn::cookie:
    list = request.fields.combined("Cookie").value_or("");
    found = value_in(pairs_of_cookie(list), scheme.parameter);
    break;
  default: return request.fields.combined(scheme.parameter);
  }
  return found ? std::optional<std::string>(*found) : std::nullopt;
}

bool is_made_up(std::string_view given) {
  return given.find(nobody) != std::string_view::npos ||
         given.find(nobody_in_basic) != std::string_view::npos;
}

std::vector<std::string>
faults_of(const Api& api, const std::vector<std::string>& schemes, const Request& request) {
  std::vector<std::string> faults;
  for (const std::string& name : schemes) {
    const auto scheme = api.security_schemes.find(name);
    if (scheme == api.security_schemes.end() || has_credential(scheme->second, request)) continue;
    const bool is_there = given_for(scheme->second, request).has_value();
    faults.push_back("`" + printable(shortened(name_of_credential(scheme->second), 80)) +
                     (is_there ? "` is nobody's." : "` is missing."));
  }
  return faults;
}

}  // namespace

std::string name_of_credential(const SecurityScheme& scheme) {
  return scheme.kind == SecurityScheme::Kind::api_key ? "key " + scheme.parameter : "scheme " + scheme.name;
}

bool has_credential(const SecurityScheme& scheme, const Request& request) {
  using Kind = SecurityScheme::Kind;
  if (scheme.kind == Kind::mutual_tls || scheme.kind == Kind::unknown) return true;
  const auto given = given_for(scheme, request);
  return given && !is_made_up(*given);
}

std::vector<std::string>
credential_faults(const Api& api, const Operation& operation, const Request& request) {
  std::vector<std::string> least;
  for (const auto& schemes : operation.security) {
    auto faults = faults_of(api, schemes, request);
    if (faults.empty()) return faults;
    if (least.empty() || faults.size() < least.size()) least = std::move(faults);
  }
  return least;
}

}  // namespace conform
