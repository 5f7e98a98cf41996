#pragma once

#include "runner/schema/sampling.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace conform {

/// A part of a value that fits, one schema that judges it, and what else is known there.
struct JudgedPart {
  const Program& program;
  NodeId id = no_node;
  const Value& part;
  const Demand& demand;   ///< all that judges the part
  const Schemas& beside;  ///< the same, without what lies behind a choice made at this schema
  Sampling& sampling;

  [[nodiscard]] const Node& node() const { return program[id]; }
  [[nodiscard]] JudgedPart with(const Value& other) const {
    return {program, id, other, demand, beside, sampling};
  }
};

/// Another value for a part, made with one keyword in mind. Whether it does what it is meant to do is not
/// known before the whole has been validated.
struct Idea {
  std::string_view keyword{};
  std::string aspect{};  ///< what of the keyword, where it can be wrong (or met) in several ways
  std::string child{};   ///< the property that is spoken of, when it is not the part itself
  std::string tail{};    ///< what follows the name of the part: `below minimum 0`
  Value part{};
  bool blames_child = false;  ///< whether it is the child that the keyword will refuse
};
using Ideas = std::vector<Idea>;

/// Values wrong in a keyword of the schema that speaks of the part itself, as far as it is a scalar.
[[nodiscard]] Ideas scalar_breaks(const JudgedPart& spot);
/// … that speaks of its members or items, or chooses among alternatives.
[[nodiscard]] Ideas container_breaks(const JudgedPart& spot);
/// Values at the bounds of each keyword and just inside, each listed value, each alternative.
[[nodiscard]] Ideas limits(const JudgedPart& spot);
/// Values with a part that lies beside what the sample has: absent properties, items of an empty array.
/// Not for schemas among those `known`; the ones tried are added to these.
[[nodiscard]] Ideas growths(const JudgedPart& spot, std::set<NodeId>& known);
/// Values that take each alternative (of `anyOf`, `oneOf`, `if`, `dependentSchemas`) which is not among those
/// `known`.
[[nodiscard]] Ideas alternatives(const JudgedPart& spot, const std::set<NodeId>& known);

/// Plain values of the kinds that the schema speaks of, but the part is not of.
[[nodiscard]] Ideas other_kinds(const JudgedPart& spot);

/// A text of so many code points made from `text`: cut at the end, or its last letter repeated.
[[nodiscard]] std::string resized(const std::string& text, std::uint64_t length);
[[nodiscard]] std::uint64_t length_of(std::string_view text);
/// Numbers a little below (or above) `bound`, the nearest to be expected first.
enum class Side { below, above };
[[nodiscard]] std::vector<Number> numbers_beside(const Number& bound, Side side, const Demand& demand);
/// The value that a new member `name` of the part may have.
[[nodiscard]] Value value_for(const JudgedPart& spot, const std::string& name);
/// An array or object made larger or smaller; nothing when that cannot be done.
[[nodiscard]] std::optional<Value> with_items(const JudgedPart& spot, std::uint64_t count);
[[nodiscard]] std::optional<Value> with_members(const JudgedPart& spot, std::uint64_t count);

}  // namespace conform
