// Requests at random. The same seed gives the same ones, whatever else is planned.

#include "runner/plan/variant.hpp"

#include "runner/schema/random.hpp"

namespace conform {
namespace {

constexpr std::size_t breaks_to_choose_from = 12;

std::optional<Value> random_value(const Schema& schema, std::uint64_t seed) {
  SampleWish wish;
  wish.size = SampleWish::Size::random;
  wish.seed = seed;
  wish.taste = Taste::strange;
  auto sample = schema.sample(wish);
  auto* value = std::get_if<Value>(&sample);
  return value == nullptr ? std::nullopt : std::optional(std::move(*value));
}

std::optional<Value> random_break(const Schema& schema, Random& random) {
  VariationWish wish;
  wish.sample.size = SampleWish::Size::random;
  wish.sample.seed = random.next();
  wish.sample.taste = Taste::strange;
  wish.most = breaks_to_choose_from;
  wish.base = random_value(schema, random.next());
  auto breaks = schema.breakings(wish);
  if (breaks.empty()) return std::nullopt;
  return std::move(breaks[random.below(breaks.size())].value);
}

/// Another value, or none, for this input; nothing: it stays as it is.
std::optional<Change>
random_change(const Inputs& inputs, std::uint32_t at, Random& random, bool is_to_be_broken) {
  const Input& input = inputs.all[at];
  const SchemaPtr schema = input.schema();
  if (!input.is_required(*inputs.operation) && !is_to_be_broken && random.below(2) == 0)
    return Change{at, std::nullopt};
  if (!schema) return std::nullopt;
  const auto value = is_to_be_broken ? random_break(*schema, random) : random_value(*schema, random.next());
  if (!value) return std::nullopt;
  Serialised<Written> written = input.write(*value);
  auto* text = std::get_if<Written>(&written);
  const bool is_usable = text != nullptr && (is_to_be_broken || can_stand_there(input, *text));
  return is_usable ? std::optional(Change{at, std::move(*text)}) : std::nullopt;
}

}  // namespace

std::vector<Variant> fuzz_variants(const Inputs& inputs, std::size_t count) {
  std::vector<Variant> found;
  if (inputs.all.empty()) return found;
  for (std::size_t number = 1; number <= count; ++number) {
    Variant variant;
    variant.kind = CaseKind::fuzz;
    variant.special = std::to_string(number);
    Random random(inputs.seed_of("fuzz " + variant.special));
    const auto broken = number % 2 == 0 ? random.below(inputs.all.size()) : inputs.all.size();
    for (std::uint32_t at = 0; at < inputs.all.size(); ++at) {
      if (auto change = random_change(inputs, at, random, at == broken))
        variant.changes.push_back(std::move(*change));
    }
    if (!variant.changes.empty()) found.push_back(std::move(variant));
  }
  return found;
}

}  // namespace conform
