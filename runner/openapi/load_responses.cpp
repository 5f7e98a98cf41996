#include "runner/openapi/reading.hpp"
#include "runner/openapi/status_pattern.hpp"
#include "runner/text/words.hpp"

namespace conform {
namespace {

void read_headers(Reading& reading, const Located& at, DocumentedResponse& response) {
  const Located headers = member(reading, at, "headers", Value::Kind::object);
  if (!headers) return;
  for (const Member& entry : headers.value->object()) {
    if (auto header = load_header(reading, headers[entry.key], entry.key))
      response.headers.push_back(std::move(*header));
  }
}

void report_key(Reading& reading, const Located& responses, const Member& entry) {
  const std::string_view key = entry.key;
  std::string hint = "A key is a status code such as `404`, a class such as `4XX`, or `default`.";
  if (key.size() == 3 && (key.ends_with("xx") || key.ends_with("XX")) && key[0] >= '1' && key[0] <= '5')
    hint = "Did you mean `" + std::string(1, key[0]) + "XX`?";
  report_error(reading,
               key_place(responses, entry),
               "`" + printable(shortened(key, 80)) + "` is no key of a Responses Object.",
               hint);
}

}  // namespace

std::optional<DocumentedResponse>
load_response(Reading& reading, const Located& at, const StatusPattern& status) {
  const Located found = read_object(reading, at, ObjectKind::response);
  if (!found) return std::nullopt;
  DocumentedResponse response;
  response.status = status;
  response.where = found.place();
  response.extensions = extensions_of(found);
  response.summary = text_member(reading, found, "summary");
  response.description = text_member(reading, found, "description");
  read_headers(reading, found, response);
  if (const Located content = member(reading, found, "content", Value::Kind::object)) {
    response.content_is_documented = true;
    response.content = load_content(reading, content);
  }
  const Located links = member(reading, found, "links", Value::Kind::object);
  for (std::size_t index = 0; links && index < links.value->object().size(); ++index)
    check_link(reading, links[links.value->object().members()[index].key]);
  return response;
}

std::vector<DocumentedResponse> load_responses(Reading& reading, const Located& responses) {
  std::vector<DocumentedResponse> list;
  for (const Member& entry : responses.value->object()) {
    if (entry.key.starts_with("x-")) continue;
    const auto status = parse_status_pattern(entry.key);
    if (!status) {
      report_key(reading, responses, entry);
      continue;
    }
    if (auto response = load_response(reading, responses[entry.key], *status))
      list.push_back(std::move(*response));
  }
  return list;
}

}  // namespace conform
