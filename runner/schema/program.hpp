#pragma once

#include "runner/schema/format.hpp"
#include "runner/schema/pattern.hpp"
#include "runner/schema/schema.hpp"

#include <cstdint>
#include <deque>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace conform {

enum class NodeId : std::uint32_t {};
enum class ResourceId : std::uint32_t {};
inline constexpr NodeId no_node{std::numeric_limits<std::uint32_t>::max()};
inline constexpr std::uint64_t unbounded = std::numeric_limits<std::uint64_t>::max();

/// A set of kinds of values, where whole numbers are a kind of their own: every value is in exactly one.
struct Kinds {
  static constexpr std::uint8_t null = 1, boolean = 2, whole = 4, fraction = 8, string = 16, array = 32,
                                object = 64, number = whole | fraction, all = 127;
  std::uint8_t bits = all;
  [[nodiscard]] bool has(std::uint8_t kind) const { return (bits & kind) != 0; }
  friend bool operator==(const Kinds&, const Kinds&) = default;
};
/// The kind that `value` is of; one bit.
[[nodiscard]] std::uint8_t kind_of(const Value& value);
/// `string`, `integer or null` …, for messages.
[[nodiscard]] std::string to_string(Kinds kinds);

/// A pattern keyword, or the reason why it cannot be decided.
struct PatternRule {
  std::string text{};                        ///< as written
  std::shared_ptr<const Pattern> pattern{};  ///< null when the pattern cannot be expressed
  NodeId node = no_node;                     ///< for `patternProperties`
};

/// What a schema knows of one property name: its schema, and whether it must be there.
struct PropertyRule {
  std::string name{};
  NodeId node = no_node;
  bool required = false;
};

/// The property names of a schema with constant-time look-up. Immutable after `index`.
class PropertyTable {
public:
  /// The rule of `name`, added when it is new.
  PropertyRule& rule(std::string_view name);
  void index();
  [[nodiscard]] const PropertyRule* find(std::string_view name) const;
  /// The same; quick where the rule is the one at `guess`, as values often follow their schema's order.
  [[nodiscard]] const PropertyRule* find(std::string_view name, std::size_t guess) const {
    return guess < rules_.size() && rules_[guess].name == name ? &rules_[guess] : find(name);
  }
  [[nodiscard]] const std::vector<PropertyRule>& rules() const { return rules_; }
  [[nodiscard]] std::size_t required() const { return required_; }

private:
  std::vector<PropertyRule> rules_{};
  std::vector<std::uint32_t> slots_{};  // open addressing; 0 is empty, else index + 1
  std::map<std::string, std::size_t, std::less<>> building_{};
  std::size_t required_ = 0;
};

struct NumberRules {
  std::optional<Number> minimum{}, maximum{}, exclusive_minimum{}, exclusive_maximum{}, multiple_of{};
};

struct StringRules {
  std::uint64_t min_length = 0, max_length = unbounded;
  std::optional<PatternRule> pattern{};
  bool base64 = false, json = false;  ///< draft 7: `contentEncoding`, `contentMediaType`
};

struct ArrayRules {
  std::vector<NodeId> prefix{};
  NodeId items = no_node;  ///< for the items after the prefix
  NodeId contains = no_node;
  std::uint64_t min_contains = 1, max_contains = unbounded;
  std::uint64_t min_items = 0, max_items = unbounded;
  bool unique = false;
  bool contains_evaluates = false;  ///< 2020-12: what `contains` matches counts as evaluated
};

struct ObjectRules {
  PropertyTable properties{};
  std::vector<PatternRule> patterns{};
  NodeId additional = no_node;
  NodeId names = no_node;
  std::uint64_t min_properties = 0, max_properties = unbounded;
  std::vector<std::pair<std::string, std::vector<std::string>>> dependent_required{};
  std::vector<std::pair<std::string, NodeId>> dependent_schemas{};
  std::string additional_keyword = "additionalProperties";
};

/// A closed set of values. Few are compared one by one, many are found by hash.
class ValueSet {
public:
  explicit ValueSet(std::vector<Value> values);
  [[nodiscard]] bool contains(const Value& value) const;
  [[nodiscard]] const std::vector<Value>& values() const { return values_; }

private:
  std::vector<Value> values_;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> by_hash_{};  // sorted; empty for few values
};
/// Equal values have equal hashes; objects without regard to the order of members.
[[nodiscard]] std::uint64_t hash_of(const Value& value);

/// A reference whose target depends on the way that led here: `$dynamicRef`, `$recursiveRef`.
struct DynamicReference {
  NodeId initial = no_node;
  std::uint32_t anchor = 0;  ///< into Program::dynamic_anchors
  std::string keyword{};
};

/// A property whose value names the schema that an object is of (OpenAPI 3.0.3 §4.7.25).
struct DiscriminatorRule {
  std::string property{};
  /// The values and what they name, those of `mapping` first.
  std::vector<std::pair<std::string, NodeId>> named{};
  /// Whether it stands beside `oneOf` or `anyOf` and so chooses among their alternatives. Otherwise it stands
  /// in a schema that others extend by `allOf`, and chooses among these.
  bool among_alternatives = false;

  /// What `value` names, or no_node.
  [[nodiscard]] NodeId find(std::string_view value) const;
};

struct KeywordMark {
  std::string keyword{};
  Mark mark{};
};

/// One subschema, read in one dialect. Kinds of values that a rule group does not speak of pass it.
struct Node {
  SourcePtr source{};
  std::string pointer{};  ///< JSON Pointer in `source`
  Mark mark{};
  std::vector<KeywordMark> marks{};
  ResourceId resource{};

  bool never = false;   ///< the schema `false`
  bool faulty = false;  ///< there was an error in it; it is not to be used
  bool read_only = false, write_only = false;
  Kinds kinds{};
  std::unique_ptr<const ValueSet> values{};  ///< of `enum` or `const`
  bool values_are_constant = false;          ///< it was `const`
  const Format* format = nullptr;
  std::unique_ptr<NumberRules> number{};
  std::unique_ptr<StringRules> string{};
  std::unique_ptr<ArrayRules> array{};
  std::unique_ptr<ObjectRules> object{};

  std::unique_ptr<const DiscriminatorRule> discriminator{};

  NodeId reference = no_node;
  std::optional<DynamicReference> dynamic{};
  std::vector<NodeId> all_of{}, any_of{}, one_of{};
  NodeId negated = no_node;
  NodeId condition = no_node, then = no_node, otherwise = no_node;
  NodeId unevaluated_items = no_node, unevaluated_properties = no_node;

  bool applies_in_place = false;  ///< whether any from `discriminator` to `else` says something

  std::vector<Value> preferred{};  ///< `default`, `example`, `examples`, in this order
};

/// The schemas with one `$dynamicAnchor` name (or `$recursiveAnchor`), by resource.
struct DynamicAnchor {
  std::string name{};
  std::vector<std::pair<ResourceId, NodeId>> targets{};
};

/// Compiled schemas. Nodes refer to each other by id, so recursion is a cycle of ids. Grows only while its
/// SchemaCompiler works; a Schema looks at it from its root.
struct Schema::Program {
  std::deque<Node> nodes{};
  std::vector<DynamicAnchor> dynamic_anchors{};

  [[nodiscard]] const Node& operator[](NodeId id) const { return nodes[static_cast<std::size_t>(id)]; }
  [[nodiscard]] Node& operator[](NodeId id) { return nodes[static_cast<std::size_t>(id)]; }
};
using Program = Schema::Program;

/// The place of `keyword` in `node`, or the node's own.
[[nodiscard]] Place place_of(const Node& node, std::string_view keyword);

}  // namespace conform
