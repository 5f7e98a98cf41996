#include "runner/document/value.hpp"

#include "runner/document/keyed_hash.hpp"
#include "runner/text/utf8.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace conform {
namespace {

// Below this many members, looking at each is quicker than an index.
constexpr std::size_t indexed_from = 16;
// In a slot: no member. Otherwise the position of the member.
constexpr std::uint32_t free_slot = 0xFFFFFFFF;

/// Puts `position` into the first free slot for `key`. There is always a free one.
void occupy(std::vector<std::uint32_t>& slots, std::string_view key, std::uint32_t position) {
  const auto mask = slots.size() - 1;
  auto slot = keyed_hash(key) & mask;
  while (slots[slot] != free_slot)
    slot = (slot + 1) & mask;
  slots[slot] = position;
}

/// The text as the inside of a JSON string; what is no UTF-8 becomes U+FFFD.
void append_escaped(std::string& json, std::string_view text) {
  const auto needs_care = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == '"' || byte == '\\' || byte >= 0x80;
  };
  while (!text.empty()) {
    const auto* const stop = std::find_if(text.begin(), text.end(), needs_care);
    const auto plain = static_cast<std::size_t>(stop - text.begin());
    json += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) return;
    const auto character = decode_utf8(text, 0);
    if (character.length == 0) {
      json += "\xEF\xBF\xBD";
    } else if (character.length > 1) {
      json += text.substr(0, character.length);
    } else if (character.value == U'"' || character.value == U'\\') {
      json += {'\\', text[0]};
    } else if (character.value == U'\n') {
      json += "\\n";
    } else {
      json += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(character.value));
    }
    text.remove_prefix(std::max<std::size_t>(character.length, 1));
  }
}

void append_quoted(std::string& json, std::string_view text) {
  json += '"';
  append_escaped(json, text);
  json += '"';
}

void append_json(std::string& json, const Value& value);

void append_array(std::string& json, const Array& items) {
  char separator = '[';
  for (const auto& item : items) {
    json += separator;
    append_json(json, item);
    separator = ',';
  }
  json += items.empty() ? "[]" : "]";
}

void append_object(std::string& json, const Object& object) {
  char separator = '{';
  for (const auto& [key, value, mark] : object) {
    json += separator;
    append_quoted(json, key);
    json += ':';
    append_json(json, value);
    separator = ',';
  }
  json += object.empty() ? "{}" : "}";
}

void append_json(std::string& json, const Value& value) {
  switch (value.kind()) {
  case Value::Kind::null: json += "null"; return;
  case Value::Kind::boolean: json += value.boolean() ? "true" : "false"; return;
  case Value::Kind::number: json += value.number().to_string(); return;
  case Value::Kind::string: append_quoted(json, value.string()); return;
  case Value::Kind::array: append_array(json, value.array()); return;
  case Value::Kind::object: append_object(json, value.object()); return;
  }
}

}  // namespace

Value::Value(Array items) : data_(std::move(items)) {}
Value::Value(Object members) : data_(std::move(members)) {}

bool Object::add(std::string key, Value value) { return add(Member{std::move(key), std::move(value), {}}); }

bool Object::add(Member member) {
  if (find_member(member.key) != nullptr) return false;
  append(std::move(member));
  return true;
}

Member& Object::append(Member member) {
  if (members_.empty()) members_.reserve(4);
  members_.push_back(std::move(member));
  index_new_member();
  return members_.back();
}

void Object::index_new_member() {
  if (members_.size() < indexed_from) return;
  if (slots_.size() >= members_.size() * 2) {
    occupy(slots_, members_.back().key, static_cast<std::uint32_t>(members_.size() - 1));
    return;
  }
  slots_.assign(std::max(indexed_from * 4, slots_.size() * 2), free_slot);
  for (std::uint32_t i = 0; i < members_.size(); ++i)
    occupy(slots_, members_[i].key, i);
}

const Member* Object::find_member(std::string_view key) const {
  if (slots_.empty()) {
    const auto found = std::find_if(
        members_.begin(), members_.end(), [key](const Member& member) { return member.key == key; });
    return found == members_.end() ? nullptr : &*found;
  }
  const auto mask = slots_.size() - 1;
  for (auto slot = keyed_hash(key) & mask; slots_[slot] != free_slot; slot = (slot + 1) & mask) {
    const auto& member = members_[slots_[slot]];
    if (member.key == key) return &member;
  }
  return nullptr;
}

const Value* Object::find(std::string_view key) const {
  const auto* const member = find_member(key);
  return member == nullptr ? nullptr : &member->value;
}

Value* Object::find(std::string_view key) {
  const auto* const member = find_member(key);
  return member == nullptr ? nullptr : &members_[static_cast<std::size_t>(member - members_.data())].value;
}

bool Object::remove(std::string_view key) {
  const auto* const member = find_member(key);
  if (member == nullptr) return false;
  members_.erase(members_.begin() + (member - members_.data()));
  slots_.clear();
  if (members_.size() < indexed_from) return true;
  // Adding doubles the slots until they suffice; here they are made large enough in one go.
  std::size_t count = indexed_from * 4;
  while (count < members_.size() * 2)
    count *= 2;
  slots_.assign(count, free_slot);
  for (std::uint32_t i = 0; i < members_.size(); ++i)
    occupy(slots_, members_[i].key, i);
  return true;
}

const Value* Value::find(std::string_view key) const { return is_object() ? object().find(key) : nullptr; }

std::string_view Value::text(std::string_view key, std::string_view otherwise) const {
  const auto* const value = find(key);
  return value != nullptr && value->is_string() ? std::string_view(value->string()) : otherwise;
}

bool operator==(const Value& left, const Value& right) {
  if (left.kind() != right.kind()) return false;
  if (!left.is_object()) return left.data_ == right.data_;
  const auto& others = right.object();
  return left.object().size() == others.size() &&
         std::all_of(left.object().begin(), left.object().end(), [&others](const Member& member) {
           const auto* const other = others.find(member.key);
           return other != nullptr && member.value == *other;
         });
}

std::string_view name_of(Value::Kind kind) {
  constexpr std::array<std::string_view, 6> names{"null", "boolean", "number", "string", "array", "object"};
  return names.at(static_cast<std::size_t>(kind));
}

std::string to_json(const Value& value) {
  std::string json;
  append_json(json, value);
  return json;
}

}  // namespace conform
