#include "runner/schema/survey.hpp"

#include <algorithm>

namespace conform {
namespace {

constexpr std::size_t max_sites = 3000;
constexpr std::size_t max_depth = 12;
// Items after these are judged like them.
constexpr std::size_t items_looked_at = 2;
constexpr std::size_t cost_of_undecided = 50'000;

template <typename Part> Part* walk(Part& root, const Way& way) {
  Part* at = &root;
  for (const WayStep& step : way) {
    if (at == nullptr) return nullptr;
    if (step.is_item) {
      at = at->is_array() && step.index < at->array().size() ? &at->array()[step.index] : nullptr;
    } else {
      at = at->is_object() ? at->object().find(step.key) : nullptr;
    }
  }
  return at;
}

}  // namespace

std::string pointer_of(const Way& way) {
  std::string out;
  for (const WayStep& step : way)
    out += "/" + (step.is_item ? std::to_string(step.index) : escape_pointer_token(step.key));
  return out;
}

std::string shape_of(const Way& way) {
  std::string out;
  for (const WayStep& step : way)
    out += "/" + (step.is_item ? std::string("*") : escape_pointer_token(step.key));
  return out;
}

std::string spoken(const Way& way) {
  std::string out;
  for (const WayStep& step : way) {
    if (step.is_item) {
      out += "[" + std::to_string(step.index) + "]";
    } else {
      out += (out.empty() ? "" : ".") + step.key;
    }
  }
  return out;
}

const Value* part_at(const Value& root, const Way& way) { return walk(root, way); }

Value* part_at(Value& root, const Way& way) { return walk(root, way); }

Schemas Survey::beside(const Site& site) const {
  Schemas out;
  for (const std::size_t i : by_place.at(site.place)) {
    if (!sites[i].name && sites[i].choice == site.choice) out.push_back(sites[i].id);
  }
  return out;
}

Demand Survey::demand_at(const Program& program, const Site& site) const {
  Demand out;
  for (const std::size_t i : by_place.at(site.place)) {
    if (sites[i].name) continue;
    out.ids.push_back(sites[i].id);
    out.nodes.push_back(&program[sites[i].id]);
    out.kinds.bits &= program[sites[i].id].kinds.bits;
  }
  return out;
}

bool Surveyor::accepts(NodeId id, const Value& value) {
  Evaluation evaluation(program_, direction_, Evaluation::Faults::unwanted);
  const bool fits = evaluation.run(id, value);
  work_ += evaluation.steps() + (evaluation.undecided().empty() ? 0 : cost_of_undecided);
  return fits && evaluation.undecided().empty();
}

void Surveyor::go(const Stop& from, NodeId id) {
  if (id != no_node) waiting_.push_back({from.way, id, from.part, from.choice});
}

void Surveyor::go_into(const Stop& from, NodeId id, WayStep step) {
  if (id == no_node || from.way.size() >= max_depth) return;
  Stop next{from.way, id, nullptr, from.choice};
  const Value& part = *from.part;
  next.part = step.is_item ? &part.array()[step.index] : part.find(step.key);
  next.way.push_back(std::move(step));
  if (next.part != nullptr) waiting_.push_back(std::move(next));
}

void Surveyor::visit_alternatives(const Stop& stop,
                                  const std::vector<NodeId>& branches,
                                  std::string_view keyword) {
  if (branches.empty()) return;
  Stop inner = stop;
  if (!inner.choice) {
    inner.choice = found_.choices.size();
    found_.choices.push_back({stop.way, stop.id, keyword});
  }
  for (const NodeId branch : branches) {
    if (accepts(branch, *stop.part)) go(inner, branch);
  }
}

void Surveyor::visit_condition(const Stop& stop) {
  const Node& node = program_[stop.id];
  if (node.condition == no_node) return;
  go(stop, accepts(node.condition, *stop.part) ? node.then : node.otherwise);
}

void Surveyor::visit_items(const Stop& stop) {
  const Node& node = program_[stop.id];
  const Array& items = stop.part->array();
  const std::size_t prefix = node.array ? node.array->prefix.size() : 0;
  for (std::size_t i = 0; i < std::min(items.size(), prefix + items_looked_at); ++i) {
    NodeId id = node.unevaluated_items;
    if (i < prefix)
      id = node.array->prefix[i];
    else if (node.array && node.array->items != no_node)
      id = node.array->items;
    go_into(stop, id, {{}, i, true});
  }
}

void Surveyor::visit_members(const Stop& stop) {
  const Node& node = program_[stop.id];
  for (const Member& member : stop.part->object()) {
    const PropertyRule* const rule = node.object ? node.object->properties.find(member.key) : nullptr;
    bool known = rule != nullptr && rule->node != no_node;
    if (known) go_into(stop, rule->node, {member.key, 0, false});
    if (node.object) {
      for (const PatternRule& pattern : node.object->patterns) {
        if (!pattern.pattern || pattern.pattern->search(member.key, scratch_) != Match::yes) continue;
        known = true;
        go_into(stop, pattern.node, {member.key, 0, false});
      }
    }
    if (known) continue;
    const bool has_rest = node.object && node.object->additional != no_node;
    go_into(stop, has_rest ? node.object->additional : node.unevaluated_properties, {member.key, 0, false});
  }
  if (!node.object || node.object->names == no_node) return;
  const auto members = stop.part->object().members();
  add_site(stop, node.object->names, members.empty() ? "name" : members[0].key);
}

void Surveyor::add_site(const Stop& stop, NodeId id, std::optional<std::string> name) {
  std::string place = pointer_of(stop.way);
  found_.by_place[place].push_back(found_.sites.size());
  found_.sites.push_back({stop.way, std::move(place), id, stop.choice, std::move(name)});
}

void Surveyor::visit(const Stop& stop) {
  const Node& node = program_[stop.id];
  add_site(stop, stop.id, std::nullopt);
  // Nearest first: what waits is taken from the end.
  const std::size_t before = waiting_.size();
  go(stop, node.reference);
  if (node.dynamic) go(stop, node.dynamic->initial);
  for (const NodeId id : node.all_of)
    go(stop, id);
  const Value* const names = node.discriminator ? stop.part->find(node.discriminator->property) : nullptr;
  const NodeId named =
      names != nullptr && names->is_string() ? node.discriminator->find(names->string()) : no_node;
  go(stop, named);
  if (named == no_node || !node.discriminator->among_alternatives) {
    visit_alternatives(stop, node.any_of, "anyOf");
    visit_alternatives(stop, node.one_of, "oneOf");
  }
  visit_condition(stop);
  if (stop.part->is_object() && node.object) {
    for (const auto& [name, id] : node.object->dependent_schemas) {
      if (stop.part->find(name) != nullptr) go(stop, id);
    }
  }
  if (stop.part->is_array()) visit_items(stop);
  if (stop.part->is_object()) visit_members(stop);
  std::reverse(waiting_.begin() + static_cast<std::ptrdiff_t>(before), waiting_.end());
}

Survey Surveyor::survey(NodeId root, const Value& value) {
  found_ = {};
  waiting_.assign(1, {{}, root, &value, std::nullopt});
  std::set<std::pair<NodeId, const Value*>> seen;
  while (!waiting_.empty() && found_.sites.size() < max_sites) {
    const Stop stop = std::move(waiting_.back());
    waiting_.pop_back();
    if (program_[stop.id].never || !seen.emplace(stop.id, stop.part).second) continue;
    visit(stop);
  }
  waiting_.clear();
  return std::move(found_);
}

}  // namespace conform
