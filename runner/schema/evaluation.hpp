#pragma once

#include "runner/schema/program.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace conform {

/// Which members or items of one value were looked at by a schema (`unevaluatedProperties`,
/// `unevaluatedItems`), by their index.
class Evaluated {
public:
  explicit Evaluated(std::size_t size) : size_(size) {
    if (size > bits) more_.resize((size + 63) / 64);
  }
  void add(std::size_t index) { word(index) |= std::uint64_t{1} << (index % 64); }
  void add_all() {
    for (std::size_t i = 0; i < size_; ++i)
      add(i);
  }
  void add(const Evaluated& other) {
    for (std::size_t i = 0; i < size_; i += 64)
      word(i) |= other.word(i);
  }
  [[nodiscard]] bool has(std::size_t index) const { return ((word(index) >> (index % 64)) & 1U) != 0; }
  [[nodiscard]] std::size_t size() const { return size_; }

private:
  static constexpr std::size_t bits = 128;
  [[nodiscard]] std::uint64_t& word(std::size_t i) { return more_.empty() ? few_[i / 64] : more_[i / 64]; }
  [[nodiscard]] const std::uint64_t& word(std::size_t i) const {
    return more_.empty() ? few_[i / 64] : more_[i / 64];
  }
  std::size_t size_;
  std::array<std::uint64_t, bits / 64> few_{};
  std::vector<std::uint64_t> more_{};
};

/// One run of a program over one value. What cannot be decided passes for the time being and is noted, so
/// that it never becomes a fault.
class Evaluation {
public:
  enum class Faults { wanted, without_words, unwanted };
  Evaluation(const Program& program, Direction direction, Faults faults)
      : program_(program), direction_(direction), collects_(faults != Faults::unwanted),
        words_(faults == Faults::wanted) {}

  [[nodiscard]] bool run(NodeId root, const Value& value);
  [[nodiscard]] std::vector<SchemaFault>& faults() { return faults_; }
  /// Why something was not decided; empty when all was.
  [[nodiscard]] const std::string& undecided() const { return undecided_; }
  /// How many subschemas were applied.
  [[nodiscard]] std::size_t steps() const { return steps_; }

private:
  /// The way from the root of the value, back to front.
  struct Path {
    const Path* above = nullptr;
    std::string_view key{};
    std::size_t index = 0;
    bool is_item = false;
  };
  /// The schemas on the way to the one at work, innermost first.
  struct Frame {
    const Frame* outer = nullptr;
    const Node* node = nullptr;
    bool same_value = false;  ///< whether `outer` looks at the same value
  };
  /// A value on its way through one schema.
  struct Visit {
    const Value& value;
    const Path* path = nullptr;
    const Frame* frame = nullptr;
    Evaluated* evaluated = nullptr;  ///< null when nobody asks
  };

  [[nodiscard]] bool check(NodeId id, const Visit& visit, bool same_value);
  [[nodiscard]] bool check_node(const Node& node, const Visit& visit);
  [[nodiscard]] bool check_kind(const Node& node, const Visit& visit);
  [[nodiscard]] bool check_format(const Node& node, const Visit& visit);
  [[nodiscard]] bool check_number(const Node& node, const Visit& visit);
  [[nodiscard]] bool check_string(const Node& node, const Visit& visit);
  [[nodiscard]] bool check_content(const Node& node, const Visit& visit);
  [[nodiscard]] bool check_array(const Node& node, const Visit& visit);
  [[nodiscard]] bool check_items(const Node& node, const Visit& visit);
  [[nodiscard]] bool check_contains(const Node& node, const Visit& visit);
  [[nodiscard]] bool check_unique(const Node& node, const Visit& visit);
  [[nodiscard]] bool check_object(const Node& node, const Visit& visit);
  [[nodiscard]] bool check_member(const Node& node, const Visit& visit, std::size_t index);
  [[nodiscard]] bool check_required(const Node& node, const Visit& visit);
  [[nodiscard]] bool check_dependencies(const Node& node, const Visit& visit);
  [[nodiscard]] bool check_in_place(const Node& node, const Visit& visit);
  /// Whether a discriminator has chosen, and then what came of it.
  [[nodiscard]] std::optional<bool> check_chosen(const Node& node, const Visit& visit);
  [[nodiscard]] bool check_extension(const Node& node, const Visit& visit);
  [[nodiscard]] bool check_any_of(const Node& node, const Visit& visit);
  [[nodiscard]] bool check_one_of(const Node& node, const Visit& visit);
  [[nodiscard]] bool check_not(const Node& node, const Visit& visit);
  [[nodiscard]] bool check_condition(const Node& node, const Visit& visit);
  [[nodiscard]] bool check_unevaluated(const Node& node, const Visit& visit);

  /// Whether the value fits without telling faults; what it evaluated is kept only when it fits.
  [[nodiscard]] bool fits_quietly(NodeId id, const Visit& visit);
  [[nodiscard]] NodeId dynamic_target(const DynamicReference& reference, const Frame* frame) const;
  [[nodiscard]] bool is_waived(const std::string& name, const Frame* frame) const;
  [[nodiscard]] Match search(const PatternRule& rule, std::string_view text);
  [[nodiscard]] bool give_up(std::string why);
  [[nodiscard]] std::string nearest_fault(const std::vector<NodeId>& branches, const Visit& visit);

  // Notes a fault when faults are wanted. `message` makes the sentence only then. Gives false.
  template <typename Message>
  [[nodiscard]] bool
  refuse(const Node& node, const Visit& visit, std::string_view keyword, const Message& message) {
    if (collects_) note(node, visit, keyword, words_ ? message() : std::string());
    return false;
  }
  void note(const Node& node, const Visit& visit, std::string_view keyword, std::string message);
  [[nodiscard]] bool may_stop(bool ok) const { return !ok && !collects_; }

  const Program& program_;
  Direction direction_;
  bool collects_;
  bool words_;
  bool gave_up_ = false;
  std::size_t depth_ = 0;
  std::size_t probes_ = 0;  ///< how many alternatives this run is inside of, looking for the nearest fault
  std::size_t steps_ = 0;
  std::size_t undecided_count_ = 0;
  std::string undecided_{};
  std::vector<SchemaFault> faults_{};
  std::optional<Pattern::Scratch> scratch_{};
};

/// The keyword that holds this subschema (`properties`, `then`), by its pointer; empty when that does not
/// tell.
[[nodiscard]] std::string keyword_holding(const Node& node);

/// Whether `id` says so itself, or through `$ref` or `allOf`.
enum class Access { read_only, write_only };
[[nodiscard]] bool has_access(const Program& program, NodeId id, Access access);
/// Whether a property of this schema is not sent in this direction.
[[nodiscard]] bool is_withheld(const Program& program, NodeId property, Direction direction);

}  // namespace conform
