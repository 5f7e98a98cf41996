#include "runner/schema/curious.hpp"

#include <algorithm>

namespace conform {
namespace {

constexpr std::uint64_t several = 3;
constexpr std::uint64_t many = 100;
constexpr std::size_t max_listed = 30;
constexpr std::size_t max_alone = 40;

bool is_required(const JudgedPart& spot, std::string_view name) {
  return std::ranges::any_of(spot.demand.nodes, [&](const Node* node) {
    const PropertyRule* const rule = node->object ? node->object->properties.find(name) : nullptr;
    return rule != nullptr && rule->required;
  });
}

/// The values that are listed for the first item; null where none are.
const ValueSet* listed_items(const JudgedPart& spot) {
  for (NodeId id : Sampling::schemas_of_item(spot.demand, 0)) {
    for (int steps = 0; id != no_node && steps < 10; ++steps) {
      const Node& node = spot.program[id];
      if (node.values) return node.values.get();
      id = node.reference;
    }
  }
  return nullptr;
}

void add_lists(const JudgedPart& spot, Taste taste, Ideas& out) {
  std::uint64_t least = 0;
  std::uint64_t most = unbounded;
  for (const Node* const node : spot.demand.nodes) {
    if (!node->array) continue;
    least = std::max(least, node->array->min_items);
    most = std::min(most, node->array->max_items);
  }
  const std::uint64_t wanted = taste == Taste::everyday ? several : many;
  if (most == unbounded && least < wanted) {
    const std::string phrase = "with " + std::to_string(wanted) + " items";
    if (auto made = with_items(spot, wanted)) out.push_back({"items", phrase, {}, phrase, std::move(*made)});
  }
  if (taste != Taste::everyday) return;
  if (least == 0 && !spot.part.array().empty()) out.push_back({"minItems", "empty", {}, "empty", Array{}});
  const ValueSet* const listed = listed_items(spot);
  if (listed == nullptr || listed->values().size() > std::min<std::uint64_t>(max_listed, most)) return;
  Array all;
  for (const Value& value : listed->values())
    all.push_back(value);
  out.push_back({"items", "each", {}, "with each value that its items may have", std::move(all)});
}

void add_members(const JudgedPart& spot, Ideas& out) {
  const Object& object = spot.part.object();
  Object needed;
  std::vector<const Member*> others;
  for (const Member& member : object) {
    if (is_required(spot, member.key)) {
      needed.add(member.key, member.value);
    } else {
      others.push_back(&member);
    }
  }
  if (others.empty()) return;
  const std::string phrase = needed.empty() ? "empty" : "without its optional properties";
  out.push_back({"properties", "none", {}, phrase, needed});
  if (others.size() < 2) return;
  for (std::size_t i = 0; i < std::min(others.size(), max_alone); ++i) {
    Object alone = needed;
    alone.add(others[i]->key, others[i]->value);
    out.push_back({"properties",
                   others[i]->key + " alone",
                   others[i]->key,
                   "as the only optional property",
                   std::move(alone)});
  }
}

}  // namespace

Ideas curious_containers(const JudgedPart& spot, Taste taste) {
  Ideas out;
  const Node& node = spot.node();
  if (node.values) return out;
  if (spot.part.is_array() && (node.array || node.kinds.bits != Kinds::all)) add_lists(spot, taste, out);
  if (spot.part.is_object() && node.object && taste == Taste::everyday) add_members(spot, out);
  return out;
}

}  // namespace conform
