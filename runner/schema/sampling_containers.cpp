#include "runner/schema/sampling.hpp"

#include <algorithm>

namespace conform {
namespace {

constexpr std::uint64_t max_items = 10'000;
constexpr std::size_t deep = 3;

// What the array rules of a demand come to.
struct ArrayShape {
  std::uint64_t least = 0, most = unbounded;
  std::size_t prefix = 0;
  bool unique = false;
  std::vector<NodeId> wanted{};  ///< for the first items, of `contains`
};

ArrayShape shape_of(const Demand& demand) {
  ArrayShape out;
  for (const Node* const node : demand.nodes) {
    if (!node->array) continue;
    const ArrayRules& rules = *node->array;
    out.least = std::max(out.least, rules.min_items);
    out.most = std::min(out.most, rules.max_items);
    out.prefix = std::max(out.prefix, rules.prefix.size());
    out.unique = out.unique || rules.unique;
    if (rules.contains == no_node || rules.min_contains > max_items) continue;
    for (std::uint64_t i = 0; i < rules.min_contains; ++i)
      out.wanted.push_back(rules.contains);
  }
  return out;
}

// The property names that the schemas speak of, in the order of the documents.
struct NamedProperty {
  std::string name{};
  bool required = false;
  bool wanted = false;
};

NamedProperty& entry(std::vector<NamedProperty>& list, const std::string& name) {
  const auto known =
      std::find_if(list.begin(), list.end(), [&](const NamedProperty& one) { return one.name == name; });
  if (known != list.end()) return *known;
  return list.emplace_back(NamedProperty{name, false, false});
}

std::vector<NamedProperty> named_properties(const Demand& demand) {
  std::vector<NamedProperty> out;
  for (const Node* const node : demand.nodes) {
    if (!node->object) continue;
    for (const PropertyRule& rule : node->object->properties.rules()) {
      NamedProperty& known = entry(out, rule.name);
      known.required = known.required || rule.required;
    }
  }
  return out;
}

}  // namespace

std::optional<Value>
Sampling::make_item(const Schemas& schemas, const Array& taken, bool unique, std::size_t depth) {
  const auto is_taken = [&](const Value& value) {
    return std::find(taken.begin(), taken.end(), value) != taken.end();
  };
  std::optional<Value> made = make(schemas, depth + 1);
  if (!made || !unique) return made;
  const Size size = wish_.size;
  constexpr int max_tries = 30;
  for (int i = 0; i < max_tries && made && is_taken(*made); ++i) {
    wish_.size = Size::random;
    made = schemas.empty() ? Value(static_cast<std::int64_t>(random_.below(1U << 30U)))
                           : make(schemas, depth + 1);
  }
  wish_.size = size;
  if (made && is_taken(*made)) return std::nullopt;
  return made;
}

std::optional<Value> Sampling::build_array(const Demand& demand, Choices& choices, std::size_t depth) {
  const ArrayShape shape = shape_of(demand);
  const std::uint64_t least = std::max<std::uint64_t>(shape.least, shape.wanted.size());
  if (least > max_items) {
    blame(way_.back(),
          "A list of " + std::to_string(least) + " items is asked for; more than 10,000 are not made.");
    return std::nullopt;
  }
  std::uint64_t count = least;
  const bool is_deep = depth >= deep || is_on_the_way(schemas_of_item(demand, shape.prefix));
  if (wish_.size == Size::typical && !is_deep) count = std::max<std::uint64_t>({count, 1, shape.prefix});
  if (wish_.size == Size::random && !is_deep) count += random_.below(4);
  enum Policy { as_wished, as_few_as_allowed, at_least_one, policies };
  const std::size_t policy = choices.pick(policies);
  if (policy != as_wished) count = policy == at_least_one ? std::max<std::uint64_t>(least, 1) : least;
  count = std::min(std::max(count, least), shape.most);
  Array items;
  while (items.size() < count) {
    // Items that `contains` asks for stand last, behind those of the prefix, where that is possible.
    const std::size_t from_end = static_cast<std::size_t>(count) - items.size();
    Schemas schemas = schemas_of_item(demand, items.size());
    if (from_end <= shape.wanted.size()) schemas.push_back(shape.wanted[from_end - 1]);
    std::optional<Value> item = make_item(schemas, items, shape.unique, depth);
    if (!item && items.size() >= least && shape.wanted.empty()) break;
    if (!item) return std::nullopt;
    items.push_back(std::move(*item));
  }
  return Value(std::move(items));
}

bool Sampling::wants_optional(const Schemas& schemas, std::size_t depth) {
  if (is_hopeless(schemas) || wish_.size == Size::smallest || depth >= deep) return false;
  if (is_on_the_way(schemas)) return false;
  return wish_.size == Size::typical || random_.below(2) == 0;
}

std::optional<std::string>
Sampling::make_name(const Demand& demand, const Object& taken, std::size_t number) {
  Schemas names;
  std::vector<const Pattern*> patterns;
  for (const Node* const node : demand.nodes) {
    if (!node->object) continue;
    if (node->object->names != no_node) names.push_back(node->object->names);
    for (const PatternRule& rule : node->object->patterns) {
      if (rule.pattern && !program_[rule.node].never) patterns.push_back(rule.pattern.get());
    }
  }
  constexpr std::size_t tries = 12;
  for (std::size_t i = 0; i < tries; ++i) {
    std::string name = "property" + std::to_string(number + i);
    if (i % 3 == 1 && !patterns.empty())
      name = patterns[i / 3 % patterns.size()]->sample(random_, static_cast<std::uint32_t>(i));
    if (i % 3 == 2 && !names.empty()) {
      const std::optional<Value> made = make(names, deep);
      if (made && made->is_string()) name = made->string();
    }
    if (taken.find(name) != nullptr) name += std::to_string(number);
    const bool fits = names.empty() || accepted(names, Value(name));
    const Schemas below = schemas_of_member(demand, name);
    if (fits && taken.find(name) == nullptr && !is_hopeless(below) && !is_withheld_by(below)) return name;
  }
  return std::nullopt;
}

// Adds properties that no schema names until there are enough.
bool Sampling::fill_up(const Demand& demand, Object& object, std::uint64_t least, std::size_t depth) {
  if (least > max_items) {
    blame(way_.back(),
          "An object of " + std::to_string(least) +
              " properties is asked for; more than 10,000 are not made.");
    return false;
  }
  while (object.size() < least) {
    const std::optional<std::string> name = make_name(demand, object, object.size() + 1);
    if (!name) return false;
    std::optional<Value> value = make(schemas_of_member(demand, *name), depth + 1);
    if (!value) return false;
    object.add(*name, std::move(*value));
  }
  return true;
}

std::optional<Value> Sampling::build_object(const Demand& demand, Choices& choices, std::size_t depth) {
  std::vector<NamedProperty> properties = named_properties(demand);
  std::uint64_t least = 0;
  std::uint64_t most = unbounded;
  for (const Node* const node : demand.nodes) {
    if (!node->object) continue;
    least = std::max(least, node->object->min_properties);
    most = std::min(most, node->object->max_properties);
  }
  enum Policy { as_wished, only_required, everything, policies };
  const std::size_t policy = choices.pick(policies);
  for (NamedProperty& property : properties) {
    if (property.required) continue;
    const Schemas below = schemas_of_member(demand, property.name);
    property.wanted = policy == everything ? !is_hopeless(below) && depth < deep
                                           : policy == as_wished && wants_optional(below, depth);
  }
  Object object;
  for (const auto& [property, name] : demand.names)
    object.add(property, name);
  // The list grows by what a property that was added requires beside it.
  for (std::size_t i = 0; i < properties.size(); ++i) {
    const NamedProperty property = properties[i];
    if (!property.required && !property.wanted) continue;
    if (object.find(property.name) != nullptr) continue;
    const Schemas below = schemas_of_member(demand, property.name);
    if (is_withheld_by(below)) continue;
    std::optional<Value> value = make(below, depth + 1);
    if (!value && property.required) return std::nullopt;
    if (!value) continue;
    object.add(property.name, std::move(*value));
    for (const Node* const node : demand.nodes) {
      if (!node->object) continue;
      for (const auto& [name, needed] : node->object->dependent_required) {
        if (name != property.name) continue;
        for (const std::string& other : needed)
          properties.push_back({other, true, true});
      }
    }
  }
  for (const NamedProperty& property : properties) {
    if (object.size() >= least) break;
    const Schemas below = schemas_of_member(demand, property.name);
    if (object.find(property.name) != nullptr || is_hopeless(below) || is_withheld_by(below)) continue;
    if (auto value = make(below, depth + 1)) object.add(property.name, std::move(*value));
  }
  if (!fill_up(demand, object, std::min(least, most), depth)) return std::nullopt;
  return Value(std::move(object));
}

}  // namespace conform
