#include "runner/mock/admission.hpp"

#include "runner/contract/request_fit.hpp"
#include "runner/mock/draft.hpp"

namespace conform {
std::optional<Answer> refused_content(const Operation& operation, const Request& request) {
  const bool is_coded = !request.content.empty() && request.fields.has("Content-Encoding");
  if (!is_coded || !operation.request_body) return std::nullopt;
  Answer answer = explanation(415, "Content codings are not taken here.", request);
  answer.final.fields.add("Accept-Encoding", "identity");
  return answer;
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
