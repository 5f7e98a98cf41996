#include "runner/openapi/reading.hpp"
#include "runner/text/words.hpp"

#include <algorithm>

namespace conform {
namespace {

/// Calls `check` with each entry of the map `key`.
template <class Check>
void for_each_entry(Reading& reading, const Located& object, std::string_view key, const Check& check) {
  const Located map = member(reading, object, key, Value::Kind::object);
  if (!map) return;
  for (const Member& entry : map.value->object()) {
    if (!entry.key.starts_with("x-")) check(map[entry.key], entry.key);
  }
}

/// Callback Object: path items under runtime expressions.
void check_callback(Reading& reading, const Located& at) {
  const Located found = follow(reading, at);
  if (!found || !found.value->is_object()) return;
  for (const Member& entry : found.value->object()) {
    if (!entry.key.starts_with("x-") && entry.key != "$ref") check_path_item(reading, found[entry.key]);
  }
}

void check_components(Reading& reading, const Located& components) {
  const auto each = [&](std::string_view key, const auto& check) {
    for_each_entry(reading, components, key, check);
  };
  each("schemas", [&](const Located& at, const std::string&) { compile_component(reading, at); });
  each("responses",
       [&](const Located& at, const std::string&) { (void)load_response(reading, at, StatusPattern()); });
  each("parameters", [&](const Located& at, const std::string&) { (void)load_parameter(reading, at); });
  each("examples",
       [&](const Located& at, const std::string& name) { (void)load_example(reading, at, name); });
  each("requestBodies", [&](const Located& at, const std::string&) { (void)load_request_body(reading, at); });
  // The name of a header is the key where it is used.
  each("headers", [&](const Located& at, const std::string&) { (void)load_header(reading, at, "X"); });
  each("links", [&](const Located& at, const std::string&) { check_link(reading, at); });
  each("callbacks", [&](const Located& at, const std::string&) { check_callback(reading, at); });
  each("pathItems", [&](const Located& at, const std::string&) { check_path_item(reading, at); });
  // The name of a media type is the key where it is used.
  each("mediaTypes", [&](const Located& at, const std::string&) {
    (void)load_media_type(reading, at, "application/json");
  });
}

/// Tag Object (OpenAPI 3.2 §4.22): a `parent` is the name of another tag.
void check_tags(Reading& reading, const Located& root) {
  const Located list = member(reading, root, "tags", Value::Kind::array);
  std::vector<std::string_view> names;
  for (std::size_t at = 0; list && at < list.value->array().size(); ++at)
    names.push_back(list[at].value->text("name"));
  for (std::size_t at = 0; list && at < list.value->array().size(); ++at) {
    const Located tag = read_object(reading, list[at], ObjectKind::tag);
    const Located parent = tag ? tag["parent"] : Located();
    if (!parent || !parent.value->is_string()) continue;
    if (std::ranges::find(names, parent.value->string()) != names.end()) continue;
    report_warning(reading,
                   parent.place(),
                   "The parent " + shown(*parent.value) + " is no tag of this document.",
                   did_you_mean(parent.value->string(), names));
  }
}

}  // namespace

void check_link(Reading& reading, const Located& at) {
  const Located found = follow(reading, at);
  if (!found || !found.value->is_object()) return;
  const auto known = known_keys(ObjectKind::link, reading.version);
  for (const Member& entry : found.value->object()) {
    if (entry.key.starts_with("x-") || std::ranges::find(known, entry.key) != known.end()) continue;
    report_slip(reading,
                key_place(found, entry),
                "`" + printable(shortened(entry.key, 80)) + "` is no key of a Link Object.",
                did_you_mean(entry.key, known));
  }
  report_exclusion(reading, found, {"operationRef", "operationId"});
  if (!found["operationRef"] && !found["operationId"])
    report_slip(reading, found.place(), "This Link Object has neither `operationId` nor `operationRef`.");
}

void check_the_rest(Reading& reading, const Located& root) {
  reading.in_operation = true;
  if (const Located components = root["components"]; components && components.value->is_object())
    check_components(reading, components);
  for_each_entry(reading, root, "webhooks", [&](const Located& at, const std::string&) {
    check_path_item(reading, at);
  });
  check_tags(reading, root);
  reading.in_operation = false;
}

}  // namespace conform
