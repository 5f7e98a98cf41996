#include "runner/openapi/text_tree.hpp"

#include "runner/document/document.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace conform {
namespace {

// Each round can learn at most 20 faults and costs a validation, so there are few for many texts.
constexpr std::size_t large_tree = 10'000;
// Beyond this the items of a list are taken to be alike, so that one fault tells of all of them.
constexpr std::size_t longest_mixed_list = 64;

Value natural(std::string_view text) {
  if (text == "true") return true;
  if (text == "false") return false;
  if (auto number = Number::parse(text)) return *number;
  return text;
}

std::optional<Value> json_in(std::string_view text) {
  if (!text.starts_with('{') && !text.starts_with('[')) return std::nullopt;
  auto json = read_json(text);
  if (auto* value = std::get_if<Value>(&json)) return std::move(*value);
  return std::nullopt;
}

/// The JSON in a text, and whether programs write it so. With spaces it may well be the text of a person.
struct JsonIn {
  std::optional<Value> value{};
  bool is_compact = false;
};

JsonIn json_of(std::string_view text) {
  JsonIn json{json_in(text)};
  const auto& value = json.value;
  json.is_compact = value && to_json(*value) == text;
  return json;
}

/// All that one text can stand for, the likeliest first.
std::vector<Value> readings_of(std::string_view text) {
  std::vector<Value> readings;
  const Value plain = natural(text);
  const auto& [json, is_compact] = json_of(text);
  if (json && is_compact) readings.push_back(*json);
  if (!plain.is_string()) readings.push_back(plain);
  readings.emplace_back(text);
  if (json && !is_compact) readings.push_back(*json);
  if (text.empty()) {
    readings.emplace_back(nullptr);
    readings.emplace_back(Array());
    readings.emplace_back(Object());
  }
  if (json) readings.emplace_back(Array{*json});
  if (!plain.is_string()) readings.emplace_back(Array{plain});
  readings.emplace_back(Array{Value(text)});
  return readings;
}

/// The first of `readings_of`.
Value likeliest(std::string_view text) {
  JsonIn json = json_of(text);
  auto& value = json.value;
  return value && json.is_compact ? std::move(*value) : natural(text);
}

/// Where among `readings_of` the text itself is.
std::size_t reading_as_text(std::string_view text) {
  return (json_of(text).is_compact ? 1U : 0U) + (natural(text).is_string() ? 0U : 1U);
}

Value assembled(const TextTree& tree);

Value members_of(const TextTree& tree) {
  Object object;
  for (const auto& [key, child] : tree.children)
    object.add(key, assembled(child));
  return object;
}

Value items_of(const TextTree& tree) {
  Array array;
  for (const auto& [key, child] : tree.children)
    array.push_back(assembled(child));
  return array;
}

/// A map can be meant as the only item of a list, or as a list whose items all have a name.
Value assembled(const TextTree& tree) {
  if (tree.kind == TextTree::Kind::list) return items_of(tree);
  if (tree.kind == TextTree::Kind::map) {
    if (tree.reading == 1) return Array{members_of(tree)};
    return tree.reading == 2 ? items_of(tree) : members_of(tree);
  }
  if (tree.reading == 0) return likeliest(tree.text);
  std::vector<Value> readings = readings_of(tree.text);
  return std::move(readings[std::min(tree.reading, readings.size() - 1)]);
}

/// What one validation told, and what was changed for it already: several faults of one place are one.
struct Round {
  std::set<const TextTree*> advanced{};
  bool type_is_wrong = false;  // by the fault at hand
};

/// A part of the tree, and what it is read as at present.
struct Part {
  TextTree& tree;
  Value& value;
};

/// Goes on to the next way to read it; false when there is none.
bool advance(Part part, Round& round) {
  TextTree& tree = part.tree;
  if (!round.advanced.insert(&tree).second) return true;
  const std::size_t count = tree.kind == TextTree::Kind::leaf  ? readings_of(tree.text).size()
                            : tree.kind == TextTree::Kind::map ? 3
                                                               : 1;
  if (tree.reading + 1 >= count) return false;
  ++tree.reading;
  part.value = assembled(tree);
  return true;
}

std::size_t index_of(std::string_view token) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
  return error == std::errc() && end == token.data() + token.size() ? index : std::size_t(-1);
}

/// Advances what the tokens lead to; a container only when its type is what is wrong.
bool advance_at(Part part, std::span<const std::string> tokens, Round& round) {
  TextTree& tree = part.tree;
  if (tree.kind == TextTree::Kind::leaf) return advance(part, round);
  const bool is_wrapped = tree.kind == TextTree::Kind::map && tree.reading == 1;
  if (is_wrapped && !tokens.empty()) tokens = tokens.subspan(1);
  if (tokens.empty()) return round.type_is_wrong && advance(part, round);
  const bool is_map = tree.kind == TextTree::Kind::map && tree.reading != 2;
  const auto rest = tokens.subspan(1);
  if (is_map) {
    const auto child =
        std::ranges::find_if(tree.children, [&](const auto& entry) { return entry.first == tokens.front(); });
    if (child == tree.children.end()) return false;
    Value& object = is_wrapped ? part.value.array().front() : part.value;
    return advance_at({child->second, *object.object().find(child->first)}, rest, round);
  }
  Array& items = part.value.array();
  const std::size_t only = index_of(tokens.front());
  const bool are_alike = tree.children.size() > longest_mixed_list;
  bool changed = false;
  for (std::size_t at = are_alike ? 0 : only; at < tree.children.size(); ++at) {
    changed = advance_at({tree.children[at].second, items[at]}, rest, round) || changed;
    if (!are_alike) break;
  }
  return changed;
}

std::size_t count_of(const TextTree& tree) {
  std::size_t count = 1;
  for (const auto& [key, child] : tree.children)
    count += count_of(child);
  return count;
}

enum class Texts { likeliest, plain };

/// Takes every text as what it looks like, or every text as a text.
void begin_again(TextTree& tree, Texts texts) {
  for (auto& [key, child] : tree.children)
    begin_again(child, texts);
  const bool is_plain = texts == Texts::plain && tree.kind == TextTree::Kind::leaf;
  tree.reading = is_plain ? reading_as_text(tree.text) : 0;
}

/// Reads what is refused otherwise, until all fits or no other way is left.
std::optional<Value> repaired(TextTree& tree, const Schema& schema, Direction direction) {
  const int most_rounds = count_of(tree) > large_tree ? 4 : 64;
  Value value = assembled(tree);
  for (int rounds = 0; rounds < most_rounds; ++rounds) {
    const Fit fit = schema.validate(value, direction, Schema::Words::unwanted);
    if (fit.fits) return value;
    bool changed = false;
    Round round;
    for (const SchemaFault& fault : fit.faults) {
      const auto tokens = parse_pointer(fault.instance);
      round.type_is_wrong = fault.keyword == "type";
      if (tokens) changed = advance_at({tree, value}, *tokens, round) || changed;
    }
    if (!changed) break;
  }
  return std::nullopt;
}

}  // namespace

TextTree* TextTree::find(const std::string& key) {
  for (; placed < children.size(); ++placed)
    places.emplace(children[placed].first, placed);
  const auto known = places.find(key);
  return known == places.end() ? nullptr : &children[known->second].second;
}

void TextTree::add(const std::string& key, TextTree child) {
  TextTree* const known = find(key);
  if (known == nullptr) {
    children.emplace_back(key, std::move(child));
    return;
  }
  TextTree& there = *known;
  if (there.kind != Kind::list) {
    TextTree together = list();
    together.children.emplace_back("", std::move(there));
    there = std::move(together);
  }
  there.children.emplace_back("", std::move(child));
}

Value value_of(TextTree tree, const Schema* schema, Direction direction) {
  if (schema == nullptr) return assembled(tree);
  if (auto value = repaired(tree, *schema, direction)) return std::move(*value);
  begin_again(tree, Texts::plain);
  if (auto value = repaired(tree, *schema, direction)) return std::move(*value);
  begin_again(tree, Texts::likeliest);
  return assembled(tree);
}

}  // namespace conform
