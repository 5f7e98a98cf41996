#include "runner/openapi/media_type_name.hpp"
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

/// What the text can mean, the most specific first.
std::vector<Value> readings(const Parameter& parameter, std::string_view text) {
  const std::vector<Value::Kind> kinds =
      parameter.schema ? parameter.schema->admitted_kinds() : std::vector<Value::Kind>{Value::Kind::string};
  const auto admits = [&](Value::Kind kind) {
    return kinds.empty() || std::ranges::find(kinds, kind) != kinds.end();
  };
  const bool admits_all = kinds.empty();
  std::vector<Value> values;
  if (admits_all) values.emplace_back(text);
  if (admits(Value::Kind::number)) {
    if (auto number = Number::parse(text)) values.emplace_back(*number);
  }
  if (admits(Value::Kind::boolean) && (text == "true" || text == "false"))
    values.emplace_back(text == "true");
  if (admits(Value::Kind::array))
    values.push_back(fitted(parameter.schema.get(), list_items(text), Value::Kind::array));
  if (admits(Value::Kind::object)) {
    if (auto items = map_items(text, parameter.explode))
      values.push_back(fitted(parameter.schema.get(), std::move(*items), Value::Kind::object));
  }
  if (admits(Value::Kind::string)) values.emplace_back(text);
  if (admits(Value::Kind::null) && text.empty()) values.emplace_back(nullptr);
  return values;
}

Serialised<Value> read_content(const MediaType& content, std::string_view text) {
  if (!split_media_type(content.name).is_json()) return Value(text);
  std::variant<Value, JsonFault> read = read_json(text);
  if (auto* value = std::get_if<Value>(&read)) return std::move(*value);
  return CannotSerialise{"It is documented as `" + printable(shortened(content.name, 80)) +
                         "`, but it is no JSON: " + std::get<JsonFault>(read).message};
}

}  // namespace

Serialised<Value> read_parameter(const Parameter& parameter, std::string_view text) {
  text = trimmed(text);
  if (parameter.content) return read_content(*parameter.content, text);
  std::vector<Value> values = readings(parameter, text);
  for (Value& value : values) {
    if (!parameter.schema || parameter.schema->accepts(value, Direction::response)) return std::move(value);
  }
  // Nothing fits; the caller's validation says what was expected of the likeliest reading.
  if (!values.empty()) return std::move(values.front());
  return Value(text);
}

}  // namespace conform
