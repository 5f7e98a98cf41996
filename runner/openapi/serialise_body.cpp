#include "runner/openapi/form.hpp"
#include "runner/openapi/media_type_name.hpp"
#include "runner/openapi/percent_encoding.hpp"
#include "runner/openapi/scalar_text.hpp"
#include "runner/openapi/serialise.hpp"
#include "runner/openapi/serialise_xml.hpp"
#include "runner/text/words.hpp"

#include <algorithm>

namespace conform {
namespace {

CannotSerialise cannot(const std::string& media_type, std::string_view why) {
  return {"Content of the media type `" + printable(shortened(media_type, 120)) +
          "` cannot be written: " + std::string(why)};
}

std::string kind_of(const Value& value) { return std::string(name_of(value.kind())); }

/// One text per line, each a JSON text.
std::string json_lines(const Array& items) {
  std::string out;
  for (const Value& item : items)
    out += to_json(item) + "\n";
  return out;
}

/// RFC 7464 §2.2: a record separator before each text, a line feed behind it.
std::string json_sequence(const Array& items) {
  std::string out;
  for (const Value& item : items)
    out += "\x1E" + to_json(item) + "\n";
  return out;
}

void add_event_lines(std::string& out, const std::string& name, std::string_view text) {
  while (true) {
    const std::size_t end = text.find('\n');
    out += name + ": " + std::string(text.substr(0, end)) + "\n";
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

/// Server-sent events (HTML): a line for each member of an event, an empty line behind it.
Serialised<Body> event_stream(const std::string& name, const Array& events) {
  Body body{name, ""};
  for (const Value& event : events) {
    if (!event.is_object())
      return cannot(name, "an event is an object with `data`, `event`, `id` or `retry`.");
    for (const Member& member : event.object()) {
      const auto text = scalar_text(member.value);
      const std::string written = text ? *text : to_json(member.value);
      const bool is_one_line = member.key == "data" || written.find('\n') == std::string::npos;
      if (!is_one_line || written.find('\r') != std::string::npos ||
          member.key.find_first_of(":\r\n") != std::string::npos)
        return cannot(name, "an event cannot hold such line ends.");
      add_event_lines(body.content, member.key, written);
    }
    body.content += "\n";
  }
  return body;
}

/// A property that is written by `style`, as a query parameter is.
Serialised<std::string> write_styled(const Encoding& encoding, ParameterStyle style, const Value& value) {
  Parameter parameter;
  parameter.name = encoding.property;
  parameter.in = ParameterIn::query;
  parameter.style = style;
  parameter.explode = encoding.explode;
  parameter.allow_reserved = encoding.allow_reserved;
  return serialise_parameter(parameter, value);
}

/// OpenAPI 3.1 §4.8.15.1: text for scalars, JSON for objects, lists item by item.
std::string write_pairs(const std::string& name, const Value& value, const Encoding* encoding) {
  const bool as_json = encoding != nullptr && split_media_type(encoding->content_type).is_json();
  if (value.is_array() && !as_json) {
    std::string out;
    for (const Value& item : value.array())
      out += (out.empty() ? "" : "&") + write_pairs(name, item, encoding);
    return out;
  }
  const auto text = as_json ? std::nullopt : scalar_text(value);
  return form_encode(name) + "=" + form_encode(text ? *text : to_json(value));
}

Serialised<std::string> write_form(const MediaType& media_type, const Object& members) {
  std::string out;
  for (const Member& member : members) {
    const Encoding* encoding = encoding_of(media_type, member.key);
    std::string pairs;
    if (member.value.is_null()) continue;
    const bool is_scalar = !member.value.is_array() && !member.value.is_object();
    const bool is_plain = is_scalar && encoding != nullptr && encoding->style == ParameterStyle::deep_object;
    if (encoding != nullptr && encoding->style && !is_plain) {
      Serialised<std::string> styled = write_styled(*encoding, *encoding->style, member.value);
      if (auto* why = std::get_if<CannotSerialise>(&styled)) return std::move(*why);
      pairs = std::get<std::string>(std::move(styled));
    } else if (!(member.value.is_array() && member.value.array().empty())) {
      pairs = write_pairs(member.key, member.value, encoding);
    }
    if (!out.empty() && !pairs.empty()) out += '&';
    out += pairs;
  }
  return out;
}

Serialised<Body> form_body(const MediaType& media_type, const std::string& name, const Value& value) {
  // Examples are often written as the finished text.
  if (value.is_string()) return Body{name, percent_encode_literal(value.string())};
  if (!value.is_object())
    return cannot(name, "a form is an object, but the value is of kind " + kind_of(value) + ".");
  Serialised<std::string> content = write_form(media_type, value.object());
  if (auto* why = std::get_if<CannotSerialise>(&content)) return std::move(*why);
  return Body{name, std::get<std::string>(std::move(content))};
}

Serialised<Body> multipart_body(const MediaType& media_type, const std::string& name, const Value& value) {
  if (split_media_type(name).subtype != "form-data")
    return cannot(name, "of the multipart types only `multipart/form-data` has a form for values.");
  if (!value.is_object())
    return cannot(name, "a form is an object, but the value is of kind " + kind_of(value) + ".");
  const Multipart written = write_multipart(media_type, value.object());
  const std::string_view essence = std::string_view(name).substr(0, name.find(';'));
  return Body{std::string(essence) + "; boundary=" + written.boundary, written.content};
}

Serialised<Body> text_body(const std::string& name, const Value& value) {
  const MediaTypeName split = split_media_type(name);
  const bool is_text = split.type == "text";
  if (value.is_string()) return Body{name, value.string()};
  const auto text = is_text ? scalar_text(value) : std::nullopt;
  if (text) return Body{name, *text};
  return cannot(name, "it needs a text, but the value is of kind " + kind_of(value) + ".");
}

Serialised<Body> xml_body(const MediaType& media_type, const std::string& name, const Value& value) {
  Serialised<std::string> written = write_xml(media_type, value);
  if (const auto* why = std::get_if<CannotSerialise>(&written)) return cannot(name, why->why);
  return Body{name, std::get<std::string>(std::move(written))};
}

/// The concrete type to send for a documented one.
std::string choose_type(const std::string& documented, const Value& value) {
  const MediaTypeName name = split_media_type(documented);
  if (name.type == "*" && value.is_string()) return "text/plain";
  return concrete_media_type(documented);
}

}  // namespace

const Encoding* encoding_of(const MediaType& media_type, std::string_view property) {
  const auto found = std::ranges::find(media_type.encoding, property, &Encoding::property);
  return found == media_type.encoding.end() ? nullptr : &*found;
}

Serialised<Body> serialise_body(const MediaType& media_type, const Value& value) {
  const std::string name = choose_type(media_type.name, value);
  if (name.empty()) return cannot(media_type.name, "no media type of this range is known.");
  const MediaTypeName split = split_media_type(name);
  // JSON is YAML (YAML 1.2.2 §1.2); a text is taken as the finished YAML.
  if (split.is_json() || (split.is_yaml() && !value.is_string())) return Body{name, to_json(value)};
  if (split.is_yaml()) return Body{name, value.string()};
  if (split.is_json_lines() && value.is_array()) return Body{name, json_lines(value.array())};
  if (split.is_json_sequence() && value.is_array()) return Body{name, json_sequence(value.array())};
  if (split.is_event_stream() && value.is_array()) return event_stream(name, value.array());
  if (split.is_form()) return form_body(media_type, name, value);
  if (split.is_multipart() && !value.is_string()) return multipart_body(media_type, name, value);
  // A text is taken as the finished XML, as examples are written.
  if (split.is_xml() && !value.is_string()) return xml_body(media_type, name, value);
  return text_body(name, value);
}

}  // namespace conform
