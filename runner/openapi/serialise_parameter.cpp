#include "runner/openapi/form.hpp"
#include "runner/openapi/media_type_name.hpp"
#include "runner/openapi/percent_encoding.hpp"
#include "runner/openapi/scalar_text.hpp"
#include "runner/openapi/serialise.hpp"
#include "runner/text/words.hpp"

#include <algorithm>

namespace conform {
namespace {

/// A value taken apart: one text, several, or several with keys.
struct Parts {
  enum class Kind { scalar, list, map } kind = Kind::scalar;
  std::vector<std::pair<std::string, std::string>> items{};  // key (empty but for maps) and text
};

CannotSerialise cannot(const Parameter& parameter, std::string_view why) {
  return {"The parameter `" + printable(shortened(parameter.name, 80)) +
          "` cannot be written: " + std::string(why)};
}

Serialised<Parts> take_apart(const Parameter& parameter, const Value& value) {
  Parts parts;
  const auto add = [&](const std::string& key, const Value& item) {
    auto text = scalar_text(item);
    if (text) parts.items.emplace_back(key, std::move(*text));
    return text.has_value();
  };
  bool is_flat = true;
  if (value.is_array()) {
    parts.kind = Parts::Kind::list;
    for (const Value& item : value.array())
      is_flat = add("", item) && is_flat;
  } else if (value.is_object()) {
    parts.kind = Parts::Kind::map;
    for (const Member& member : value.object())
      is_flat = add(member.key, member.value) && is_flat;
  } else if (!add("", value)) {
    return cannot(parameter, "null has no form in any style.");
  }
  if (!is_flat)
    return cannot(parameter,
                  "its style has no form for null, arrays and objects inside of arrays and objects.");
  return parts;
}

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
}

bool has_outer_space(std::string_view text) {
  return !text.empty() && (text.front() == ' ' || text.back() == ' ');
}

/// A field value is sent as it is, so what would change its meaning there cannot be sent (RFC 9110 §5.5).
std::optional<std::string_view> misfit_in_field(const Parameter& parameter, const Parts& parts) {
  for (const auto& [key, text] : parts.items) {
    if (has_control(key) || has_control(text)) return "a field value cannot hold control characters.";
    if (has_outer_space(key) || has_outer_space(text))
      return "white space around a field value would be lost.";
    if (parts.kind == Parts::Kind::scalar) continue;
    const std::string_view separator = raw_separator(parameter.style);
    if (key.find(separator) != std::string::npos || text.find(separator) != std::string::npos)
      return separator == "," ? "a comma inside of an item would split it."
                              : "the separator inside of an item would split it.";
    if (text.empty() && !(parts.kind == Parts::Kind::map && parameter.explode))
      return "an empty item would be lost.";
    const bool has_equals = key.find('=') != std::string::npos;
    if (parts.kind == Parts::Kind::map && (key.empty() || has_equals))
      return "a key cannot be empty or hold `=`.";
  }
  return std::nullopt;
}

/// RFC 6265 §4.1.1: what a cookie's name and value can hold as they are.
std::optional<std::string_view> misfit_in_cookie(const Parts& parts) {
  for (const auto& [key, text] : parts.items) {
    const bool has_bad =
        has_control(key + text) || (key + text).find_first_of(" \",;\\") != std::string::npos;
    if (has_bad) return "a cookie cannot hold white space, quotes, commas, semicolons and backslashes.";
    if (parts.kind == Parts::Kind::map && (key.empty() || key.find('=') != std::string::npos))
      return "the name of a cookie cannot be empty or hold `=`.";
  }
  return std::nullopt;
}

void encode(const Parameter& parameter, Parts& parts) {
  if (parameter.in == ParameterIn::header || parameter.style == ParameterStyle::raw_cookie) return;
  const bool keeps_reserved = parameter.allow_reserved && parameter.in == ParameterIn::query;
  for (auto& [key, text] : parts.items) {
    key = percent_encode(key);
    text = keeps_reserved ? percent_encode_allowing_reserved(text) : percent_encode(text);
  }
}

/// Texts with `separator` between them; a key goes before its text with `between`.
std::string joined(const Parts& parts, std::string_view separator, std::string_view between) {
  std::string out;
  for (const auto& [key, text] : parts.items) {
    if (&key != &parts.items.front().first) out += separator;
    if (parts.kind == Parts::Kind::map) out += key + std::string(between);
    out += text;
  }
  return out;
}

/// RFC 6570 §3.2.2 and, with a dot before each, §3.2.5.
std::string in_list(const Parts& parts, bool explode, std::string_view exploded_separator) {
  if (explode) return joined(parts, exploded_separator, "=");
  return joined(parts, ",", ",");
}

/// RFC 6570 §3.2.7.
std::string in_matrix(const std::string& name, const Parts& parts, bool explode) {
  const auto pair = [](const std::string& key, const std::string& text) {
    return ";" + key + (text.empty() ? "" : "=" + text);
  };
  if (parts.kind == Parts::Kind::scalar || !explode) return pair(name, joined(parts, ",", ","));
  std::string out;
  for (const auto& [key, text] : parts.items)
    out += pair(parts.kind == Parts::Kind::map ? key : name, text);
  return out;
}

/// RFC 6570 §3.2.8; pairs are joined by `separator`. An empty list or map is undefined there: no text.
std::string in_form(const std::string& name, const Parts& parts, bool explode, std::string_view separator) {
  if (parts.kind != Parts::Kind::scalar && parts.items.empty()) return {};
  if (parts.kind == Parts::Kind::scalar || !explode) return name + "=" + joined(parts, ",", ",");
  std::string out;
  for (const auto& [key, text] : parts.items) {
    if (!out.empty()) out += separator;
    out += (parts.kind == Parts::Kind::map ? key : name) + "=" + text;
  }
  return out;
}

/// `name[key]=value`; deeper objects get another pair of brackets, items of lists their index, null nothing.
/// OpenAPI leaves all but the first level open; this is how most servers that use brackets read them.
void add_deep(const std::string& name, const Value& value, std::string& out) {
  if (value.is_object()) {
    for (const Member& member : value.object())
      add_deep(name + "%5B" + percent_encode(member.key) + "%5D", member.value, out);
    return;
  }
  if (value.is_array()) {
    for (std::size_t at = 0; at < value.array().size(); ++at)
      add_deep(name + "%5B" + std::to_string(at) + "%5D", value.array()[at], out);
    return;
  }
  const auto text = scalar_text(value);
  if (!text) return;
  if (!out.empty()) out += '&';
  out += name + "=" + percent_encode(*text);
}

Serialised<std::string> write_deep(const Parameter& parameter, const Value& value) {
  if (!value.is_object() && !value.is_array())
    return cannot(parameter, "the style `deepObject` is for objects only.");
  std::string out;
  add_deep(percent_encode(parameter.name), value, out);
  return out;
}

std::string write_delimited(const Parameter& parameter, const Parts& parts) {
  const std::string_view raw = raw_separator(parameter.style);
  const std::string delimiter = parameter.in == ParameterIn::header ? std::string(raw) : percent_encode(raw);
  const bool is_named = parameter.in == ParameterIn::query || parameter.in == ParameterIn::cookie;
  if (!is_named) return joined(parts, delimiter, delimiter);
  const std::string name = percent_encode(parameter.name);
  if (parts.kind == Parts::Kind::scalar || parameter.explode) return in_form(name, parts, true, "&");
  if (parts.items.empty()) return {};
  return name + "=" + joined(parts, delimiter, delimiter);
}

std::string write_parts(const Parameter& parameter, const Parts& parts) {
  const std::string name = percent_encode(parameter.name);
  const std::string_view pair_separator = parameter.in == ParameterIn::cookie ? "; " : "&";
  switch (parameter.style) {
  case ParameterStyle::matrix: return in_matrix(name, parts, parameter.explode);
  case ParameterStyle::label: return "." + in_list(parts, parameter.explode, ".");
  case ParameterStyle::simple: return in_list(parts, parameter.explode, ",");
  case ParameterStyle::space_delimited:
  case ParameterStyle::pipe_delimited:
  case ParameterStyle::tab_delimited: return write_delimited(parameter, parts);
  case ParameterStyle::form:
  case ParameterStyle::raw_cookie:
  case ParameterStyle::deep_object: break;
  }
  return in_form(name, parts, parameter.explode, pair_separator);
}

/// A parameter with `content`: the media type's text in place of a style's (OpenAPI 3.1 §4.8.12.2.2).
Serialised<std::string>
write_content(const Parameter& parameter, const MediaType& media_type, const Value& value) {
  const Serialised<Body> body = serialise_body(media_type, value);
  if (const auto* why = std::get_if<CannotSerialise>(&body)) return cannot(parameter, why->why);
  const std::string& text = std::get<Body>(body).content;
  if (parameter.in == ParameterIn::path) return percent_encode(text);
  if (parameter.in == ParameterIn::header) {
    if (has_control(text)) return cannot(parameter, "a field value cannot hold control characters.");
    return text;
  }
  // OpenAPI 3.2 §4.12.4: a form is a query as it is; anything else is encoded for it.
  if (parameter.in == ParameterIn::querystring)
    return split_media_type(media_type.name).is_form() ? text : percent_encode(text);
  return percent_encode(parameter.name) + "=" + percent_encode(text);
}

}  // namespace

std::string_view raw_separator(ParameterStyle style) {
  if (style == ParameterStyle::space_delimited) return " ";
  if (style == ParameterStyle::pipe_delimited) return "|";
  return style == ParameterStyle::tab_delimited ? "\t" : ",";
}

Serialised<std::string> serialise_parameter(const Parameter& parameter, const Value& value) {
  if (parameter.content) return write_content(parameter, *parameter.content, value);
  if (parameter.style == ParameterStyle::deep_object) return write_deep(parameter, value);
  Serialised<Parts> taken = take_apart(parameter, value);
  if (auto* why = std::get_if<CannotSerialise>(&taken)) return std::move(*why);
  auto& parts = std::get<Parts>(taken);
  if (parameter.in == ParameterIn::header) {
    if (const auto why = misfit_in_field(parameter, parts)) return cannot(parameter, *why);
  }
  if (parameter.style == ParameterStyle::raw_cookie) {
    if (const auto why = misfit_in_cookie(parts)) return cannot(parameter, *why);
  }
  encode(parameter, parts);
  return write_parts(parameter, parts);
}

}  // namespace conform
