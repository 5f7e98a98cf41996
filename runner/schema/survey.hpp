#pragma once

#include "runner/schema/sampling.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace conform {

/// One step from a value into a part of it: a member or an item.
struct WayStep {
  std::string key{};
  std::size_t index = 0;
  bool is_item = false;
};
using Way = std::vector<WayStep>;

/// The JSON Pointer of a way.
[[nodiscard]] std::string pointer_of(const Way& way);
/// The same with every index as `*`: parts of one list have one shape.
[[nodiscard]] std::string shape_of(const Way& way);
/// For people: `address.lines[0]`, or an empty text for the value itself.
[[nodiscard]] std::string spoken(const Way& way);
/// The part of `root` at the end of `way`, or nullptr.
[[nodiscard]] const Value* part_at(const Value& root, const Way& way);
[[nodiscard]] Value* part_at(Value& root, const Way& way);

/// A choice among alternatives (`anyOf`, `oneOf`) that a part of a value passed.
struct ChoiceSite {
  Way way{};
  NodeId id = no_node;
  std::string_view keyword{};
};

/// A part of a value and one schema that judges it.
struct Site {
  Way way{};
  std::string place{};  ///< the pointer of `way`
  NodeId id = no_node;
  /// The outermost choice on the way to the schema, which is what validation blames for it.
  std::optional<std::size_t> choice{};
  /// Set when the schema judges a property name (`propertyNames`) of the object at `way`.
  std::optional<std::string> name{};
};

/// Which schemas judge which parts of one value that fits them.
struct Survey {
  std::vector<Site> sites{};
  std::vector<ChoiceSite> choices{};
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_place{};  ///< indices of sites

  /// All that judges the part of `site`, with no more choices taken than for it.
  [[nodiscard]] Schemas beside(const Site& site) const;
  /// All that judges the part of `site`.
  [[nodiscard]] Demand demand_at(const Program& program, const Site& site) const;
};

/// Walks through a value and the schemas that it fits. Bounded in sites and depth; `work` grows by the
/// subschemas that were applied.
class Surveyor {
public:
  Surveyor(const Program& program, Direction direction) : program_(program), direction_(direction) {}
  [[nodiscard]] Survey survey(NodeId root, const Value& value);
  [[nodiscard]] std::size_t work() const { return work_; }
  /// Whether the value fits for certain.
  [[nodiscard]] bool accepts(NodeId id, const Value& value);

private:
  struct Stop {
    Way way{};
    NodeId id = no_node;
    const Value* part = nullptr;
    std::optional<std::size_t> choice{};
  };
  void add_site(const Stop& stop, NodeId id, std::optional<std::string> name);
  void visit(const Stop& stop);
  void visit_alternatives(const Stop& stop, const std::vector<NodeId>& branches, std::string_view keyword);
  void visit_condition(const Stop& stop);
  void visit_items(const Stop& stop);
  void visit_members(const Stop& stop);
  void go(const Stop& from, NodeId id);
  void go_into(const Stop& from, NodeId id, WayStep step);

  const Program& program_;
  Direction direction_;
  std::size_t work_ = 0;
  std::vector<Stop> waiting_{};
  Survey found_{};
  Pattern::Scratch scratch_{};
};

}  // namespace conform
