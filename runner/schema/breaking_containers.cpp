#include "runner/schema/dialect.hpp"
#include "runner/schema/idea.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

using Size = SampleWish::Size;

// Larger arrays and objects are not made.
constexpr std::uint64_t max_count = 1000;
constexpr std::uint64_t max_unique = 200;

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

Object without(const Object& object, std::string_view name) {
  Object out = object;
  out.remove(name);
  return out;
}

void break_required(const JudgedPart& spot, Ideas& out) {
  const ObjectRules& rules = *spot.node().object;
  const Object& object = spot.part.object();
  for (const PropertyRule& rule : rules.properties.rules()) {
    if (!rule.required || object.find(rule.name) == nullptr) continue;
    out.push_back({"required", rule.name, rule.name, "missing", without(object, rule.name)});
  }
  for (const auto& [name, needed] : rules.dependent_required) {
    Object with = object;
    if (with.find(name) == nullptr) with.add(name, value_for(spot, name));
    for (const std::string& other : needed) {
      out.push_back({"dependentRequired",
                     std::string(name).append("/").append(other),
                     other,
                     "missing beside " + printable(shortened(name, 60)),
                     without(with, other)});
    }
  }
}

// A property that no schema knows, under some names that `propertyNames` may ask for.
void add_unknown(const JudgedPart& spot, std::string_view keyword, Ideas& out) {
  std::vector<std::string> names = {"unexpected", "Unexpected", "x-unexpected", "u", "unexpected1"};
  for (const Node* const node : spot.demand.nodes) {
    if (!node->object || node->object->names == no_node) continue;
    const auto made = spot.sampling.make_one({node->object->names}, Size::random);
    if (made && made->is_string()) names.push_back(made->string());
  }
  for (const std::string& name : names) {
    Object object = spot.part.object();
    if (!object.add(name, "any")) continue;
    out.push_back(
        {keyword, {}, name, "added, which " + std::string(keyword) + " forbids", std::move(object)});
  }
}

// Members whose schema is `false`, or whose name is not admitted at all.
void add_forbidden(const JudgedPart& spot, Ideas& out) {
  const ObjectRules& rules = *spot.node().object;
  const auto forbid = [&](NodeId id, const std::string& name) {
    if (id == no_node || !spot.program[id].never) return;
    Object object = spot.part.object();
    if (!object.add(name, "any")) return;
    const KeywordRow* const row = find_keyword(keyword_holding(spot.program[id]));
    if (row == nullptr) return;
    out.push_back({row->name, name, name, "added, which is forbidden", std::move(object), true});
  };
  for (const PropertyRule& rule : rules.properties.rules())
    forbid(rule.node, rule.name);
  for (const PatternRule& rule : rules.patterns) {
    if (rule.pattern) forbid(rule.node, rule.pattern->sample(spot.sampling.random(), 1));
  }
  forbid(rules.names, "unexpected");
}

void break_members(const JudgedPart& spot, Ideas& out) {
  const ObjectRules& rules = *spot.node().object;
  add_forbidden(spot, out);
  const std::uint64_t size = spot.part.object().size();
  if (rules.additional != no_node && spot.program[rules.additional].never)
    add_unknown(spot, rules.additional_keyword, out);
  if (rules.min_properties > 0 && rules.min_properties <= size + max_count) {
    if (auto fewer = with_members(spot, rules.min_properties - 1)) {
      out.push_back({"minProperties",
                     {},
                     {},
                     "with " + counted(rules.min_properties - 1, "property", "properties") +
                         ", minProperties is " + std::to_string(rules.min_properties),
                     std::move(*fewer)});
    }
  }
  if (rules.max_properties < max_count) {
    if (auto more = with_members(spot, rules.max_properties + 1)) {
      out.push_back({"maxProperties",
                     {},
                     {},
                     "with " + counted(rules.max_properties + 1, "property", "properties") +
                         ", maxProperties is " + std::to_string(rules.max_properties),
                     std::move(*more)});
    }
  }
  break_required(spot, out);
}

void break_contains(const JudgedPart& spot, Ideas& out) {
  const ArrayRules& rules = *spot.node().array;
  if (rules.contains == no_node) return;
  const auto matches = [&](const Value& item) {
    Evaluation evaluation(spot.program, Direction::none, Evaluation::Faults::unwanted);
    return evaluation.run(rules.contains, item);
  };
  const Array& items = spot.part.array();
  Array others;
  std::optional<Value> match;
  for (const Value& item : items) {
    if (matches(item)) match = item;
    if (!matches(item)) others.push_back(item);
  }
  const std::string_view keyword = rules.min_contains == 1 ? "contains" : "minContains";
  const std::string tail = "without the items that " + std::string(keyword) + " asks for";
  if (rules.min_contains > 0) {
    out.push_back({keyword, {}, {}, tail, others});
    for (const Value& filler : {Value("unlike"), Value(-1), Value(nullptr), Value(Object{}), Value(false)}) {
      Array replaced = items;
      for (Value& item : replaced)
        if (matches(item)) item = filler;
      out.push_back({keyword, {}, {}, tail, std::move(replaced)});
    }
  }
  if (rules.max_contains >= max_count) return;
  if (!match) match = spot.sampling.make_one({rules.contains}, Size::typical);
  if (!match) return;
  Array more = items;
  while (more.size() <= items.size() + rules.max_contains)
    more.push_back(*match);
  out.push_back({"maxContains", {}, {}, "with more items than maxContains allows", std::move(more)});
}

void break_unique(const JudgedPart& spot, Ideas& out) {
  if (!spot.node().array->unique) return;
  const std::string tail = "with equal items";
  Array items = spot.part.array();
  if (items.empty()) {
    const Schemas schemas = Sampling::schemas_of_item(spot.demand, 0);
    auto made = schemas.empty() ? Value("any") : spot.sampling.make_one(schemas, Size::smallest);
    if (made) items.push_back(std::move(*made));
  }
  if (items.empty()) return;
  Array replaced = items;
  items.push_back(items.back());
  out.push_back({"uniqueItems", {}, {}, tail, std::move(items)});
  if (replaced.size() < 2) return;
  replaced[1] = replaced[0];
  out.push_back({"uniqueItems", {}, {}, tail, replaced});
  replaced.back() = replaced[replaced.size() - 2];
  out.push_back({"uniqueItems", {}, {}, tail, std::move(replaced)});
}

void break_items(const JudgedPart& spot, Ideas& out) {
  const ArrayRules& rules = *spot.node().array;
  if (rules.min_items > 0 && rules.min_items <= max_count) {
    if (auto fewer = with_items(spot, rules.min_items - 1)) {
      out.push_back({"minItems",
                     {},
                     {},
                     "with " + counted(rules.min_items - 1, "item", "items") + ", minItems is " +
                         std::to_string(rules.min_items),
                     std::move(*fewer)});
    }
  }
  if (rules.max_items < max_count) {
    if (auto more = with_items(spot, rules.max_items + 1)) {
      out.push_back({"maxItems",
                     {},
                     {},
                     "with " + counted(rules.max_items + 1, "item", "items") + ", maxItems is " +
                         std::to_string(rules.max_items),
                     std::move(*more)});
    }
  }
  for (std::size_t i = 0; i < rules.prefix.size(); ++i) {
    if (!spot.program[rules.prefix[i]].never) continue;
    auto items = with_items(spot, i);
    const KeywordRow* const row = find_keyword(keyword_holding(spot.program[rules.prefix[i]]));
    if (!items || row == nullptr) continue;
    items->array().emplace_back("any");
    out.push_back(
        {row->name, std::to_string(i), std::to_string(i), "added, which is forbidden", *items, true});
  }
  if (rules.items != no_node && spot.program[rules.items].never) {
    Array items = spot.part.array();
    while (items.size() <= rules.prefix.size())
      items.emplace_back(1);
    for (const std::string_view keyword : {"items", "additionalItems"})
      out.push_back({keyword, {}, {}, "with more items than it may have", items});
  }
  break_unique(spot, out);
  break_contains(spot, out);
}

// Values of every kind, for schemas that say what must be by alternatives alone.
const std::vector<Value>& strange_values() {
  static const std::vector<Value> values = [] {
    Object object;
    object.add("unexpected", "any");
    Array array;
    array.emplace_back("unexpected");
    return std::vector<Value>{
        nullptr, "unlike", Value(Number::from_double(-12345.5)), Object{}, object, Array{}, array, true, ""};
  }();
  return values;
}

// `part` with the members of `other` that it lacks.
std::optional<Value> merged(const Value& part, const Value& other) {
  if (!part.is_object() || !other.is_object()) return std::nullopt;
  Object out = part.object();
  for (const Member& member : other.object())
    out.add(member.key, member.value);
  return Value(std::move(out));
}

void break_choices(const JudgedPart& spot, Ideas& out) {
  const Node& node = spot.node();
  if (node.discriminator && node.discriminator->among_alternatives && spot.part.is_object()) {
    const std::string& property = node.discriminator->property;
    Object object = spot.part.object();
    if (Value* const name = object.find(property)) {
      *name = "unlisted";
      out.push_back({"discriminator", {}, property, "names no alternative", std::move(object)});
    }
  }
  const auto none = [&](std::string_view keyword) {
    for (const Value& value : strange_values())
      out.push_back({keyword, "none", {}, "fits no alternative of " + std::string(keyword), value});
  };
  if (!node.any_of.empty()) none("anyOf");
  if (node.one_of.empty()) return;
  none("oneOf");
  const std::string tail = "fits two alternatives of oneOf";
  std::size_t tried = 0;
  for (std::size_t i = 0; i < node.one_of.size(); ++i) {
    for (std::size_t j = i + 1; j < node.one_of.size() && tried < 6; ++j, ++tried) {
      const auto both = spot.sampling.make_one({node.one_of[i], node.one_of[j]}, Size::typical);
      if (!both) continue;
      out.push_back({"oneOf", "two", {}, tail, *both});
      if (auto more = merged(spot.part, *both)) out.push_back({"oneOf", "two", {}, tail, std::move(*more)});
    }
  }
}

void break_not(const JudgedPart& spot, Ideas& out) {
  const NodeId negated = spot.node().negated;
  if (negated == no_node) return;
  const std::string tail = "is what `not` excludes";
  for (const Size size : {Size::typical, Size::smallest, Size::random}) {
    Schemas with = {negated};
    auto made = spot.sampling.make_one(with, size);
    if (!made) return;
    if (auto more = merged(spot.part, *made)) out.push_back({"not", {}, {}, tail, std::move(*more)});
    if (auto more = merged(*made, spot.part)) out.push_back({"not", {}, {}, tail, std::move(*more)});
    out.push_back({"not", {}, {}, tail, std::move(*made)});
  }
  out.push_back({"not", {}, {}, tail, spot.part});
}

// Where a branch of `if` is `false`, or `dependentSchemas` has one.
void break_condition(const JudgedPart& spot, Ideas& out) {
  const Node& node = spot.node();
  const auto forbids = [&](NodeId id) { return id != no_node && spot.program[id].never; };
  if (forbids(node.then)) {
    for (const Size size : {Size::typical, Size::smallest}) {
      if (auto made = spot.sampling.make_one({node.condition}, size))
        out.push_back({"then", {}, {}, "meets an `if` that it must not", std::move(*made)});
    }
  }
  if (forbids(node.otherwise)) {
    for (const Value& value : strange_values())
      out.push_back({"else", {}, {}, "meets not the `if` that it must", value});
  }
  if (!node.object || !spot.part.is_object()) return;
  for (const auto& [name, id] : node.object->dependent_schemas) {
    Object object = spot.part.object();
    if (!forbids(id) || !object.add(name, value_for(spot, name))) continue;
    for (const std::string_view keyword : {"dependentSchemas", "dependencies"})
      out.push_back({keyword, name, name, "added, which is forbidden", object});
  }
}

bool all_known(const Schemas& schemas, const std::set<NodeId>& known) {
  return std::all_of(schemas.begin(), schemas.end(), [&](NodeId id) { return known.contains(id); });
}

}  // namespace

Value value_for(const JudgedPart& spot, const std::string& name) {
  const Schemas schemas = spot.sampling.schemas_of_member(spot.demand, name);
  if (schemas.empty()) return "any";
  return spot.sampling.make_one(schemas, Size::typical).value_or(Value("any"));
}

std::optional<Value> with_items(const JudgedPart& spot, std::uint64_t count) {
  Array items = spot.part.is_array() ? spot.part.array() : Array{};
  if (count < items.size()) items.resize(count);
  const bool unique = std::any_of(spot.demand.nodes.begin(), spot.demand.nodes.end(), [](const Node* node) {
    return node->array && node->array->unique;
  });
  if (unique && count > max_unique) return std::nullopt;
  for (std::size_t failures = 0; items.size() < count;) {
    const Schemas schemas = Sampling::schemas_of_item(spot.demand, items.size());
    const Size size = unique || failures > 0 ? Size::random : Size::smallest;
    std::optional<Value> made = Value(static_cast<std::int64_t>(items.size()));
    if (!schemas.empty() && !unique && failures == 0 && items.size() > 1 &&
        schemas == Sampling::schemas_of_item(spot.demand, items.size() - 1)) {
      made = items.back();
    } else if (!schemas.empty()) {
      made = spot.sampling.make_one(schemas, size);
    }
    const bool is_taken = made && unique && std::find(items.begin(), items.end(), *made) != items.end();
    if (made && !is_taken) {
      items.push_back(std::move(*made));
    } else if (++failures > 20) {
      return std::nullopt;
    }
  }
  return Value(std::move(items));
}

std::optional<Value> with_members(const JudgedPart& spot, std::uint64_t count) {
  Object object = spot.part.is_object() ? spot.part.object() : Object{};
  const auto is_required = [&](std::string_view name) {
    return std::any_of(spot.demand.nodes.begin(), spot.demand.nodes.end(), [&](const Node* node) {
      const PropertyRule* const rule = node->object ? node->object->properties.find(name) : nullptr;
      return rule != nullptr && rule->required;
    });
  };
  std::vector<std::string> names;
  for (const Member& member : object)
    names.push_back(member.key);
  for (; object.size() > count && !names.empty(); names.pop_back())
    if (!is_required(names.back())) object.remove(names.back());
  if (object.size() > count) return std::nullopt;
  std::vector<std::string> more;
  for (const Node* const node : spot.demand.nodes) {
    if (!node->object) continue;
    for (const PropertyRule& rule : node->object->properties.rules())
      more.push_back(rule.name);
    for (const PatternRule& rule : node->object->patterns)
      for (int i = 0; rule.pattern && i < 3; ++i)
        more.push_back(rule.pattern->sample(spot.sampling.random(), 3));
  }
  for (std::uint64_t i = 1; i <= count; ++i)
    more.push_back("extra" + std::to_string(i));
  for (const std::string& name : more) {
    if (object.size() >= count) break;
    const Schemas schemas = spot.sampling.schemas_of_member(spot.demand, name);
    if (object.find(name) != nullptr || spot.sampling.is_withheld_by(schemas)) continue;
    if (schemas.empty()) {
      object.add(name, "any");
    } else if (auto made = spot.sampling.make_one(schemas, Size::smallest)) {
      object.add(name, std::move(*made));
    }
  }
  if (object.size() != count) return std::nullopt;
  return Value(std::move(object));
}

Ideas growths(const JudgedPart& spot, std::set<NodeId>& known) {
  Ideas out;
  const Node& node = spot.node();
  if (spot.part.is_array()) {
    const Array& items = spot.part.array();
    const std::size_t prefix = node.array ? node.array->prefix.size() : 0;
    const Schemas below = Sampling::schemas_of_item(spot.demand, prefix);
    if (items.size() > prefix || all_known(below, known)) return out;
    if (auto more = with_items(spot, prefix + 1))
      out.push_back({"items", {}, {}, "with an item", std::move(*more)});
  }
  if (!spot.part.is_object()) return out;
  const auto grow = [&](const std::string& name) {
    const Schemas schemas = spot.sampling.schemas_of_member(spot.demand, name);
    if (spot.part.find(name) != nullptr || all_known(schemas, known)) return;
    if (spot.sampling.is_withheld_by(schemas)) return;
    known.insert(schemas.begin(), schemas.end());
    auto made = spot.sampling.make_one(schemas, Size::typical);
    if (!made) return;
    Object object = spot.part.object();
    object.add(name, std::move(*made));
    out.push_back({"properties", name, name, "present", std::move(object)});
  };
  const auto is_open = [&](NodeId id) { return id != no_node && !spot.program[id].never; };
  if (is_open(node.unevaluated_properties)) grow("u");
  if (!node.object) return out;
  for (const PropertyRule& rule : node.object->properties.rules())
    grow(rule.name);
  for (const PatternRule& rule : node.object->patterns)
    if (rule.pattern) grow(rule.pattern->sample(spot.sampling.random(), 2));
  if (!is_open(node.object->additional)) return out;
  const NodeId names = node.object->names;
  auto name = names == no_node ? Value("extra") : spot.sampling.make_one({names}, Size::typical);
  if (name && name->is_string()) grow(name->string());
  return out;
}

Ideas other_kinds(const JudgedPart& spot) {
  Ideas out;
  const Node& node = spot.node();
  const auto add = [&](std::string_view keyword, Value value) {
    if (node.kinds.has(kind_of(value)) && kind_of(value) != kind_of(spot.part))
      out.push_back({keyword, {}, {}, {}, std::move(value)});
  };
  if (node.array || node.unevaluated_items != no_node) add("items", Array{});
  if (node.object || node.unevaluated_properties != no_node) add("properties", Object{});
  if (node.number) {
    const NumberRules& rules = *node.number;
    for (const auto* const bound : {&rules.minimum, &rules.maximum, &rules.multiple_of})
      if (*bound) add("minimum", **bound);
    for (const std::int64_t number : {0, 1, 100})
      add("minimum", number);
  }
  if (!node.string && (node.format == nullptr || node.format->fits_text == nullptr)) return out;
  if (node.format != nullptr) add("format", node.format->sample(spot.sampling.random()));
  for (const std::string_view text : {"text", "", "null", "bnVsbA=="})
    add("minLength", text);
  return out;
}

Ideas container_breaks(const JudgedPart& spot) {
  Ideas out;
  static const Value no_members = Object{};
  static const Value no_items = Array{};
  const Node& node = spot.node();
  if (node.object) break_members(spot.part.is_object() ? spot : spot.with(no_members), out);
  if (node.array) break_items(spot.part.is_array() ? spot : spot.with(no_items), out);
  const auto forbids = [&](NodeId id) { return id != no_node && spot.program[id].never; };
  if (forbids(node.unevaluated_properties) && spot.part.is_object())
    add_unknown(spot, "unevaluatedProperties", out);
  if (forbids(node.unevaluated_items) && spot.part.is_array()) {
    Array items = spot.part.array();
    for (int i = 0; i < 3; ++i) {
      items.emplace_back("unexpected");
      out.push_back({"unevaluatedItems", {}, {}, "with an item that no schema describes", items});
    }
  }
  break_choices(spot, out);
  break_not(spot, out);
  break_condition(spot, out);
  return out;
}

}  // namespace conform
