#include "runner/openapi/media_type_name.hpp"
#include "runner/openapi/reading.hpp"
#include "runner/openapi/status_pattern.hpp"
#include "runner/text/words.hpp"

#include <algorithm>

namespace conform {
namespace {

void read_headers(Reading& reading, const Located& at, DocumentedResponse& response) {
  const Located headers = member(reading, at, "headers", Value::Kind::object);
  if (!headers) return;
  for (const Member& entry : headers.value->object()) {
    if (entry.key.starts_with("x-") && !entry.value.is_object()) continue;
    if (auto header = load_header(reading, headers[entry.key], entry.key))
      response.headers.push_back(std::move(*header));
  }
}

/// The media types of a response: those that are produced; without any, those that have an example, and
/// whatever else the server chooses.
std::vector<std::string>
types_of(Reading& reading, const Located& response, const std::vector<std::string>& produces) {
  std::vector<std::string> types = produces;
  const Located examples = member(reading, response, "examples", Value::Kind::object);
  for (std::size_t at = 0; produces.empty() && examples && at < examples.value->object().size(); ++at) {
    const std::string& name = examples.value->object().members()[at].key;
    if (is_sendable(name)) types.push_back(name);
  }
  if (produces.empty() && response["schema"]) types.emplace_back("*/*");
  return types;
}

/// Response Object, `schema`: absent means no content, though many documents mean that they say nothing.
void read_content(Reading& reading,
                  const Located& at,
                  const std::vector<std::string>& produces,
                  DocumentedResponse& response) {
  const Located schema = member(reading, at, "schema", Value::Kind::object);
  const Located examples = member(reading, at, "examples", Value::Kind::object);
  if (!schema && !examples) return;
  const bool is_file = schema && schema.value->text("type") == "file";
  const SchemaPtr compiled = schema && !is_file ? compile(reading, schema) : nullptr;
  response.content_is_documented = true;
  for (const std::string& type : types_of(reading, at, produces)) {
    if (!is_sendable(type)) {
      report_error(reading, at.place(), "`" + printable(shortened(type, 80)) + "` is no media type.");
      continue;
    }
    MediaType media_type;
    media_type.name = type;
    media_type.where = at.place();
    media_type.schema = compiled;
    if (const Located example = examples[type])
      media_type.examples.push_back({"example", *example.value, example.place()});
    if (media_type.examples.empty() && compiled) media_type.examples = load_schema_examples(reading, schema);
    if (split_media_type(type).is_xml() && compiled) load_xml(reading, schema, media_type);
    response.content.push_back(std::move(media_type));
  }
}

std::optional<DocumentedResponse> load_swagger_response(Reading& reading,
                                                        const Located& at,
                                                        const StatusPattern& status,
                                                        const std::vector<std::string>& produces) {
  const Located found = read_object(reading, at, ObjectKind::response);
  if (!found) return std::nullopt;
  DocumentedResponse response;
  response.status = status;
  response.where = found.place();
  response.extensions = extensions_of(found);
  require_member(reading, found, "description", ObjectKind::response);
  response.description = text_member(reading, found, "description");
  read_headers(reading, found, response);
  read_content(reading, found, produces, response);
  return response;
}

}  // namespace

std::vector<DocumentedResponse>
load_swagger_responses(Reading& reading, const Located& responses, const std::vector<std::string>& produces) {
  std::vector<DocumentedResponse> list;
  for (const Member& entry : responses.value->object()) {
    if (entry.key.starts_with("x-")) continue;
    const auto status = parse_status_pattern(entry.key);
    if (!status || status->kind == StatusPattern::Kind::status_class) {
      report_error(reading,
                   key_place(responses, entry),
                   "`" + printable(shortened(entry.key, 80)) + "` is no key of a Responses Object.",
                   "A key is a status code such as `404`, or `default`.");
      continue;
    }
    if (auto response = load_swagger_response(reading, responses[entry.key], *status, produces))
      list.push_back(std::move(*response));
  }
  return list;
}

}  // namespace conform
