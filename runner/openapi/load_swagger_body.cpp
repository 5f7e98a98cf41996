#include "runner/openapi/load_swagger_schema.hpp"
#include "runner/openapi/media_type_name.hpp"
#include "runner/text/words.hpp"

#include <algorithm>

namespace conform {
namespace {

constexpr std::string_view urlencoded = "application/x-www-form-urlencoded";
constexpr std::string_view multipart = "multipart/form-data";

/// The parameters that make up the content of a request.
struct Inputs {
  Located body{};
  std::vector<Located> form{};
};

std::string shown_name(const Located& parameter) {
  return "`" + printable(shortened(parameter.value->text("name"), 80)) + "`";
}

/// Adds those of one list; `own` are those of the operation, which replace the path's (Path Item Object).
void add_inputs(Reading& reading, const Located& list, Inputs& inputs) {
  Inputs added;
  for (std::size_t at = 0; list && list.value->is_array() && at < list.value->array().size(); ++at) {
    const Located parameter = follow(reading, list[at]);
    if (!parameter) continue;
    const std::string_view in = parameter.value->text("in");
    if (in == "body" && added.body)
      report_error(reading, parameter.place(), "There is a second parameter in `body`; only one may be.");
    if (in == "body") added.body = parameter;
    if (in != "formData") continue;
    const bool is_repeated = std::ranges::any_of(added.form, [&](const Located& earlier) {
      return earlier.value->text("name") == parameter.value->text("name");
    });
    if (is_repeated)
      report_error(reading,
                   parameter.place(),
                   "The parameter " + shown_name(parameter) +
                       " stands twice in this list in the same place.");
    added.form.push_back(parameter);
  }
  if (added.body) inputs.body = added.body;
  for (const Located& parameter : added.form) {
    std::erase_if(inputs.form, [&](const Located& earlier) {
      return earlier.value->text("name") == parameter.value->text("name");
    });
    inputs.form.push_back(parameter);
  }
}

bool is_file(const Located& parameter) { return parameter.value->text("type") == "file"; }

bool is_usable(Reading& reading, const Located& holder, const std::string& name) {
  if (is_sendable(name)) return true;
  report_error(reading,
               holder.place(),
               "`" + printable(shortened(name, 80)) + "` is no media type.",
               "A media type has two parts, such as `application/json`.");
  return false;
}

RequestBody load_body(Reading& reading, const Located& body, std::vector<std::string> types) {
  RequestBody request;
  request.extensions = extensions_of(body);
  request.where = body.place();
  request.required = boolean_member(reading, body, "required", false);
  require_member(reading, body, "schema", ObjectKind::parameter);
  if (types.empty()) types.emplace_back("application/json");
  const SchemaPtr schema = compile(reading, body["schema"]);
  for (const std::string& type : types) {
    if (!is_usable(reading, body, type)) continue;
    MediaType media_type;
    media_type.name = type;
    media_type.where = body.place();
    media_type.schema = schema;
    media_type.examples = load_swagger_examples(body);
    if (media_type.examples.empty()) media_type.examples = load_schema_examples(reading, body["schema"]);
    if (split_media_type(type).is_xml() && body["schema"]) load_xml(reading, body["schema"], media_type);
    request.content.push_back(std::move(media_type));
  }
  return request;
}

Value property_of(Reading& reading, const Located& parameter) {
  Value schema = inline_schema(reading, parameter);
  if (!is_file(parameter)) return schema;
  schema.object().remove("type");
  schema.object().add("type", "string");
  return schema;
}

/// The object whose properties are the parameters.
Value form_schema(Reading& reading, const std::vector<Located>& form) {
  Object properties;
  Array required;
  for (const Located& parameter : form) {
    const std::string name(parameter.value->text("name"));
    properties.add(name, property_of(reading, parameter));
    if (boolean_member(reading, parameter, "required", false)) required.emplace_back(name);
  }
  Object schema;
  schema.add("type", "object");
  schema.add("properties", std::move(properties));
  if (!required.empty()) schema.add("required", std::move(required));
  Value made(std::move(schema));
  made.set_mark(form.front().value->mark());
  return made;
}

Encoding encoding_for(Reading& reading, const Located& parameter) {
  Encoding encoding;
  encoding.property = parameter.value->text("name");
  encoding.is_file = is_file(parameter);
  if (parameter.value->text("type") != "array") return encoding;
  const CollectionFormat format = read_collection_format(reading, parameter, Multi::allowed);
  encoding.explode = format.explode;
  encoding.style = format.style;
  return encoding;
}

/// A form goes as one of the two form media types; a file as multipart only.
std::vector<std::string>
form_types(Reading& reading, const std::vector<Located>& form, const std::vector<std::string>& consumes) {
  const auto file = std::ranges::find_if(form, is_file);
  std::vector<std::string> types;
  for (const std::string& type : consumes) {
    const MediaTypeName name = split_media_type(type);
    const bool is_multipart = name.essence() == multipart;
    if (is_multipart || (name.is_form() && file == form.end())) types.push_back(type);
  }
  if (!types.empty()) return types;
  const std::string chosen(file == form.end() ? urlencoded : multipart);
  if (!consumes.empty()) {
    report_warning(reading,
                   form.front().place(),
                   "Parameters in `formData` are sent as `" + std::string(multipart) +
                       (file == form.end() ? "` or `" + std::string(urlencoded) : "") +
                       "`, but `consumes` does not have that; `" + chosen + "` is taken.");
  }
  return {chosen};
}

RequestBody
load_form(Reading& reading, const std::vector<Located>& form, const std::vector<std::string>& consumes) {
  RequestBody request;
  request.where = form.front().place();
  MediaType media_type;
  media_type.where = request.where;
  for (const Located& parameter : form) {
    require_member(reading, parameter, "name", ObjectKind::parameter);
    request.required = request.required || boolean_member(reading, parameter, "required", false);
    media_type.encoding.push_back(encoding_for(reading, parameter));
  }
  Value schema = form_schema(reading, form);
  media_type.schema = compile_made(reading, form.front(), std::move(schema));
  for (const std::string& type : form_types(reading, form, consumes)) {
    media_type.name = type;
    request.content.push_back(media_type);
  }
  return request;
}

}  // namespace

std::optional<RequestBody> load_swagger_body(Reading& reading,
                                             const Located& path_item,
                                             const Located& operation,
                                             const std::vector<std::string>& consumes) {
  Inputs inputs;
  add_inputs(reading, path_item, inputs);
  add_inputs(reading, operation, inputs);
  if (inputs.body && !inputs.form.empty()) {
    report_error(reading,
                 inputs.form.front().place(),
                 "There are parameters in `body` and in `formData`; a request has one content only.",
                 "Describe the form by its parameters alone.");
    return std::nullopt;
  }
  if (inputs.body) return load_body(reading, inputs.body, consumes);
  if (!inputs.form.empty()) return load_form(reading, inputs.form, consumes);
  return std::nullopt;
}

}  // namespace conform
