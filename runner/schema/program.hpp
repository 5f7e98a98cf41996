#pragma once

#include "runner/schema/format.hpp"
#include "runner/schema/pattern.hpp"
#include "runner/schema/schema.hpp"

#include <array>
#include <cstdint>
#include <cstring>
#include <deque>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <set>
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
[[nodiscard]] inline std::uint8_t kind_of(const Value& value) {
  // In the order of Value::Kind.
  static constexpr std::array<std::uint8_t, 6> bits{
      Kinds::null, Kinds::boolean, Kinds::fraction, Kinds::string, Kinds::array, Kinds::object};
  if (value.is_number() && value.number().is_integer()) return Kinds::whole;
  return bits[static_cast<std::size_t>(value.kind())];
}
/// `string`, `integer or null` …, for messages.
[[nodiscard]] std::string to_string(Kinds kinds);

/// A pattern keyword, or the reason why it cannot be decided.
struct PatternRule {
  std::string text{};                        ///< as written
  std::shared_ptr<const Pattern> pattern{};  ///< null when the pattern cannot be expressed
  NodeId node = no_node;                     ///< for `patternProperties`
};

/// Whether two texts are equal; quick for short ones, as the names of properties are.
// Called for every member of every value: the call would cost as much as the comparison.
[[nodiscard, gnu::always_inline]] inline bool same_text(std::string_view left, std::string_view right) {
  const std::size_t size = left.size();
  if (size != right.size()) return false;
  const auto differ = [&]<typename Word>(std::size_t at, Word) {
    Word ours = 0, theirs = 0;
    std::memcpy(&ours, left.data() + at, sizeof(Word));
    std::memcpy(&theirs, right.data() + at, sizeof(Word));
    return static_cast<std::uint64_t>(ours ^ theirs);
  };
  constexpr std::uint64_t word = 0;
  constexpr std::uint32_t half = 0;
  // Words that overlap hold every size.
  if (size > 32) return left == right;
  if (size > 16)
    return (differ(0, word) | differ(8, word) | differ(size - 16, word) | differ(size - 8, word)) == 0;
  if (size >= 8) return (differ(0, word) | differ(size - 8, word)) == 0;
  if (size >= 4) return (differ(0, half) | differ(size - 4, half)) == 0;
  for (std::size_t i = 0; i < size; ++i) {
    if (left[i] != right[i]) return false;
  }
  return true;
}

/// What a schema knows of one property name: its schema, and whether it must be there.
struct PropertyRule {
  std::string name{};
  NodeId node = no_node;
  bool required = false;
  std::uint8_t kinds = 0;   ///< when not 0: any value of these kinds fits, and no other
  NodeId target = no_node;  ///< what `node` comes down to
};

/// The property names of a schema with constant-time look-up. Immutable after `index`.
class PropertyTable {
public:
  /// The rule of `name`, added when it is new.
  PropertyRule& rule(std::string_view name);
  void index();
  [[nodiscard]] const PropertyRule* find(std::string_view name) const {
    return (looks_ & look_of(name)) == 0 ? nullptr : look_up(name);
  }
  /// The same; quick where the rule is the one at `guess`, as values often follow their schema's order.
  [[nodiscard]] const PropertyRule* find(std::string_view name, std::size_t guess) const {
    return guess < rules_.size() && same_text(rules_[guess].name, name) ? &rules_[guess] : find(name);
  }
  [[nodiscard]] const std::vector<PropertyRule>& rules() const { return rules_; }
  [[nodiscard]] std::vector<PropertyRule>& rules() { return rules_; }
  [[nodiscard]] std::size_t required() const { return required_; }

private:
  // Open addressing; the half of the hash that did not choose the slot spares most comparisons.
  struct Slot {
    std::uint32_t next = 0;  // 0 is empty, else the rule's index + 1
    std::uint32_t hash = 0;
  };
  // One bit by the size and the ends of a name: most names that are not here have a look that none here has.
  [[nodiscard]] static std::uint64_t look_of(std::string_view name) {
    if (name.empty()) return 1;
    const std::size_t front = static_cast<unsigned char>(name.front());
    const std::size_t back = static_cast<unsigned char>(name.back());
    return std::uint64_t{1} << ((name.size() + front * 5 + back * 11) % 64);
  }
  [[nodiscard]] const PropertyRule* look_up(std::string_view name) const;
  [[nodiscard]] std::uint64_t hash_of(std::string_view name) const;
  /// Fills the slots; gives up where a name would stand further from its slot than `longest_way`.
  [[nodiscard]] bool fill(std::size_t longest_way);

  std::vector<PropertyRule> rules_{};
  std::vector<Slot> slots_{};
  std::map<std::string, std::size_t, std::less<>> building_{};
  std::size_t required_ = 0;
  std::uint64_t looks_ = 0;
  bool is_guarded_ = false;  // names were made to fall into one slot: they are hashed with a key
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
/// Whether two items are equal, as `uniqueItems` forbids.
[[nodiscard]] bool has_equal_items(const Array& items);
/// Code points of a UTF-8 text: bytes that do not continue one.
[[nodiscard]] std::uint64_t code_points(std::string_view text);
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

  std::unique_ptr<Object> extensions{};  ///< the members `x-…`, if any
  std::vector<Value> preferred{};        ///< `default`, `example`, `examples`, in this order
};

/// What decides about a value, of one node, in one cache line; the node has the rest.
struct Gist {
  enum class Way : std::uint8_t {
    kinds,     ///< any value of these kinds fits
    plain,     ///< the rules here are all
    in_place,  ///< the node applies other schemas to the same value, too
    other,     ///< it comes down to another node
    unevaluated,
    never,
    asking,  ///< an Evaluation has to decide
  };
  std::uint8_t kinds = Kinds::all;
  Way way = Way::kinds;
  NodeId other = no_node;
  const ValueSet* values = nullptr;
  const Format* format = nullptr;
  const NumberRules* number = nullptr;
  const StringRules* string = nullptr;
  const ArrayRules* array = nullptr;
  const ObjectRules* object = nullptr;
  const Node* node = nullptr;
};

/// How deep the smallest value that fits a node nests, by the direction in which it is sent.
struct Heights {
  static constexpr std::uint16_t endless = 1000;  ///< there is no such value, or it would nest without an end
  std::array<std::uint16_t, 3> by_direction{endless, endless, endless};

  [[nodiscard]] std::uint16_t& of(Direction direction) {
    return by_direction[static_cast<std::size_t>(direction)];
  }
  [[nodiscard]] std::uint16_t of(Direction direction) const {
    return by_direction[static_cast<std::size_t>(direction)];
  }
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
  std::vector<Gist> gists{};       ///< one for each node
  std::vector<Heights> heights{};  ///< one for each node
  bool has_one_way_properties = false;
  /// The names of all properties that some schema calls `readOnly` or `writeOnly`.
  std::set<std::string, std::less<>> one_way_properties{};

  [[nodiscard]] const Node& operator[](NodeId id) const { return nodes[static_cast<std::size_t>(id)]; }
  [[nodiscard]] Node& operator[](NodeId id) { return nodes[static_cast<std::size_t>(id)]; }
};
using Program = Schema::Program;

/// The place of `keyword` in `node`, or the node's own.
[[nodiscard]] Place place_of(const Node& node, std::string_view keyword);

}  // namespace conform
