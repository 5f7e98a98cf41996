#include "runner/schema/program.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>

namespace conform {
namespace {

// Above this many values or items, looking up by hash beats comparing one by one.
constexpr std::size_t few = 8;

std::uint64_t mixed(std::uint64_t state, std::uint64_t more) {
  state ^= more + 0x9e3779b97f4a7c15U + (state << 6U) + (state >> 2U);
  return state * 0xff51afd7ed558ccdU;
}

std::uint64_t hash_of_text(std::string_view text) { return std::hash<std::string_view>{}(text); }

std::uint64_t hash_of_number(const Number& number) {
  const std::optional<std::int64_t> small = number.as_int64();
  return small ? static_cast<std::uint64_t>(*small) : hash_of_text(number.to_string());
}

// Names are short: two words hold all of most of them.
std::size_t slot_of(std::string_view name, std::size_t slots) {
  constexpr std::size_t word = sizeof(std::uint64_t);
  if (name.size() > 2 * word) return hash_of_text(name) & (slots - 1);
  std::uint64_t first = 0, last = 0;
  if (name.size() >= word) {
    std::memcpy(&first, name.data(), word);
    std::memcpy(&last, name.data() + name.size() - word, word);
  } else {
    for (const char c : name)
      first = first << 8U | static_cast<unsigned char>(c);
  }
  const std::uint64_t hash = mixed(mixed(name.size(), first), last);
  return (hash ^ hash >> 32U) & (slots - 1);
}

}  // namespace

std::uint8_t kind_of(const Value& value) {
  switch (value.kind()) {
  case Value::Kind::null: return Kinds::null;
  case Value::Kind::boolean: return Kinds::boolean;
  case Value::Kind::number: return value.number().is_integer() ? Kinds::whole : Kinds::fraction;
  case Value::Kind::string: return Kinds::string;
  case Value::Kind::array: return Kinds::array;
  case Value::Kind::object: break;
  }
  return Kinds::object;
}

std::string to_string(Kinds kinds) {
  static constexpr std::array<std::pair<std::uint8_t, std::string_view>, 7> names = {{
      {Kinds::object, "object"},
      {Kinds::array, "array"},
      {Kinds::string, "string"},
      {Kinds::number, "number"},
      {Kinds::whole, "integer"},
      {Kinds::boolean, "boolean"},
      {Kinds::null, "null"},
  }};
  std::vector<std::string_view> found;
  for (const auto& [kind, name] : names) {
    if ((kinds.bits & kind) != kind) continue;
    kinds.bits = static_cast<std::uint8_t>(kinds.bits & ~kind);
    found.push_back(name);
  }
  if (found.empty()) return "nothing";
  std::string out(found[0]);
  for (std::size_t i = 1; i < found.size(); ++i) {
    out += i + 1 == found.size() ? " or " : ", ";
    out += found[i];
  }
  return out;
}

PropertyRule& PropertyTable::rule(std::string_view name) {
  const auto known = building_.find(name);
  if (known != building_.end()) return rules_[known->second];
  building_.emplace(name, rules_.size());
  rules_.push_back({std::string(name), no_node, false});
  return rules_.back();
}

void PropertyTable::index() {
  building_.clear();
  for (const PropertyRule& rule : rules_)
    required_ += rule.required ? 1 : 0;
  if (rules_.empty()) return;
  std::size_t size = 4;
  while (size < rules_.size() * 2)
    size *= 2;
  slots_.assign(size, 0);
  for (std::uint32_t i = 0; i < rules_.size(); ++i) {
    std::size_t slot = slot_of(rules_[i].name, size);
    while (slots_[slot] != 0)
      slot = (slot + 1) & (size - 1);
    slots_[slot] = i + 1;
  }
}

const PropertyRule* PropertyTable::find(std::string_view name) const {
  if (slots_.empty()) return nullptr;
  std::size_t slot = slot_of(name, slots_.size());
  while (slots_[slot] != 0) {
    const PropertyRule& rule = rules_[slots_[slot] - 1];
    if (rule.name == name) return &rule;
    slot = (slot + 1) & (slots_.size() - 1);
  }
  return nullptr;
}

std::uint64_t hash_of(const Value& value) {
  const auto kind = static_cast<std::uint64_t>(value.kind());
  switch (value.kind()) {
  case Value::Kind::null: return kind;
  case Value::Kind::boolean: return mixed(kind, value.boolean() ? 1 : 0);
  case Value::Kind::number: return mixed(kind, hash_of_number(value.number()));
  case Value::Kind::string: return mixed(kind, hash_of_text(value.string()));
  case Value::Kind::array: {
    std::uint64_t hash = kind;
    for (const Value& item : value.array())
      hash = mixed(hash, hash_of(item));
    return hash;
  }
  case Value::Kind::object: break;
  }
  std::uint64_t sum = 0;
  for (const Member& member : value.object())
    sum += mixed(hash_of_text(member.key), hash_of(member.value));
  return mixed(kind, sum);
}

ValueSet::ValueSet(std::vector<Value> values) : values_(std::move(values)) {
  if (values_.size() <= few) return;
  for (std::uint32_t i = 0; i < values_.size(); ++i)
    by_hash_.emplace_back(hash_of(values_[i]), i);
  std::sort(by_hash_.begin(), by_hash_.end());
}

bool ValueSet::contains(const Value& value) const {
  if (by_hash_.empty()) return std::find(values_.begin(), values_.end(), value) != values_.end();
  const std::uint64_t hash = hash_of(value);
  auto at =
      std::lower_bound(by_hash_.begin(), by_hash_.end(), std::pair<std::uint64_t, std::uint32_t>(hash, 0));
  for (; at != by_hash_.end() && at->first == hash; ++at) {
    if (values_[at->second] == value) return true;
  }
  return false;
}

NodeId DiscriminatorRule::find(std::string_view value) const {
  const auto found =
      std::find_if(named.begin(), named.end(), [&](const auto& entry) { return entry.first == value; });
  return found == named.end() ? no_node : found->second;
}

Place place_of(const Node& node, std::string_view keyword) {
  for (const KeywordMark& known : node.marks) {
    if (known.keyword == keyword) return {node.source, known.mark};
  }
  return {node.source, node.mark};
}

}  // namespace conform
