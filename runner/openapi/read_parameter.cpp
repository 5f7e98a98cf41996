#include "runner/document/uri.hpp"
#include "runner/openapi/form.hpp"
#include "runner/openapi/media_type_name.hpp"
#include "runner/openapi/percent_encoding.hpp"
#include "runner/openapi/read_body.hpp"
#include "runner/openapi/serialise.hpp"
#include "runner/text/words.hpp"

#include <algorithm>

namespace conform {
namespace {

/// One item of a field value and its key, if it has one.
struct Item {
  std::string key{};
  std::string text{};
  bool stays_text = false;  // though it looks like a number or a boolean
};

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// The members of a comma-separated list; empty ones do not count (RFC 9110 §5.6.1.2).
std::vector<std::string_view> split_list(std::string_view text) {
  std::vector<std::string_view> items;
  while (!text.empty()) {
    const auto comma = text.find(',');
    const std::string_view item = trimmed(text.substr(0, comma));
    if (!item.empty()) items.push_back(item);
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
  }
  return items;
}

/// Headers are read from answers, everything else from requests.
Direction direction_of(const Parameter& parameter) {
  return parameter.in == ParameterIn::header ? Direction::response : Direction::request;
}

/// Between separators; an empty text has no items.
std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> items;
  if (text.empty()) return items;
  for (std::size_t end = text.find(separator); end != std::string_view::npos; end = text.find(separator)) {
    items.push_back(text.substr(0, end));
    text.remove_prefix(end + separator.size());
  }
  items.push_back(text);
  return items;
}

Value natural(std::string_view text) {
  if (text == "true") return true;
  if (text == "false") return false;
  if (auto number = Number::parse(text)) return *number;
  return text;
}

std::vector<Item> list_items(std::string_view text) {
  std::vector<Item> items;
  for (const std::string_view item : split_list(text))
    items.push_back({"", std::string(item)});
  return items;
}

/// `k=v,k=v` when exploded, else `k,v,k,v`. Nothing when the text has another shape.
std::optional<std::vector<Item>> map_items(std::string_view text, bool explode) {
  std::vector<Item> items;
  const std::vector<std::string_view> words = split_list(text);
  if (!explode && words.size() % 2 != 0) return std::nullopt;
  for (std::size_t at = 0; at < words.size(); at += explode ? 1 : 2) {
    if (!explode) {
      items.push_back({std::string(words[at]), std::string(words[at + 1])});
      continue;
    }
    const auto equals = words[at].find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    items.push_back({std::string(words[at].substr(0, equals)), std::string(words[at].substr(equals + 1))});
  }
  return items;
}

Value assemble(const std::vector<Item>& items, Value::Kind kind) {
  Array array;
  Object object;
  for (const Item& item : items) {
    Value value = item.stays_text ? Value(item.text) : natural(item.text);
    if (kind == Value::Kind::array) {
      array.push_back(std::move(value));
    } else {
      object.add(item.key, std::move(value));
    }
  }
  if (kind == Value::Kind::array) return array;
  return object;
}

/// The item that a fault's pointer names, or nullptr.
Item* item_at(std::vector<Item>& items, Value::Kind kind, const std::string& pointer) {
  const auto tokens = parse_pointer(pointer);
  if (!tokens || tokens->empty()) return nullptr;
  for (std::size_t at = 0; at < items.size(); ++at) {
    const std::string name = kind == Value::Kind::array ? std::to_string(at) : items[at].key;
    if (name == tokens->front()) return &items[at];
  }
  return nullptr;
}

/// Reads items as what they look like, and as text where the schema refuses that.
Value fitted(const Schema* schema, std::vector<Item> items, Value::Kind kind) {
  Value value = assemble(items, kind);
  // Each round reports at most 20 faults; a longer list than this allows stays as it looks.
  for (int round = 0; schema != nullptr && round < 64; ++round) {
    const Fit fit = schema->validate(value, Direction::response);
    bool changed = false;
    for (const SchemaFault& fault : fit.faults) {
      Item* item = item_at(items, kind, fault.instance);
      if (item == nullptr || item->stays_text) continue;
      item->stays_text = true;
      changed = true;
    }
    if (!changed) break;
    value = assemble(items, kind);
  }
  return value;
}

/// What the text gives for each kind of value.
struct Shapes {
  std::string scalar{};
  std::vector<Item> list{};
  std::optional<std::vector<Item>> map{};
};

Shapes field_shapes(const Parameter& parameter, std::string_view text) {
  text = trimmed(text);
  const std::string_view separator = raw_separator(parameter.style);
  if (separator == ",") return {std::string(text), list_items(text), map_items(text, parameter.explode)};
  Shapes shapes{std::string(text)};
  for (const std::string_view item : split(text, separator))
    if (!trimmed(item).empty()) shapes.list.push_back({"", std::string(trimmed(item))});
  return shapes;
}

/// Items as they stand, and pairs of them: `k,v` in turn.
void take_items(Shapes& shapes, const std::vector<std::string_view>& items) {
  for (const std::string_view item : items)
    shapes.list.push_back({"", percent_decoded(item)});
  if (items.size() % 2 != 0) return;
  shapes.map.emplace();
  for (std::size_t at = 0; at < items.size(); at += 2)
    shapes.map->push_back({percent_decoded(items[at]), percent_decoded(items[at + 1])});
}

/// `k=v` each; the list is that of the values.
void take_pairs(Shapes& shapes, const std::vector<std::string_view>& pairs, bool is_encoded) {
  const auto decoded = [&](std::string_view text) {
    return is_encoded ? percent_decoded(text) : std::string(text);
  };
  shapes.map.emplace();
  for (const std::string_view pair : pairs) {
    const auto equals = std::min(pair.find('='), pair.size());
    const std::string text = decoded(pair.substr(std::min(equals + 1, pair.size())));
    shapes.list.push_back({"", text});
    shapes.map->push_back({decoded(pair.substr(0, equals)), text});
  }
  if (!shapes.list.empty()) shapes.scalar = shapes.list.front().text;
}

/// The items behind `name=`, or in a path.
std::vector<std::string_view> items_in(const Parameter& parameter, std::string_view text) {
  const std::string_view raw = raw_separator(parameter.style);
  const std::string encoded = percent_encode(raw);
  return raw != "," && text.find(encoded) != std::string_view::npos ? split(text, encoded) : split(text, raw);
}

Shapes path_shapes(const Parameter& parameter, std::string_view text) {
  const bool is_label = parameter.style == ParameterStyle::label;
  if (is_label || parameter.style == ParameterStyle::matrix)
    text.remove_prefix(std::min<std::size_t>(1, text.size()));
  Shapes shapes;
  if (parameter.style == ParameterStyle::matrix) {
    const std::vector<std::string_view> pairs = split(text, ";");
    take_pairs(shapes, pairs, true);
    if (parameter.explode || pairs.size() != 1) return shapes;
    // RFC 6570 §3.2.7: nothing behind the name is an empty text, and so no items.
    text.remove_prefix(std::min(text.find('='), text.size()));
    text.remove_prefix(std::min<std::size_t>(1, text.size()));
    shapes = {shapes.scalar};
    take_items(shapes, split(text, ","));
    return shapes;
  }
  const std::vector<std::string_view> items =
      parameter.explode && is_label ? split(text, ".") : items_in(parameter, text);
  if (parameter.explode) {
    take_pairs(shapes, items, true);
    shapes.list.clear();
    for (const std::string_view item : items)
      shapes.list.push_back({"", percent_decoded(item)});
  } else {
    take_items(shapes, items);
  }
  shapes.scalar = percent_decoded(text);
  return shapes;
}

Shapes query_shapes(const Parameter& parameter, std::string_view text) {
  const bool is_cookie = parameter.in == ParameterIn::cookie;
  const std::vector<std::string_view> pairs = split(text, is_cookie ? "; " : "&");
  Shapes shapes;
  take_pairs(shapes, pairs, parameter.style != ParameterStyle::raw_cookie);
  if (parameter.explode || text.empty()) return shapes;
  const std::string scalar = shapes.scalar;
  shapes = {scalar};
  text.remove_prefix(std::min(text.find('='), text.size() - 1) + 1);
  take_items(shapes, items_in(parameter, text));
  return shapes;
}

Shapes shapes_of(const Parameter& parameter, std::string_view text) {
  if (parameter.in == ParameterIn::header) return field_shapes(parameter, text);
  if (parameter.in == ParameterIn::path) return path_shapes(parameter, text);
  return query_shapes(parameter, text);
}

/// What the text can mean, the most specific first.
std::vector<Value> readings(const Parameter& parameter, const Shapes& shapes) {
  const std::vector<Value::Kind> kinds =
      parameter.schema ? parameter.schema->admitted_kinds() : std::vector<Value::Kind>{Value::Kind::string};
  const auto admits = [&](Value::Kind kind) {
    return kinds.empty() || std::ranges::find(kinds, kind) != kinds.end();
  };
  const std::string& text = shapes.scalar;
  std::vector<Value> values;
  if (kinds.empty()) values.emplace_back(text);
  if (admits(Value::Kind::number)) {
    if (auto number = Number::parse(text)) values.emplace_back(*number);
  }
  if (admits(Value::Kind::boolean) && (text == "true" || text == "false"))
    values.emplace_back(text == "true");
  if (admits(Value::Kind::array))
    values.push_back(fitted(parameter.schema.get(), shapes.list, Value::Kind::array));
  if (admits(Value::Kind::object) && shapes.map)
    values.push_back(fitted(parameter.schema.get(), *shapes.map, Value::Kind::object));
  if (admits(Value::Kind::string)) values.emplace_back(text);
  if (admits(Value::Kind::null) && text.empty()) values.emplace_back(nullptr);
  return values;
}

/// A text that `content` describes, taken out of its place.
Serialised<Value> read_content(const Parameter& parameter, const MediaType& content, std::string_view text) {
  std::string taken(text);
  const bool is_form = split_media_type(content.name).is_form();
  if (parameter.in == ParameterIn::query || parameter.in == ParameterIn::cookie) {
    taken = percent_decoded(text.substr(std::min(text.find('='), text.size() - 1) + 1));
  } else if (parameter.in == ParameterIn::path || (parameter.in == ParameterIn::querystring && !is_form)) {
    taken = percent_decoded(text);
  }
  auto read = read_body(content, "", taken, direction_of(parameter));
  if (auto* value = std::get_if<Value>(&read)) return std::move(*value);
  return CannotSerialise{"It is documented as `" + printable(shortened(content.name, 80)) +
                         "`, but cannot be read as that: " + std::get<Unreadable>(read).why};
}

}  // namespace

Serialised<Value> read_parameter(const Parameter& parameter, std::string_view text) {
  if (parameter.in == ParameterIn::header) text = trimmed(text);
  if (const auto& content = parameter.content) return read_content(parameter, *content, text);
  if (parameter.style == ParameterStyle::deep_object) return read_deep_object(text, parameter);
  std::vector<Value> values = readings(parameter, shapes_of(parameter, text));
  for (Value& value : values) {
    if (!parameter.schema || parameter.schema->accepts(value, direction_of(parameter)))
      return std::move(value);
  }
  // Nothing fits; the caller's validation says what was expected of the likeliest reading.
  if (!values.empty()) return std::move(values.front());
  return Value(text);
}

}  // namespace conform
