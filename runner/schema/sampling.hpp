#pragma once

#include "runner/schema/evaluation.hpp"
#include "runner/schema/program.hpp"
#include "runner/schema/random.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace conform {

/// Everything that schemas ask of one value together: the nodes that all must hold, with references and
/// `allOf` followed and one alternative of each choice taken.
struct Demand {
  std::vector<const Node*> nodes{};
  std::vector<NodeId> ids{};
  Kinds kinds{};
  std::vector<std::pair<std::string, std::string>> names{};  ///< properties that must name the schema chosen
};

/// Counts through the choices that are met while one value is made: each `pick` is a digit, the last one
/// the fastest; `advance` goes to the next number.
class Choices {
public:
  /// The choice among `options` (at least 1). The first one made is `start`.
  [[nodiscard]] std::size_t pick(std::size_t options, std::size_t start = 0);
  /// False when all have been tried.
  [[nodiscard]] bool advance();
  void restart() { next_ = 0; }

private:
  struct Digit {
    std::size_t value = 0;
    std::size_t options = 0;
    std::size_t start = 0;
  };
  std::vector<Digit> digits_{};
  std::size_t next_ = 0;
};

/// What is to be fulfilled together by one value.
using Schemas = std::vector<NodeId>;

/// Makes one value for a schema: takes choices, builds what they ask, and looks whether the schemas accept
/// it; if not, takes the next choices. Bounded in attempts, depth and size.
class Sampling {
public:
  Sampling(const Program& program, const SampleWish& wish);
  [[nodiscard]] std::variant<Value, NoSample> run(NodeId root);
  /// One more value that all of `schemas` accept, each of them reached from the root of the first run.
  [[nodiscard]] std::optional<Value> make_one(const Schemas& schemas, SampleWish::Size size);
  /// What is asked of the member `name` of an object of which `demand` is asked.
  [[nodiscard]] Schemas schemas_of_member(const Demand& demand, const std::string& name);
  [[nodiscard]] static Schemas schemas_of_item(const Demand& demand, std::size_t index);
  /// Whether a property with these schemas is not sent in the wished direction.
  [[nodiscard]] bool is_withheld_by(const Schemas& schemas) const;
  [[nodiscard]] Random& random() { return random_; }

private:
  using Size = SampleWish::Size;

  // sampling.cpp
  [[nodiscard]] std::optional<Value> make(const Schemas& schemas, std::size_t depth);
  [[nodiscard]] std::optional<Value> attempt(const Schemas& schemas, std::size_t depth);
  [[nodiscard]] std::optional<Value> prefer(const Schemas& schemas);
  [[nodiscard]] std::optional<Value> build(const Demand& demand, Choices& choices, std::size_t depth);
  [[nodiscard]] std::vector<std::uint8_t> order_of_kinds(const Demand& demand, std::size_t depth) const;
  [[nodiscard]] bool accepted(const Schemas& schemas, const Value& value) const;
  [[nodiscard]] Value without_withheld(const Schemas& schemas, const Value& value, std::size_t depth);
  void blame(const Schemas& schemas, std::string why);

  // sampling_demand.cpp
  [[nodiscard]] Demand demand_of(const Schemas& schemas, Choices& choices, std::size_t depth);
  void collect(NodeId id, Choices& choices, Demand& demand, std::size_t depth);
  void collect_extension(const Node& node, Choices& choices, Demand& demand, std::size_t depth);
  [[nodiscard]] NodeId
  collect_one(const Schemas& branches, Choices& choices, Demand& demand, std::size_t depth);
  [[nodiscard]] bool is_hopeless(const Schemas& schemas) const;
  [[nodiscard]] bool is_on_the_way(const Schemas& schemas) const;
  [[nodiscard]] std::uint16_t height_of(NodeId id) const {
    return program_.heights[static_cast<std::size_t>(id)].of(wish_.direction);
  }

  // sampling_scalars.cpp
  [[nodiscard]] std::optional<Value> build_number(const Demand& demand, std::uint8_t kind, Choices& choices);
  [[nodiscard]] std::optional<Value> build_string(const Demand& demand, Choices& choices);
  [[nodiscard]] std::optional<std::string>
  text_for_patterns(const Demand& demand, std::uint64_t least, std::uint64_t most);
  [[nodiscard]] bool matches(const Demand& demand, const std::string& text);

  // sampling_containers.cpp
  [[nodiscard]] std::optional<Value> build_array(const Demand& demand, Choices& choices, std::size_t depth);
  [[nodiscard]] std::optional<Value>
  make_item(const Schemas& schemas, const Array& taken, bool unique, std::size_t depth);
  [[nodiscard]] std::optional<Value> build_object(const Demand& demand, Choices& choices, std::size_t depth);
  [[nodiscard]] std::optional<std::string>
  make_name(const Demand& demand, const Object& taken, std::size_t number);
  [[nodiscard]] bool fill_up(const Demand& demand, Object& object, std::uint64_t least, std::size_t depth);
  [[nodiscard]] bool wants_optional(const Schemas& schemas, std::size_t depth);

  const Program& program_;
  SampleWish wish_;
  Random random_;
  Pattern::Scratch scratch_{};
  std::size_t attempts_ = 0;
  std::size_t values_ = 0;
  std::set<Schemas> impossible_{};  ///< for which no value was found
  std::vector<Schemas> way_{};      ///< of the values that are being built, to notice recursion
  std::map<std::pair<Schemas, Size>, std::optional<Value>> made_{};  ///< by make_one
  std::size_t blamed_depth_ = 0;
  NoSample blamed_{};
};

}  // namespace conform
