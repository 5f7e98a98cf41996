#include "runner/schema/compilation.hpp"
#include "runner/schema/idea.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

using Size = SampleWish::Size;

constexpr std::size_t max_alternatives = 40;

/// What judges the part whichever alternative its discriminator names: without the one that it names now.
Schemas beside_named(const JudgedPart& spot) {
  const auto& rule = spot.node().discriminator;
  if (!rule || !rule->among_alternatives || !spot.part.is_object()) return spot.beside;
  const Value* const name = spot.part.find(rule->property);
  const NodeId named = name != nullptr && name->is_string() ? rule->find(name->string()) : no_node;
  if (named == no_node) return spot.beside;
  Schemas behind = {named};
  constexpr std::size_t most = 200;
  for (std::size_t at = 0; at < behind.size() && behind.size() < most; ++at) {
    for (const NodeId next : applied_in_place(spot.program, spot.program[behind[at]]))
      if (std::ranges::find(behind, next) == behind.end()) behind.push_back(next);
  }
  Schemas out = spot.beside;
  std::erase_if(out, [&](NodeId id) { return std::ranges::find(behind, id) != behind.end(); });
  return out;
}

// The ways past `if`: through `then`, and through `else` or by.
void add_conditions(const JudgedPart& spot, const std::set<NodeId>& known, Ideas& out) {
  const Node& node = spot.node();
  const auto add = [&](std::string_view keyword, Schemas all) {
    all.insert(all.end(), spot.beside.begin(), spot.beside.end());
    if (auto made = spot.sampling.make_one(all, Size::typical))
      out.push_back({keyword, {}, {}, "by way of " + std::string(keyword), std::move(*made)});
  };
  if (node.then != no_node && !known.contains(node.then)) add("then", {node.condition, node.then});
  if (node.otherwise != no_node && !known.contains(node.otherwise)) add("else", {node.otherwise});
}

void add_dependents(const JudgedPart& spot, const std::set<NodeId>& known, Ideas& out) {
  for (const auto& [name, id] : spot.node().object->dependent_schemas) {
    if (known.contains(id)) continue;
    Schemas all = {id};
    all.insert(all.end(), spot.beside.begin(), spot.beside.end());
    auto made = spot.sampling.make_one(all, Size::typical);
    if (!made || !made->is_object()) continue;
    Object object;
    object.add(name, value_for(spot, name));
    for (const Member& member : made->object())
      object.add(member.key, member.value);
    out.push_back({"dependentSchemas", name, name, "present, and what depends on it", std::move(object)});
  }
}

}  // namespace

Ideas alternatives(const JudgedPart& spot, const std::set<NodeId>& known) {
  Ideas out;
  const Node& node = spot.node();
  add_conditions(spot, known, out);
  if (node.object) add_dependents(spot, known, out);
  const Schemas beside = beside_named(spot);
  const std::array<std::pair<std::string_view, const std::vector<NodeId>*>, 2> choices = {
      {{"anyOf", &node.any_of}, {"oneOf", &node.one_of}}};
  for (const auto& [keyword, branches] : choices) {
    for (std::size_t i = 0; i < branches->size() && i < max_alternatives; ++i) {
      if (known.contains((*branches)[i])) continue;
      Schemas all = {(*branches)[i]};
      all.insert(all.end(), beside.begin(), beside.end());
      auto made = spot.sampling.make_one(all, Size::typical);
      if (!made) continue;
      out.push_back({keyword,
                     std::to_string(i),
                     {},
                     "as alternative " + std::to_string(i + 1) + " of " + std::string(keyword),
                     std::move(*made)});
    }
  }
  return out;
}

}  // namespace conform
