#include "runner/mock/draft.hpp"

#include "runner/http/status.hpp"
#include "runner/mock/acceptable.hpp"
#include "runner/openapi/media_type_name.hpp"
#include "runner/openapi/serialise.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace conform {
namespace {

// Any date will do; one that never changes makes runs repeatable (RFC 9110 §5.6.7).
constexpr std::string_view date = "Sat, 21 Nov 2026 12:00:00 GMT";

// Fields that the framing of the message decides, or its content (OpenAPI 3.1 §4.8.17).
bool is_ours(std::string_view field) {
  constexpr std::array<std::string_view, 3> ours = {"Content-Type", "Content-Length", "Transfer-Encoding"};
  return std::ranges::any_of(ours, [&](auto name) { return equals_ignoring_case(field, name); });
}

bool is_interim_status(int status) { return status >= 100 && status < 200 && status != 101; }

bool allows_content(int status) {
  const Status* known = status_or_class(status);
  return known == nullptr || known->content_allowed;
}

std::optional<Value> sample_of(const SchemaPtr& schema) {
  SampleWish wish;
  wish.direction = Direction::response;
  auto sample = schema->sample(wish);
  if (auto* value = std::get_if<Value>(&sample)) return std::move(*value);
  return std::nullopt;
}

// The first example that fits, else a sample, else an example all the same.
std::optional<Value> value_of(const std::vector<Example>& examples, const SchemaPtr& schema) {
  for (const Example& example : examples) {
    if (!schema || schema->accepts(example.value, Direction::response)) return example.value;
  }
  if (std::optional<Value> sample = schema ? sample_of(schema) : std::nullopt) return sample;
  if (!examples.empty()) return examples.front().value;
  return std::nullopt;
}

// What is sent where the document says nothing that could be written in its media type.
Body filler(const MediaType& media_type) {
  Body body;
  body.content_type = concrete_media_type(media_type.name);
  if (body.content_type.empty()) body.content_type = "application/octet-stream";
  const MediaTypeName name = split_media_type(body.content_type);
  body.content = name.is_xml() ? "<answer/>" : name.is_json() ? "{}" : "An answer.";
  return body;
}

Body body_of(const MediaType& media_type) {
  if (const auto value = value_of(media_type.examples, media_type.schema)) {
    Serialised<Body> written = serialise_body(media_type, *value);
    if (auto* body = std::get_if<Body>(&written)) return std::move(*body);
  }
  return filler(media_type);
}

std::optional<std::string> header_value(const Parameter& header) {
  if (header.content) return body_of(*header.content).content;
  const std::optional<Value> value = value_of(header.examples, header.schema);
  if (!value) return std::nullopt;
  Serialised<std::string> written = serialise_parameter(header, *value);
  if (auto* text = std::get_if<std::string>(&written)) return std::move(*text);
  return std::nullopt;
}

void add_documented(Response& message, const DocumentedResponse& documented, const Request& request) {
  for (const Parameter& header : documented.headers) {
    if (is_ours(header.name)) continue;
    if (auto value = header_value(header)) message.fields.add(header.name, std::move(*value));
  }
  if (documented.content.empty() || !allows_content(message.status)) return;
  Body body = body_of(acceptable(documented.content, request));
  message.fields.add("Content-Type", std::move(body.content_type));
  message.content = std::move(body.content);
}

Response message_of(int status) {
  Response message;
  message.status = status;
  message.reason = std::string(reason_for(status));
  return message;
}

const DocumentedResponse* first_of_class(const Operation& operation, int hundreds) {
  for (const DocumentedResponse& response : operation.responses) {
    const StatusPattern& pattern = response.status;
    const int value = pattern.kind == StatusPattern::Kind::exact ? pattern.value / 100 : pattern.value;
    if (pattern.kind != StatusPattern::Kind::other && value == hundreds) return &response;
  }
  return nullptr;
}

int status_of(const StatusPattern& pattern) {
  switch (pattern.kind) {
  case StatusPattern::Kind::exact: return pattern.value;
  case StatusPattern::Kind::status_class: return pattern.value == 1 ? 0 : pattern.value * 100;
  case StatusPattern::Kind::other: break;
  }
  return 0;
}

int choose_status(const Operation& operation, std::optional<int> wanted) {
  if (wanted && !is_interim_status(*wanted) && operation.response_for(*wanted) != nullptr) return *wanted;
  if (const DocumentedResponse* success = first_of_class(operation, 2)) return status_of(success->status);
  const std::vector<int> others = final_statuses(operation);
  return others.empty() ? 200 : others.front();
}

// RFC 9110 §7.8: the protocol is one that the client named, and `Connection` names the field.
void switch_protocols(Response& message, const Request& request) {
  const std::optional<std::string> asked = request.fields.combined("Upgrade");
  if (asked) message.fields.set("Upgrade", asked->substr(0, asked->find(',')));
  message.fields.set("Connection", "upgrade");
}

void finish(Answer& answer, const Request& request) {
  answer.answers_head = request.method == "HEAD";
  if (!answer.final.fields.has("Date")) answer.final.fields.add("Date", std::string(date));
  if (!request.fields.lists("Connection", "close")) return;
  answer.close = true;
  // RFC 9112 §9.6
  if (answer.final.status != 101) answer.final.fields.set("Connection", "close");
}

}  // namespace

std::vector<int> final_statuses(const Operation& operation) {
  std::vector<int> statuses;
  for (const DocumentedResponse& response : operation.responses) {
    const int status = status_of(response.status);
    if (status != 0 && !is_interim_status(status)) statuses.push_back(status);
  }
  return statuses;
}

std::optional<int> preferred_status(const Request& request) {
  const std::optional<std::string> prefer = request.fields.combined("Prefer");
  if (!prefer) return std::nullopt;
  const std::string_view name = "code=";
  const std::size_t at = to_lower(*prefer).find(name);
  if (at == std::string::npos) return std::nullopt;
  std::string_view text = std::string_view(*prefer).substr(at + name.size());
  if (text.starts_with('"')) text.remove_prefix(1);
  int status = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), status);
  if (error != std::errc() || status < 100 || status > 599) return std::nullopt;
  return status;
}

Answer draft_answer(const Operation& operation, const Request& request, std::optional<int> wanted) {
  Answer answer;
  for (const DocumentedResponse& response : operation.responses) {
    const int status = status_of(response.status);
    if (!is_interim_status(status)) continue;
    answer.interim.push_back(message_of(status));
    add_documented(answer.interim.back(), response, request);
  }
  answer.final = message_of(choose_status(operation, wanted));
  if (const auto* documented = operation.response_for(answer.final.status)) {
    add_documented(answer.final, *documented, request);
  }
  if (request.version == Version{1, 0}) answer.interim.clear();  // RFC 9110 §15.2
  if (answer.final.status == 101) switch_protocols(answer.final, request);
  finish(answer, request);
  return answer;
}

Answer explanation(int status, const std::string& sentence, const Request& request) {
  Answer answer;
  answer.final = message_of(status);
  answer.final.fields.add("Content-Type", "text/plain; charset=utf-8");
  answer.final.content = sentence + "\n";
  finish(answer, request);
  return answer;
}

}  // namespace conform
