#include "runner/schema/heights.hpp"

#include "runner/schema/evaluation.hpp"

#include <algorithm>

namespace conform {
namespace {

constexpr std::uint16_t endless = Heights::endless;

class Measuring {
public:
  Measuring(Program& program, Direction direction) : program_(program), direction_(direction) {}

  // Everything is endless until shown otherwise; each round shows it for values that nest one deeper. What a
  // node refers to stands mostly behind it.
  void run(std::size_t first) {
    constexpr int max_rounds = 60;
    bool changed = true;
    for (int round = 0; round < max_rounds && changed; ++round) {
      changed = false;
      for (std::size_t at = program_.nodes.size(); at-- > first;) {
        const std::uint16_t next = from_parts(program_.nodes[at]);
        changed = changed || next != program_.heights[at].of(direction_);
        program_.heights[at].of(direction_) = next;
      }
    }
  }

private:
  [[nodiscard]] std::uint16_t of(NodeId id) const {
    return program_.heights[static_cast<std::size_t>(id)].of(direction_);
  }
  [[nodiscard]] std::uint16_t of_lowest(const std::vector<NodeId>& branches) const {
    std::uint16_t least = endless;
    for (const NodeId id : branches)
      least = std::min(least, of(id));
    return least;
  }
  [[nodiscard]] std::uint16_t within(NodeId id) const {
    return id == no_node ? std::uint16_t{0}
                         : std::min(endless, static_cast<std::uint16_t>(of(id) + std::uint16_t{1}));
  }

  [[nodiscard]] std::uint16_t from_parts(const Node& node) const {
    if (node.never) return endless;
    std::uint16_t out = node.reference != no_node ? of(node.reference) : std::uint16_t{0};
    if (node.dynamic) out = std::max(out, of(node.dynamic->initial));
    for (const NodeId id : node.all_of)
      out = std::max(out, of(id));
    if (!node.any_of.empty()) out = std::max(out, of_lowest(node.any_of));
    if (!node.one_of.empty()) out = std::max(out, of_lowest(node.one_of));
    constexpr std::uint8_t scalars = Kinds::null | Kinds::boolean | Kinds::number | Kinds::string;
    if (node.values || node.kinds.has(scalars)) return out;
    if (node.kinds.has(Kinds::array)) return node.array ? std::max(out, from_items(*node.array)) : out;
    return node.object ? std::max(out, from_members(*node.object)) : out;
  }

  [[nodiscard]] std::uint16_t from_items(const ArrayRules& rules) const {
    std::uint16_t out = rules.min_items > rules.prefix.size() ? within(rules.items) : std::uint16_t{0};
    for (std::size_t i = 0; i < rules.prefix.size() && i < rules.min_items; ++i)
      out = std::max(out, within(rules.prefix[i]));
    return out;
  }

  [[nodiscard]] std::uint16_t from_members(const ObjectRules& rules) const {
    std::uint16_t out = 0;
    for (const PropertyRule& rule : rules.properties.rules()) {
      if (rule.required && !is_withheld(program_, rule.node, direction_))
        out = std::max(out, within(rule.node));
    }
    return out;
  }

  Program& program_;
  Direction direction_;
};

}  // namespace

void add_heights(Program& program) {
  const std::size_t first = program.heights.size();
  program.heights.resize(program.nodes.size());
  Measuring(program, Direction::none).run(first);
  if (program.has_one_way_properties) {
    Measuring(program, Direction::request).run(first);
    Measuring(program, Direction::response).run(first);
    return;
  }
  for (std::size_t at = first; at < program.heights.size(); ++at)
    program.heights[at].by_direction.fill(program.heights[at].of(Direction::none));
}

}  // namespace conform
