#include "runner/lint/checks.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

using Names = std::span<const std::string_view>;

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(
      out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
  return out;
}

// RFC 9110 §9.3.1, §9.3.2, §9.3.5: content in these has no meaning that HTTP gives; servers and proxies
// may refuse such requests. That it may be sent is no promise; that it must is one that many clients cannot
// keep.
void check_request(Linting& linting, const Operation& operation) {
  constexpr std::array<std::string_view, 3> without_meaning = {"GET", "HEAD", "DELETE"};
  const auto& body = operation.request_body;
  if (!body || !body->required) return;
  if (std::ranges::find(without_meaning, operation.method) == without_meaning.end()) return;
  // Between a client and its own server that is a matter of agreement; many servers do read it in DELETE.
  linting.findings.add({"lint/request-content",
                        operation.method == "DELETE" ? Severity::note : Severity::warning,
                        body->where,
                        quoted(operation.name()) + " requires content, which has no meaning in a " +
                            operation.method + " request; servers and proxies may refuse it.",
                        "Use parameters, or a method that is about content, such as POST."});
}

// RFC 9110 §9.3.2: the server must not send content; the fields are those of the answer to GET.
void check_head(Linting& linting, const Operation& operation) {
  if (operation.method != "HEAD") return;
  for (const DocumentedResponse& response : operation.responses) {
    if (response.content.empty()) continue;
    linting.findings.add({"lint/head-content",
                          Severity::warning,
                          response.where,
                          "The response `" + response.status.to_string() + "` of " +
                              quoted(operation.name()) +
                              " is documented with content, but a response to HEAD never has any.",
                          "Describe its fields in `headers`, and leave out `content`."});
  }
}

bool is_success(const StatusPattern& status) {
  switch (status.kind) {
  case StatusPattern::Kind::exact: return status.value < 400;
  case StatusPattern::Kind::status_class: return status.value < 4;
  case StatusPattern::Kind::other: return true;
  }
  return false;
}

void check_responses(Linting& linting, const Operation& operation) {
  const auto& list = operation.responses;
  std::string message;
  if (list.empty()) {
    message = " documents no response; nothing can be expected of it.";
  } else if (list.size() == 1 && list.front().status.kind == StatusPattern::Kind::other) {
    message = " documents only a `default` response; every status is as expected as any other.";
  } else if (list.size() > 1 &&
             std::ranges::none_of(list, [](const auto& each) { return is_success(each.status); })) {
    message = " documents no response of success.";
  }
  if (message.empty()) return;
  linting.findings.add(
      {"lint/responses", Severity::note, operation.where, quoted(operation.name()) + message, ""});
}

void check_name(Linting& linting, const Place& where, std::string_view name, Names ignored) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> instead = {
      {{"accept", "The media types of the responses say what can be accepted."},
       {"content-type", "The media types of `content` say it."},
       {"authorization", "Describe it in `securitySchemes`."}}};
  const std::string small = lower(name);
  if (std::ranges::find(ignored, small) == ignored.end()) return;
  const auto* const known = std::ranges::find(instead, small, [](const auto& row) { return row.first; });
  linting.findings.add({"lint/ignored-field",
                        Severity::note,
                        where,
                        "A description of " + quoted(name) + " stands here, but OpenAPI ignores it.",
                        std::string(known->second)});
}

void check_parameter_list(Linting& linting, const Located& owner) {
  constexpr std::array<std::string_view, 3> ignored = {"accept", "content-type", "authorization"};
  const Located list = owner ? owner["parameters"] : Located();
  if (!list || !list.value->is_array()) return;
  for (std::size_t at = 0; at < list.value->array().size(); ++at) {
    Diagnostics told_while_loading;
    const Located parameter = linting.library.follow(list[at], told_while_loading);
    if (!parameter || parameter.value->text("in") != "header") continue;
    check_name(linting, parameter.place(), parameter.value->text("name"), ignored);
  }
}

void check_headers(Linting& linting, const Located& operation) {
  constexpr std::array<std::string_view, 1> ignored = {"content-type"};
  const Located responses = operation ? operation["responses"] : Located();
  if (!responses || !responses.value->is_object()) return;
  for (const Member& entry : responses.value->object()) {
    Diagnostics told_while_loading;
    const Located response = linting.library.follow(responses[entry.key], told_while_loading);
    const Located headers = response ? response["headers"] : Located();
    if (!headers || !headers.value->is_object()) continue;
    for (const Member& header : headers.value->object()) {
      const Mark at = header.key_mark.line > 0 ? header.key_mark : header.value.mark();
      check_name(linting, headers.document->place(at), header.key, ignored);
    }
  }
}

// OpenAPI 3.1 §4.8.12.1 and §4.8.17; 2.0 has no such rule. The model does not keep what is ignored, so the
// text is looked at.
void check_ignored(Linting& linting, const Operation& operation) {
  if (linting.api.openapi.starts_with("2.")) return;
  const std::string& pointer = operation.pointer;
  const Located at = linting.find(operation.where.source, pointer);
  check_parameter_list(linting, at);
  check_headers(linting, at);
  const std::string path_item = pointer.substr(0, pointer.rfind('/'));
  if (!path_item.empty()) check_parameter_list(linting, linting.find(operation.where.source, path_item));
}

}  // namespace

void check_operations(Linting& linting) {
  for (const Operation& operation : linting.api.operations) {
    if (!operation.fault.empty()) continue;
    check_request(linting, operation);
    check_head(linting, operation);
    check_responses(linting, operation);
    check_ignored(linting, operation);
  }
}

}  // namespace conform
