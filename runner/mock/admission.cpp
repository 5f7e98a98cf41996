#include "runner/mock/admission.hpp"

#include "runner/contract/request_fit.hpp"
#include "runner/mock/draft.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

bool has_query(const std::string& target, const std::string& name) {
  const auto query = target.find('?');
  if (query == std::string::npos) return false;
  return ("&" + target.substr(query + 1)).find("&" + name + "=") != std::string::npos;
}

bool has_key(const SecurityScheme& scheme, const Request& request) {
  switch (scheme.in) {
  case ParameterIn::header: return request.fields.has(scheme.parameter);
  case ParameterIn::query: return has_query(request.target, scheme.parameter);
  case ParameterIn::cookie:
    return request.fields.combined("Cookie").value_or("").find(scheme.parameter + "=") != std::string::npos;
  default: return true;
  }
}

bool satisfies(const SecurityScheme& scheme, const Request& request) {
  using Kind = SecurityScheme::Kind;
  if (scheme.kind == Kind::api_key) return has_key(scheme, request);
  if (scheme.kind == Kind::mutual_tls || scheme.kind == Kind::unknown) return true;
  const auto given = request.fields.combined("Authorization");
  return given && given->find("conform-nobody") == std::string::npos;
}

}  // namespace

std::optional<Answer> refused_content(const Operation& operation, const Request& request) {
  const bool is_coded = !request.content.empty() && request.fields.has("Content-Encoding");
  if (!is_coded || !operation.request_body) return std::nullopt;
  Answer answer = explanation(415, "Content codings are not taken here.", request);
  answer.final.fields.add("Accept-Encoding", "identity");
  return answer;
}

bool lacks_credentials(const Api& api, const Operation& operation, const Request& request) {
  if (operation.security.empty()) return false;
  return std::ranges::none_of(operation.security, [&](const std::vector<std::string>& schemes) {
    return std::ranges::all_of(schemes, [&](const std::string& name) {
      const auto found = api.security_schemes.find(name);
      return found == api.security_schemes.end() || satisfies(found->second, request);
    });
  });
}

std::optional<int> refusal_of(const Operation& operation, const Request& request) {
  const RequestFit fit = fit_of_request(operation, request);
  if (fit.faults.empty()) return std::nullopt;
  const RequestFault& fault = fit.faults.front();
  if (fault.keyword == refusal::path) return std::nullopt;
  const auto is_documented = [&](int status) {
    const auto* response = operation.response_for(status);
    return response != nullptr && response->status.kind == StatusPattern::Kind::exact;
  };
  // RFC 9110 §15.5.16, §15.5.1, §15.5.21; a path that cannot be is not found (§15.5.5).
  if (fault.keyword == refusal::media_type && is_documented(415)) return 415;
  for (const int status : {400, 422})
    if (is_documented(status)) return status;
  if (operation.response_for(400) != nullptr) return 400;
  return fault.input.starts_with("path ") && is_documented(404) ? 404 : 400;
}

}  // namespace conform
