#include "runner/openapi/media_type_name.hpp"
#include "runner/openapi/percent_encoding.hpp"
#include "runner/openapi/reading.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

constexpr std::array<std::string_view, 4> encoding_styles = {
    "form", "spaceDelimited", "pipeDelimited", "deepObject"};

/// `examples` of a parameter, header or media type: a map of Example Objects (§4.8.19).
void add_example_map(Reading& reading, const Located& map, std::vector<Example>& examples) {
  for (const Member& entry : map.value->object()) {
    if (auto example = load_example(reading, map[entry.key], entry.key))
      examples.push_back(std::move(*example));
  }
}

/// What the schema itself gives: `example`, or the list `examples` (JSON Schema 2020-12 §9.5).
void add_schema_examples(Reading& reading, const Located& at, std::vector<Example>& examples) {
  const Located schema = at ? follow(reading, at) : Located();
  if (!schema) return;
  if (const Located example = schema["example"])
    examples.push_back({"example", *example.value, example.place(), Example::Form::of_schema});
  const Located list = schema["examples"];
  for (std::size_t index = 0; list && list.value->is_array() && index < list.value->array().size(); ++index)
    examples.push_back({"example", *list[index].value, list[index].place(), Example::Form::of_schema});
}

/// Whether the schema of a form's property says that it is binary: 3.0 by `format`, 3.1 by its media type.
bool is_binary(const Located& schema) {
  const std::string_view format = schema.value->text("format");
  if (format == "binary") return true;
  return schema.value->find("contentMediaType") != nullptr &&
         schema.value->find("contentEncoding") == nullptr;
}

/// The property's schema, and its items' where it is a list: several files.
void read_property(Reading& reading, const Located& property, Encoding& encoding) {
  Located schema = follow(reading, property);
  if (schema && schema["items"]) schema = follow(reading, schema["items"]);
  if (!schema || !schema.value->is_object()) return;
  encoding.is_file = is_binary(schema);
  encoding.content_type = schema.value->text("contentMediaType");
}

void read_encoding(Reading& reading, const Located& at, Encoding& encoding) {
  const Located found = read_object(reading, at, ObjectKind::encoding);
  if (!found) return;
  encoding.content_type = text_member(reading, found, "contentType", encoding.content_type);
  const auto style = word_member(reading, found, "style", encoding_styles);
  if (!style && !found["explode"] && !found["allowReserved"]) return;
  encoding.style = ParameterStyle::form;
  if (style)
    encoding.style = static_cast<ParameterStyle>(static_cast<std::size_t>(ParameterStyle::form) + *style);
  encoding.explode = boolean_member(reading, found, "explode", encoding.style == ParameterStyle::form);
  encoding.allow_reserved = boolean_member(reading, found, "allowReserved", false);
}

/// §4.8.15. What the schema's own properties say comes first, then `encoding`.
std::vector<Encoding> load_encoding(Reading& reading, const Located& media_type) {
  std::vector<Encoding> list;
  const Located schema = media_type["schema"] ? follow(reading, media_type["schema"]) : Located();
  const Located properties = schema ? schema["properties"] : Located();
  if (properties && properties.value->is_object()) {
    for (const Member& property : properties.value->object()) {
      Encoding encoding;
      encoding.property = property.key;
      read_property(reading, properties[property.key], encoding);
      list.push_back(std::move(encoding));
    }
  }
  const Located map = member(reading, media_type, "encoding", Value::Kind::object);
  if (!map) return list;
  for (const Member& entry : map.value->object()) {
    auto known = std::ranges::find(list, entry.key, &Encoding::property);
    if (known == list.end()) {
      list.emplace_back().property = entry.key;
      known = list.end() - 1;
    }
    read_encoding(reading, map[entry.key], *known);
  }
  return list;
}

/// A reference to the place in its document, for a schema that was put together.
Value reference_to(Reading& reading, const Located& at) {
  Object schema;
  schema.add("$ref",
             std::string(reading.library.uri_of(*at.document)) + "#" + percent_encode_literal(at.pointer));
  Value made(std::move(schema));
  made.set_mark(at.value->mark());
  return made;
}

/// `schema`, and `itemSchema` (OpenAPI 3.2 §4.14.1.1) for each item of a sequence.
SchemaPtr load_schema(Reading& reading, const Located& media_type) {
  SchemaPtr whole = compile(reading, media_type["schema"]);
  const Located item = media_type["itemSchema"];
  if (!item || reading.version != OpenApiVersion::v3_2 || compile(reading, item) == nullptr) return whole;
  Object schema;
  schema.add("type", "array");
  schema.add("items", reference_to(reading, item));
  if (whole) schema.add("allOf", Array{reference_to(reading, media_type["schema"])});
  Value made(std::move(schema));
  made.set_mark(item.value->mark());
  return compile_made(reading, item, std::move(made));
}

}  // namespace

std::vector<Example> load_schema_examples(Reading& reading, const Located& at) {
  std::vector<Example> examples;
  add_schema_examples(reading, at, examples);
  return examples;
}

std::optional<Example> load_example(Reading& reading, const Located& at, const std::string& name) {
  const Located found = read_object(reading, at, ObjectKind::example);
  if (!found) return std::nullopt;
  report_exclusion(reading, found, {"value", "externalValue"});
  report_exclusion(reading, found, {"value", "dataValue"});
  report_exclusion(reading, found, {"value", "serializedValue"});
  report_exclusion(reading, found, {"serializedValue", "externalValue"});
  // An `externalValue` is not fetched.
  for (const std::string_view key : {"value", "dataValue", "serializedValue"}) {
    const auto form = key == "serializedValue" ? Example::Form::serialized : Example::Form::value;
    if (const Located value = found[key]) return Example{name, *value.value, value.place(), form};
  }
  return std::nullopt;
}

std::vector<Example> load_examples(Reading& reading, const Located& object) {
  std::vector<Example> examples;
  report_exclusion(reading, object, {"example", "examples"});
  if (const Located example = object["example"])
    examples.push_back({"example", *example.value, example.place()});
  if (const Located map = member(reading, object, "examples", Value::Kind::object))
    add_example_map(reading, map, examples);
  if (examples.empty()) add_schema_examples(reading, object["schema"], examples);
  return examples;
}

void check_encoding(Reading& reading, const Located& at) {
  // The Encoding Object and the Media Type Object have these in common (OpenAPI 3.2 §4.14, §4.15).
  report_exclusion(reading, at, {"encoding", "prefixEncoding"});
  report_exclusion(reading, at, {"encoding", "itemEncoding"});
  const auto below = [&](const Located& encoding) {
    const Located found = read_object(reading, encoding, ObjectKind::encoding);
    if (found) check_encoding(reading, found);
  };
  const Located prefix = member(reading, at, "prefixEncoding", Value::Kind::array);
  for (std::size_t index = 0; prefix && index < prefix.value->array().size(); ++index)
    below(prefix[index]);
  if (const Located item = at["itemEncoding"]) below(item);
}

std::optional<MediaType> load_media_type(Reading& reading, const Located& at, const std::string& key) {
  const Located found = read_object(reading, at, ObjectKind::media_type);
  if (!found) return std::nullopt;
  MediaType media_type;
  media_type.name = key;
  media_type.where = found.place();
  media_type.extensions = extensions_of(found);
  media_type.schema = load_schema(reading, found);
  media_type.examples = load_examples(reading, found);
  check_encoding(reading, found);
  const MediaTypeName name = split_media_type(key);
  if (name.is_form() || name.is_multipart()) media_type.encoding = load_encoding(reading, found);
  if (name.is_xml() && found["schema"]) load_xml(reading, found["schema"], media_type);
  return media_type;
}

std::vector<MediaType> load_content(Reading& reading, const Located& content) {
  std::vector<MediaType> list;
  for (const Member& entry : content.value->object()) {
    if (entry.key.starts_with("x-")) continue;
    if (!is_sendable(entry.key)) {
      report_error(reading,
                   key_place(content, entry),
                   "`" + printable(shortened(entry.key, 80)) + "` is no media type.",
                   "A media type has two parts, such as `application/json`.");
      continue;
    }
    if (auto media_type = load_media_type(reading, content[entry.key], entry.key))
      list.push_back(std::move(*media_type));
  }
  return list;
}

std::optional<RequestBody> load_request_body(Reading& reading, const Located& at) {
  const Located found = read_object(reading, at, ObjectKind::request_body);
  if (!found) return std::nullopt;
  RequestBody body;
  body.where = found.place();
  body.extensions = extensions_of(found);
  body.required = boolean_member(reading, found, "required", false);
  require_member(reading, found, "content", ObjectKind::request_body);
  if (const Located content = member(reading, found, "content", Value::Kind::object))
    body.content = load_content(reading, content);
  return body;
}

}  // namespace conform
