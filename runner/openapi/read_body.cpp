#include "runner/openapi/read_body.hpp"

#include "runner/document/document.hpp"
#include "runner/openapi/media_type_name.hpp"
#include "runner/openapi/text_tree.hpp"
#include "runner/text/utf8.hpp"
#include "runner/text/words.hpp"

#include <algorithm>

namespace conform {
namespace {

bool admits(const Schema* schema, Value::Kind kind) {
  if (schema == nullptr) return true;
  const auto kinds = schema->admitted_kinds();
  return kinds.empty() || std::ranges::find(kinds, kind) != kinds.end();
}

std::variant<Value, Unreadable> read_json_text(std::string_view content) {
  if (content.empty()) return Unreadable{"The content is empty, and that is no JSON."};
  auto read = read_json(content);
  if (auto* value = std::get_if<Value>(&read)) return std::move(*value);
  const auto& fault = std::get<JsonFault>(read);
  return Unreadable{"The content is no JSON (at byte " + std::to_string(fault.offset) + "): " + fault.message,
                    fault.offset};
}

std::variant<Value, Unreadable>
read_text(const MediaType& media_type, std::string_view content, Direction direction) {
  if (const auto bad = find_invalid_utf8(content)) return Unreadable{"The text is no UTF-8.", *bad, false};
  return value_of(TextTree::leaf(content), media_type.schema.get(), direction);
}

/// A schema that takes nothing but a text has the finished YAML for its value.
std::variant<Value, Unreadable>
read_yaml(const MediaType& media_type, std::string_view content, Direction direction) {
  const bool only_text = media_type.schema && !admits(media_type.schema.get(), Value::Kind::object) &&
                         !admits(media_type.schema.get(), Value::Kind::array);
  if (only_text) return read_text(media_type, content, direction);
  Diagnostics faults;
  const auto document =
      read_document(std::make_shared<const Source>(Source{"", std::string(content)}), faults);
  if (document) return document->root;
  return Unreadable{"The content is no YAML" + (faults.empty() ? "." : ": " + faults.list().front().message)};
}

std::variant<Value, Unreadable> no_reader(const MediaTypeName& name) {
  return Unreadable{
      "content of type `" + shortened(printable(name.essence()), 80) + "` is not read", 0, false};
}

/// Each octet as a character of its own: the length of octets is counted in octets (OpenAPI 3.1 §4.8.14.4).
Value octets_of(std::string_view content) {
  std::string text;
  for (const char c : content)
    text += encode_utf8(static_cast<unsigned char>(c));
  return text;
}

Fit misfit(const Unreadable& fault, const MediaType& media_type) {
  Fit fit{.fits = false};
  fit.faults.push_back({.where = media_type.where, .message = fault.why});
  return fit;
}

/// Each item of a sequence; the pointers of the faults begin with its index.
Fit fit_of_items(const Array& items, const Schema& schema, Direction direction) {
  constexpr std::size_t most_faults = 20;
  Fit all;
  for (std::size_t at = 0; at < items.size() && all.faults.size() < most_faults; ++at) {
    Fit fit = schema.validate(items[at], direction);
    all.fits = all.fits && fit.fits;
    if (!fit.undecided.empty()) all.undecided = std::move(fit.undecided);
    for (SchemaFault& fault : fit.faults) {
      fault.instance = "/" + std::to_string(at) + fault.instance;
      all.faults.push_back(std::move(fault));
    }
  }
  return all;
}

}  // namespace

std::variant<Value, Unreadable> read_body(const MediaType& media_type,
                                          std::string_view content_type,
                                          std::string_view content,
                                          Direction direction) {
  const std::string_view type = content_type.empty() ? std::string_view(media_type.name) : content_type;
  const MediaTypeName name = split_media_type(type);
  if (name.is_json()) return read_json_text(content);
  if (name.is_yaml()) return read_yaml(media_type, content, direction);
  if (name.is_json_lines()) return read_json_lines(content);
  if (name.is_json_sequence()) return read_json_sequence(content);
  // Documents before 3.2 describe a stream of events as a text.
  if (name.is_event_stream() && (!admits(media_type.schema.get(), Value::Kind::string) ||
                                 (media_type.schema && media_type.schema->admitted_kinds().empty())))
    return read_events(content);
  if (name.is_form()) return read_form(media_type, content, direction);
  if (name.is_multipart()) return read_multipart(media_type, type, content, direction);
  const bool only_text = media_type.schema && !admits(media_type.schema.get(), Value::Kind::object) &&
                         !admits(media_type.schema.get(), Value::Kind::array);
  if (name.is_xml() && !(only_text && media_type.xml_root.empty() && media_type.xml.size() <= 1))
    return read_xml(media_type, content, direction);
  if (name.type == "text" || name.is_xml()) return read_text(media_type, content, direction);
  if (admits(media_type.schema.get(), Value::Kind::string)) return Value(content);
  return no_reader(name);
}

Fit fit_of_body(const MediaType& media_type,
                std::string_view content_type,
                std::string_view content,
                Direction direction) {
  auto read = read_body(media_type, content_type, content, direction);
  if (const auto* fault = std::get_if<Unreadable>(&read)) {
    if (fault->is_fault) return misfit(*fault, media_type);
    Fit fit;
    fit.undecided = fault->why;
    return fit;
  }
  const Value& value = std::get<Value>(read);
  const MediaTypeName name = split_media_type(content_type.empty() ? media_type.name : content_type);
  const bool is_sequence = name.is_json_lines() || name.is_json_sequence() || name.is_event_stream();
  if (is_sequence && value.is_array() && !admits(media_type.schema.get(), Value::Kind::array))
    return fit_of_items(value.array(), *media_type.schema, direction);
  const bool is_text = name.type == "text" || name.is_json() || name.is_xml() || name.is_yaml();
  if (value.is_string() && !is_text) return media_type.schema->validate(octets_of(value.string()), direction);
  return media_type.schema->validate(value, direction);
}

}  // namespace conform
