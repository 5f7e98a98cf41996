#include "runner/cli/config_schema.hpp"

#include "runner/cli/configuration.hpp"
#include "runner/cli/report_files.hpp"
#include "runner/document/document.hpp"
#include "runner/text/embedded.hpp"

namespace conform {
namespace {

using Shape = SettingKey::Shape;

Value reference(const char* name) {
  Object object;
  object.add("$ref", "#/$defs/" + std::string(name));
  return object;
}

/// Numbers, and texts that are such or have a variable.
Value number_schema(const ConfigOption& option, const char* kind, const char* pattern) {
  Object number;
  number.add("type", kind);
  if (!option.row.least.empty()) number.add("minimum", Number::parse(option.row.least).value_or(Number(0)));
  if (!option.row.most.empty()) number.add("maximum", Number::parse(option.row.most).value_or(Number(0)));
  Object text;
  text.add("type", "string");
  text.add("pattern", pattern);
  Object any;
  any.add("anyOf", Array{std::move(number), std::move(text), reference("variable")});
  return any;
}

Value schema_of(const ConfigOption& option) {
  if (option.key.shape == Shape::list || option.key.shape == Shape::paths) return reference("texts");
  if (option.key.shape == Shape::flag) {
    Object any;
    Object words;
    words.add("enum", Array{true, false, "true", "false"});
    any.add("anyOf", Array{std::move(words), reference("variable")});
    return any;
  }
  if (!option.row.choices.empty()) {
    Array words(option.row.choices.begin(), option.row.choices.end());
    Object choice;
    choice.add("enum", std::move(words));
    Object any;
    any.add("anyOf", Array{std::move(choice), reference("variable")});
    return any;
  }
  if (option.row.type == "N") return number_schema(option, "integer", "^[0-9]+$");
  if (option.row.type == "SECONDS") return number_schema(option, "number", "^[0-9]*\\.?[0-9]+$");
  if (option.row.type == "BYTES")
    return number_schema(option, "integer", "^[0-9]+ ?([kmgtpeKMGTPE]?[bB]?|[kmgtpeKMGTPE]i[bB])$");
  return reference("text");
}

/// Where that member of an object is; the embedded schema has it.
Object& part(Value& schema, std::string_view outer, std::string_view inner = {}) {
  Value* at = schema.object().find(outer);
  if (!inner.empty()) at = at->object().find(inner);
  return at->object().find("properties")->object();
}

void add_options(Value& schema) {
  Object& all = schema.object().find("properties")->object();
  Object& of_target = part(schema, "$defs", "target");
  const std::vector<ConfigOption> options = config_options();
  for (const ConfigOption& option : options) {
    if (all.find(option.key.key) == nullptr) {
      Value property = schema_of(option);
      property.object().add("description", option.row.text);
      all.add(option.key.key, std::move(property));
    }
    Object same;
    same.add("$ref", "#/properties/" + option.key.key);
    if (option.key.key != "target") of_target.add(option.key.key, std::move(same));
  }
  Object& reports = part(schema, "properties", "reports");
  for (const ReportKind& kind : report_kinds())
    reports.add(std::string(kind.name), reference("word"));
}

void write(const Value& value, const std::string& indent, std::string& text);

void write_members(const Object& object, const std::string& indent, std::string& text) {
  const std::string deeper = indent + "  ";
  text += "{";
  for (const Member& member : object) {
    text += (&member == object.begin() ? "\n" : ",\n") + deeper + to_json(Value(member.key)) + ": ";
    write(member.value, deeper, text);
  }
  text += "\n" + indent + "}";
}

void write(const Value& value, const std::string& indent, std::string& text) {
  const std::string compact = to_json(value);
  if (!value.is_object() || compact.size() < 80)
    text += compact;
  else
    write_members(value.object(), indent, text);
}

}  // namespace

Value config_schema() {
  Value schema = std::get<Value>(read_json(embedded_config_schema().front().text));
  add_options(schema);
  return schema;
}

std::string config_schema_text() {
  std::string text;
  write(config_schema(), "", text);
  return text + "\n";
}

}  // namespace conform
