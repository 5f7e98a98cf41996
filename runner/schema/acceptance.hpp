#pragma once

#include "runner/schema/evaluation.hpp"
#include "runner/schema/program.hpp"

namespace conform {

/// One run of a program over one value for its answer alone: no faults, no way through value and schemas,
/// hence no memory. What needs more than that (`$dynamicRef`, a pattern too costly, a property that is not
/// sent in this direction) makes it ask for an Evaluation instead, whose answers it always shares.
class Acceptance {
public:
  Acceptance(const Program& program, Direction direction)
      : program_(program), gists_(program.gists.data()), direction_(direction),
        has_scopes_(!program.dynamic_anchors.empty()) {}

  /// Whether the value fits; says nothing when `asks` afterwards.
  [[nodiscard]] bool run(NodeId root, const Value& value) { return fits(root, value, {}) && !asks_; }
  [[nodiscard]] bool asks() const { return asks_; }

private:
  /// What the keywords of a schema say of a member so far.
  enum class Look : std::uint8_t { unknown, known, misfit };
  /// The resources of the schemas on the way, innermost first; kept for `$dynamicRef` only.
  struct Scope {
    const Scope* outer = nullptr;
    ResourceId resource{};
  };
  /// Where in the run a value is looked at; small enough to travel in registers.
  struct Here {
    Evaluated* seen = nullptr;  ///< collects which parts were looked at, for `unevaluated…`; may be null
    unsigned depth = 0;
    [[nodiscard]] Here below() const { return {nullptr, depth}; }
  };

  [[nodiscard]] bool fits(NodeId id, const Value& value, Here here) {
    const Gist& gist = gists_[static_cast<std::size_t>(id)];
    if (gist.way == Gist::Way::kinds) return (gist.kinds & kind_of(value)) != 0;
    return fits_more(gist, value, here);
  }
  [[nodiscard]] bool fits_more(const Gist& gist, const Value& value, Here here);
  [[nodiscard]] bool fits_elsewhere(const Gist& gist, const Value& value, Here here);
  [[nodiscard]] bool fits_in_scope(const Gist& gist, const Value& value, Here here);
  [[nodiscard]] bool fits_rules(const Gist& gist, const Value& value, Here here);
  [[nodiscard]] bool fits_kind(const Gist& gist, const Value& value, Here here);
  [[nodiscard]] bool fits_string(const StringRules& rules, const std::string& text);
  [[nodiscard]] bool fits_array(const ArrayRules& rules, const Array& items, Here here);
  [[nodiscard]] bool fits_contains(const ArrayRules& rules, const Array& items, Here here);
  [[nodiscard]] bool fits_object(const ObjectRules& rules, const Value& value, Here here);
  [[nodiscard]] std::size_t required_among(const ObjectRules& rules, const Object& object, Here here);
  /// By `patternProperties`, `additionalProperties` and `propertyNames`, where `look` is by `properties`.
  [[nodiscard]] Look look_further(const ObjectRules& rules, const Member& member, Look look, Here below);
  [[nodiscard]] bool fits_dependencies(const ObjectRules& rules, const Value& value, Here here);
  [[nodiscard]] bool fits_in_place(const Node& node, const Value& value, Here here);
  /// One of several schemas for the same value: what it saw counts only when it fits.
  [[nodiscard]] bool fits_alone(NodeId id, const Value& value, Here here);
  [[nodiscard]] bool fits_any_of(const Node& node, const Value& value, Here here);
  [[nodiscard]] bool fits_one_of(const Node& node, const Value& value, Here here);
  [[nodiscard]] bool fits_unevaluated(const Gist& gist, const Value& value, Here here);
  [[nodiscard]] bool fits_unseen(const Node& node, const Value& value, Here here);
  [[nodiscard]] NodeId target_of(const DynamicReference& reference) const;
  [[nodiscard]] bool may_be_missing(const std::string& name);
  [[nodiscard]] bool may_lack(const PropertyTable& table, const Object& object);
  [[nodiscard]] bool matches(const PatternRule& rule, std::string_view text);
  // Gives false, so that the run ends soon; the answer does not count.
  bool ask() {
    asks_ = true;
    steps_ = std::numeric_limits<std::size_t>::max() / 2;  // beyond every limit
    return false;
  }

  const Program& program_;
  const Gist* gists_;
  Direction direction_;
  bool has_scopes_;
  bool asks_ = false;
  std::size_t steps_ = 0;
  const Scope* scope_ = nullptr;
};

/// Adds to `program.gists` what the nodes since the last call come down to.
void add_gists(Program& program);

}  // namespace conform
