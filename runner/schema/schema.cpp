#include "runner/schema/schema.hpp"

#include "runner/schema/acceptance.hpp"
#include "runner/schema/evaluation.hpp"
#include "runner/schema/program.hpp"
#include "runner/schema/sampling.hpp"
#include "runner/schema/variations.hpp"

#include <array>
#include <cassert>

namespace conform {
namespace {

// The kinds that the schema admits by `type`, `enum` and `const`, followed through references and
// alternatives as far as `depth` goes; an upper bound.
std::uint8_t admitted_bits(const Program& program, NodeId id, int depth) {
  const Node& node = program[id];
  if (node.never) return 0;
  std::uint8_t bits = node.kinds.bits;
  if (node.values) {
    std::uint8_t listed = 0;
    for (const Value& value : node.values->values())
      listed |= kind_of(value);
    bits &= listed;
  }
  if (depth == 0) return bits;
  if (node.reference != no_node) bits &= admitted_bits(program, node.reference, depth - 1);
  for (const NodeId part : node.all_of)
    bits &= admitted_bits(program, part, depth - 1);
  for (const std::vector<NodeId>* const branches : {&node.any_of, &node.one_of}) {
    std::uint8_t any = 0;
    for (const NodeId branch : *branches)
      any |= admitted_bits(program, branch, depth - 1);
    if (!branches->empty()) bits &= any;
  }
  return bits;
}

}  // namespace

Schema::Schema(std::shared_ptr<const Program> program, std::uint32_t root)
    : program_(std::move(program)), root_(root) {
  assert(program_ != nullptr && root_ < program_->nodes.size());
}

Schema::~Schema() = default;

bool Schema::accepts(const Value& value, Direction direction) const {
  Acceptance quick(*program_, direction);
  const bool fits = quick.run(NodeId{root_}, value);
  if (!quick.asks()) return fits;
  Evaluation evaluation(*program_, direction, Evaluation::Faults::unwanted);
  return evaluation.run(NodeId{root_}, value) && evaluation.undecided().empty();
}

Fit Schema::validate(const Value& value, Direction direction, Words words) const {
  Acceptance quick(*program_, direction);
  if (quick.run(NodeId{root_}, value)) return {true, {}, {}};
  if (quick.asks()) {
    Evaluation careful(*program_, direction, Evaluation::Faults::unwanted);
    if (careful.run(NodeId{root_}, value)) return {true, {}, careful.undecided()};
  }
  const bool needs_words = words == Words::wanted;
  Evaluation thorough(
      *program_, direction, needs_words ? Evaluation::Faults::wanted : Evaluation::Faults::without_words);
  [[maybe_unused]] const bool fits = thorough.run(NodeId{root_}, value);
  assert(!fits || !thorough.undecided().empty());
  Fit out{false, std::move(thorough.faults()), thorough.undecided()};
  if (out.faults.empty()) {
    const Node& node = (*program_)[NodeId{root_}];
    out.faults.push_back({"", "", node.pointer, where(), "The value does not fit the schema."});
  }
  return out;
}

std::variant<Value, NoSample> Schema::sample(const SampleWish& wish) const {
  return Sampling(*program_, wish).run(NodeId{root_});
}

std::vector<Variation> Schema::breakings(const VariationWish& wish) const {
  return Variations(*program_, NodeId{root_}, wish).breakings();
}

std::vector<Variation> Schema::boundaries(const VariationWish& wish) const {
  return Variations(*program_, NodeId{root_}, wish).boundaries();
}

std::vector<Variation> Schema::misdirected(const VariationWish& wish) const {
  return Variations(*program_, NodeId{root_}, wish).misdirected();
}

Place Schema::where() const {
  const Node& node = (*program_)[NodeId{root_}];
  return {node.source, node.mark};
}

const Value* Schema::extension(std::string_view name) const {
  const Node& node = (*program_)[NodeId{root_}];
  return node.extensions ? node.extensions->find(name) : nullptr;
}

std::vector<Value::Kind> Schema::admitted_kinds() const {
  constexpr int depth = 8;
  const std::uint8_t bits = admitted_bits(*program_, NodeId{root_}, depth);
  if (bits == Kinds::all) return {};
  static constexpr std::array<std::pair<std::uint8_t, Value::Kind>, 6> kinds = {{
      {Kinds::null, Value::Kind::null},
      {Kinds::boolean, Value::Kind::boolean},
      {Kinds::number, Value::Kind::number},
      {Kinds::string, Value::Kind::string},
      {Kinds::array, Value::Kind::array},
      {Kinds::object, Value::Kind::object},
  }};
  std::vector<Value::Kind> out;
  for (const auto& [bit, kind] : kinds) {
    if ((bits & bit) != 0) out.push_back(kind);
  }
  return out;
}

}  // namespace conform
