#include "runner/openapi/load_swagger_schema.hpp"
#include "runner/text/words.hpp"

#include <array>

namespace conform {
namespace {

constexpr std::array<std::string_view, 5> format_words = {"csv", "ssv", "tsv", "pipes", "multi"};
constexpr std::array<std::string_view, 6> type_words = {
    "string", "number", "integer", "boolean", "array", "file"};
constexpr int max_nesting_of_items = 16;

Value schema_of(Reading& reading, const Located& at, int nesting);

/// Items Object: a schema again, for which some documents use `$ref` though 2.0 does not.
Value items_of(Reading& reading, const Located& at, int nesting) {
  const Located items = follow(reading, at);
  if (!items || nesting == max_nesting_of_items) return Object();
  if (items.value->is_object()) return schema_of(reading, items, nesting + 1);
  return *items.value;
}

Value schema_of(Reading& reading, const Located& at, int nesting) {
  Object schema;
  for (const Member& entry : at.value->object()) {
    // That of a parameter is a boolean about the parameter.
    if (entry.key == "required" && entry.value.is_boolean()) continue;
    Value value = entry.key == "items" ? items_of(reading, at["items"], nesting) : entry.value;
    value.set_mark(entry.value.mark());
    schema.add(Member{entry.key, std::move(value), entry.key_mark});
  }
  Value made(std::move(schema));
  made.set_mark(at.value->mark());
  return made;
}

/// The `type` of the parameter itself, taken as `string` where it is missing.
void check_type(Reading& reading, const Located& at, Object& schema) {
  const Located type = at["type"];
  if (!type) {
    report_warning(reading,
                   at.place(),
                   "This has no `type`, which is required of all parameters but those in `body`; it is taken "
                   "as `string`.");
    schema.add("type", "string");
  } else if (!word_member(reading, at, "type", type_words)) {
    schema.remove("type");
  } else if (type.value->string() == "array" && !at["items"]) {
    report_error(reading, at.place(), "This is an array without `items`, which is required.");
  }
}

void read_shape(Reading& reading, const Located& at, Parameter& parameter) {
  if (at["type"] && at["type"].value->is_string() && at["type"].value->string() == "file") {
    report_error(reading,
                 at["type"].place(),
                 "The type `file` is for parameters in `formData` only.",
                 "Did you mean `string`?");
    return;
  }
  const bool is_query = parameter.in == ParameterIn::query;
  const CollectionFormat format =
      read_collection_format(reading, at, is_query ? Multi::allowed : Multi::refused);
  parameter.extensions = extensions_of(at);
  parameter.style = format.style;
  parameter.explode = format.explode;
  if (!is_query && format.style == ParameterStyle::form) parameter.style = ParameterStyle::simple;
  parameter.schema = compile_made(reading, at, inline_schema(reading, at));
  parameter.examples = load_swagger_examples(at);
}

}  // namespace

CollectionFormat read_collection_format(Reading& reading, const Located& at, Multi multi) {
  const auto format = word_member(
      reading, at, "collectionFormat", std::span(format_words).first(multi == Multi::allowed ? 5 : 4));
  constexpr std::array<CollectionFormat, 5> formats = {{{ParameterStyle::form, false},
                                                        {ParameterStyle::space_delimited, false},
                                                        {ParameterStyle::tab_delimited, false},
                                                        {ParameterStyle::pipe_delimited, false},
                                                        {ParameterStyle::form, true}}};
  return formats[format.value_or(0)];
}

Value inline_schema(Reading& reading, const Located& at) {
  Value schema = schema_of(reading, at, 0);
  check_type(reading, at, schema.object());
  return schema;
}

std::vector<Example> load_swagger_examples(const Located& at) {
  const Located example = at["x-example"];
  if (!example) return {};
  return {{"x-example", *example.value, example.place()}};
}

std::optional<Parameter> load_swagger_parameter(Reading& reading, const Located& found) {
  auto parameter = load_parameter_name(reading, found);
  if (!parameter) return std::nullopt;
  parameter->where = found.place();
  parameter->required = boolean_member(reading, found, "required", false);
  if (found["schema"]) {
    report_error(reading,
                 found["schema"].place(),
                 "A `schema` is for parameters in `body` only.",
                 "Write `type`, `format` and the like into the parameter itself.");
    return std::nullopt;
  }
  read_shape(reading, found, *parameter);
  require_path_parameter(reading, found, *parameter);
  return parameter;
}

Parameter load_swagger_header(Reading& reading, const Located& found, std::string_view name) {
  Parameter header;
  header.name = name;
  header.in = ParameterIn::header;
  header.where = found.place();
  read_shape(reading, found, header);
  return header;
}

}  // namespace conform
