#include "runner/schema/program.hpp"

#include "runner/document/keyed_hash.hpp"

#include <algorithm>
#include <array>
#include <bit>
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

std::uint64_t word_at(std::string_view text, std::size_t at) {
  std::uint64_t word = 0;
  std::memcpy(&word, text.data() + at, sizeof(word));
  return word;
}

// Names are short: two words hold all of most of them, and of a longer one most of what tells it from others.
// PropertyTable::index looks out for those that it does not tell apart.
std::uint64_t hash_of_name(std::string_view name) {
  constexpr std::size_t word = sizeof(std::uint64_t);
  std::uint64_t first = 0, last = 0;
  if (name.size() >= word) {
    first = word_at(name, 0);
    last = word_at(name, name.size() - word);
    if (name.size() > 2 * word) last ^= word_at(name, name.size() / 2 - word / 2) * 3;
  } else {
    for (const char c : name)
      first = first << 8U | static_cast<unsigned char>(c);
  }
  const std::uint64_t hash = (first ^ (last << 29U | last >> 35U) ^ name.size()) * 0x9e3779b97f4a7c15U;
  return hash ^ hash >> 32U;
}

bool equals_small(const Array& items) {
  for (std::size_t i = 1; i < items.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (items[i] == items[j]) return true;
    }
  }
  return false;
}

}  // namespace

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
  rules_.push_back({.name = std::string(name)});
  return rules_.back();
}

std::uint64_t PropertyTable::hash_of(std::string_view name) const {
  return is_guarded_ ? keyed_hash(name) : hash_of_name(name);
}

bool PropertyTable::fill(std::size_t longest_way) {
  std::ranges::fill(slots_, Slot{});
  for (std::uint32_t i = 0; i < rules_.size(); ++i) {
    const std::uint64_t hash = hash_of(rules_[i].name);
    std::size_t slot = hash & (slots_.size() - 1);
    std::size_t way = 0;
    for (; slots_[slot].next != 0; slot = (slot + 1) & (slots_.size() - 1)) {
      if (++way > longest_way) return false;
    }
    slots_[slot] = {i + 1, static_cast<std::uint32_t>(hash >> 32U)};
  }
  return true;
}

void PropertyTable::index() {
  building_.clear();
  for (const PropertyRule& rule : rules_) {
    required_ += rule.required ? 1 : 0;
    looks_ |= look_of(rule.name);
  }
  if (rules_.empty()) return;
  std::size_t size = 4;
  while (size < rules_.size() * 2)
    size *= 2;
  slots_.resize(size);
  constexpr std::size_t long_way = 32;
  if (fill(long_way)) return;
  is_guarded_ = true;
  (void)fill(rules_.size());
}

const PropertyRule* PropertyTable::look_up(std::string_view name) const {
  constexpr std::size_t one_by_one = 4;
  if (rules_.size() <= one_by_one) {
    const auto found =
        std::ranges::find_if(rules_, [name](const PropertyRule& rule) { return same_text(rule.name, name); });
    return found == rules_.end() ? nullptr : &*found;
  }
  const std::uint64_t hash = hash_of(name);
  const auto kept = static_cast<std::uint32_t>(hash >> 32U);
  std::size_t slot = hash & (slots_.size() - 1);
  while (slots_[slot].next != 0) {
    const PropertyRule& rule = rules_[slots_[slot].next - 1];
    if (slots_[slot].hash == kept && same_text(rule.name, name)) return &rule;
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
  if (by_hash_.empty() && value.is_string()) {
    return std::ranges::any_of(values_, [&text = value.string()](const Value& one) {
      return one.is_string() && same_text(one.string(), text);
    });
  }
  if (by_hash_.empty()) return std::find(values_.begin(), values_.end(), value) != values_.end();
  const std::uint64_t hash = hash_of(value);
  auto at =
      std::lower_bound(by_hash_.begin(), by_hash_.end(), std::pair<std::uint64_t, std::uint32_t>(hash, 0));
  for (; at != by_hash_.end() && at->first == hash; ++at) {
    if (values_[at->second] == value) return true;
  }
  return false;
}

// Sorting by hash keeps large arrays from costing the square of their size.
bool has_equal_items(const Array& items) {
  if (items.size() <= few) return equals_small(items);
  std::vector<std::pair<std::uint64_t, std::size_t>> order;
  order.reserve(items.size());
  for (std::size_t i = 0; i < items.size(); ++i)
    order.emplace_back(hash_of(items[i]), i);
  std::sort(order.begin(), order.end());
  for (std::size_t i = 1; i < order.size(); ++i) {
    for (std::size_t j = i; j > 0 && order[j - 1].first == order[i].first; --j) {
      if (items[order[j - 1].second] == items[order[i].second]) return true;
    }
  }
  return false;
}

std::uint64_t code_points(std::string_view text) {
  constexpr std::size_t word = sizeof(std::uint64_t);
  constexpr std::uint64_t high = 0x8080808080808080U;
  std::size_t continuing = 0;
  std::size_t at = 0;
  for (; at + word <= text.size(); at += word) {
    const std::uint64_t bytes = word_at(text, at);
    continuing += static_cast<std::size_t>(std::popcount(bytes & high & ~(bytes << 1U)));
  }
  for (; at < text.size(); ++at)
    continuing += (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U ? 1U : 0U;
  return text.size() - continuing;
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
