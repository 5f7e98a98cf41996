#include "runner/schema/sampling.hpp"

#include <algorithm>

namespace conform {
namespace {

constexpr std::size_t deep = 4;
constexpr std::size_t max_demand = 500;

bool any_is(const Schemas& schemas, const Program& program, bool Node::*flag) {
  return std::any_of(schemas.begin(), schemas.end(), [&](NodeId id) { return program[id].*flag; });
}

}  // namespace

NodeId Sampling::collect_one(const Schemas& branches, Choices& choices, Demand& demand, std::size_t depth) {
  if (branches.empty()) return no_node;
  const auto asked_for =
      std::find_first_of(branches.begin(), branches.end(), demand.ids.begin(), demand.ids.end());
  if (asked_for != branches.end()) return *asked_for;
  Schemas order = branches;
  if (depth >= deep || wish_.size == Size::smallest) {
    std::stable_sort(
        order.begin(), order.end(), [&](NodeId a, NodeId b) { return height_of(a) < height_of(b); });
  }
  const bool shuffles = wish_.size == Size::random && depth < deep;
  const NodeId taken = order[choices.pick(order.size(), shuffles ? random_.below(order.size()) : 0)];
  collect(taken, choices, demand, depth);
  return taken;
}

// What a discriminator names must be the schema that the value is made for.
void Sampling::collect_extension(const Node& node, Choices& choices, Demand& demand, std::size_t depth) {
  const DiscriminatorRule& rule = *node.discriminator;
  const auto is_there = [&](const auto& entry) {
    return std::find(demand.ids.begin(), demand.ids.end(), entry.second) != demand.ids.end();
  };
  auto chosen = std::find_if(rule.named.begin(), rule.named.end(), is_there);
  if (chosen == rule.named.end() && !rule.named.empty()) {
    chosen = rule.named.begin() + static_cast<std::ptrdiff_t>(choices.pick(rule.named.size()));
    collect(chosen->second, choices, demand, depth);
  }
  if (chosen != rule.named.end()) demand.names.emplace_back(rule.property, chosen->first);
}

void Sampling::collect(NodeId id, Choices& choices, Demand& demand, std::size_t depth) {
  if (std::find(demand.ids.begin(), demand.ids.end(), id) != demand.ids.end() ||
      demand.ids.size() > max_demand)
    return;
  const Node& node = program_[id];
  demand.ids.push_back(id);
  demand.nodes.push_back(&node);
  demand.kinds.bits &= node.kinds.bits;
  if (node.reference != no_node) collect(node.reference, choices, demand, depth);
  if (node.dynamic) collect(node.dynamic->initial, choices, demand, depth);
  for (const NodeId part : node.all_of)
    collect(part, choices, demand, depth);
  for (const Schemas* const branches : {&node.any_of, &node.one_of}) {
    const NodeId taken = collect_one(*branches, choices, demand, depth);
    if (!node.discriminator || !node.discriminator->among_alternatives) continue;
    for (const auto& [name, target] : node.discriminator->named) {
      if (target != taken) continue;
      demand.names.emplace_back(node.discriminator->property, name);
      break;
    }
  }
  if (node.discriminator && !node.discriminator->among_alternatives)
    collect_extension(node, choices, demand, depth);
  if (node.condition != no_node) {
    const bool holds = choices.pick(2) == 0;
    if (holds) collect(node.condition, choices, demand, depth);
    const NodeId branch = holds ? node.then : node.otherwise;
    if (branch != no_node) collect(branch, choices, demand, depth);
  }
  if (!node.object) return;
  for (const auto& [name, schema] : node.object->dependent_schemas) {
    if (choices.pick(2) == 0) collect(schema, choices, demand, depth);
  }
}

Demand Sampling::demand_of(const Schemas& schemas, Choices& choices, std::size_t depth) {
  Demand demand;
  for (const NodeId id : schemas)
    collect(id, choices, demand, depth);
  return demand;
}

Schemas Sampling::schemas_of_member(const Demand& demand, const std::string& name) {
  Schemas out;
  for (const Node* const node : demand.nodes) {
    if (node->unevaluated_properties != no_node && !node->object) out.push_back(node->unevaluated_properties);
    if (!node->object) continue;
    const ObjectRules& rules = *node->object;
    bool known = false;
    const PropertyRule* const rule = rules.properties.find(name);
    if (rule != nullptr && rule->node != no_node) {
      out.push_back(rule->node);
      known = true;
    }
    for (const PatternRule& pattern : rules.patterns) {
      if (!pattern.pattern || pattern.pattern->search(name, scratch_) != Match::yes) continue;
      out.push_back(pattern.node);
      known = true;
    }
    if (!known && rules.additional != no_node) out.push_back(rules.additional);
  }
  const bool is_described =
      std::any_of(out.begin(), out.end(), [&](NodeId id) { return !program_[id].never; });
  // What another schema describes is evaluated; `unevaluatedProperties` then has nothing to say.
  if (!is_described) return out;
  std::erase_if(out, [&](NodeId id) {
    return std::any_of(demand.nodes.begin(), demand.nodes.end(), [&](const Node* node) {
      return node->unevaluated_properties == id;
    });
  });
  return out;
}

Schemas Sampling::schemas_of_item(const Demand& demand, std::size_t index) {
  Schemas out;
  for (const Node* const node : demand.nodes) {
    if (!node->array) continue;
    const ArrayRules& rules = *node->array;
    const NodeId id = index < rules.prefix.size() ? rules.prefix[index] : rules.items;
    if (id != no_node) out.push_back(id);
  }
  if (!out.empty()) return out;
  for (const Node* const node : demand.nodes) {
    if (node->unevaluated_items != no_node) out.push_back(node->unevaluated_items);
  }
  return out;
}

bool Sampling::is_withheld_by(const Schemas& schemas) const {
  return std::any_of(
      schemas.begin(), schemas.end(), [&](NodeId id) { return is_withheld(program_, id, wish_.direction); });
}

bool Sampling::is_hopeless(const Schemas& schemas) const { return any_is(schemas, program_, &Node::never); }

bool Sampling::is_on_the_way(const Schemas& schemas) const {
  return std::any_of(way_.begin(), way_.end(), [&](const Schemas& other) {
    return std::any_of(schemas.begin(), schemas.end(), [&](NodeId id) {
      const NodeId target = program_[id].reference;
      const auto is_same = [&](NodeId known) {
        return known == id || known == target || program_[known].reference == id;
      };
      return std::any_of(other.begin(), other.end(), is_same);
    });
  });
}

}  // namespace conform
