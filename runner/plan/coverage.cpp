// Good requests beside the plain one: what the document allows, at its edges.

#include "runner/plan/variant.hpp"

#include "runner/text/quoted.hpp"

#include <utility>

namespace conform {
namespace {

constexpr std::size_t longest_name = 60;

bool is_plain(const Input& input, const Written& written) {
  const auto& plain = input.plain;
  return plain && plain->text == written.text && plain->content_type == written.content_type;
}

/// An optional input that the plain request does not have, with a value of its schema.
std::optional<Written> any_value(const Inputs& inputs, const Input& input) {
  const SchemaPtr schema = input.schema();
  if (!schema) return std::nullopt;
  SampleWish wish;
  wish.seed = inputs.seed_of(input.name());
  const auto sample = schema->sample(wish);
  const auto* value = std::get_if<Value>(&sample);
  if (value == nullptr) return std::nullopt;
  Serialised<Written> written = input.write(*value);
  auto* text = std::get_if<Written>(&written);
  const bool is_usable = text != nullptr && can_stand_there(input, *text);
  return is_usable ? std::optional(std::move(*text)) : std::nullopt;
}

void add_presence(const Inputs& inputs, std::uint32_t at, std::vector<Variant>& found) {
  const Input& input = inputs.all[at];
  if (input.is_required(*inputs.operation)) return;
  Variant variant;
  variant.input = input.name();
  variant.keyword = "required";
  if (input.plain) {
    variant.special = variant.input + " left out";
    variant.changes = {{at, std::nullopt}};
  } else if (auto written = any_value(inputs, input)) {
    variant.special = variant.input + " given";
    variant.changes = {{at, std::move(written)}};
  } else {
    return;
  }
  found.push_back(std::move(variant));
}

void add_all_optional(const Inputs& inputs, std::vector<Variant>& found) {
  Variant variant;
  for (std::uint32_t at = 0; at < inputs.all.size(); ++at) {
    if (inputs.all[at].plain) continue;
    if (auto written = any_value(inputs, inputs.all[at])) variant.changes.push_back({at, std::move(written)});
  }
  if (variant.changes.size() < 2) return;
  variant.special = "every optional parameter given";
  variant.keyword = "required";
  found.push_back(std::move(variant));
}

void add_bounds(const Inputs& inputs,
                std::uint32_t at,
                const VariantLimits& limits,
                std::vector<Variant>& found) {
  const Input& input = inputs.all[at];
  const SchemaPtr schema = input.schema();
  if (!schema) return;
  for (Variation& variation : schema->boundaries(wish_for(inputs, input, limits))) {
    auto variant = variant_of(inputs, at, CaseKind::coverage, std::move(variation));
    if (!variant) continue;
    const auto& written = variant->changes.front().written;
    if (written && !is_plain(input, *written) && can_stand_there(input, *written))
      found.push_back(std::move(*variant));
  }
}

void add_examples(const Inputs& inputs, std::uint32_t at, std::vector<Variant>& found) {
  const Input& input = inputs.all[at];
  for (const Example& example : input.examples()) {
    Serialised<Written> written = input.write(example.value);
    auto* text = std::get_if<Written>(&written);
    if (text == nullptr || is_plain(input, *text)) continue;
    Variant variant;
    variant.kind = CaseKind::example;
    variant.special = input.name() + " " + quoted(example.name, longest_name);
    variant.input = input.name();
    variant.keyword = "examples";
    variant.changes = {{at, std::move(*text)}};
    found.push_back(std::move(variant));
  }
}

}  // namespace

std::vector<Variant> example_variants(const Inputs& inputs) {
  std::vector<Variant> found;
  for (std::uint32_t at = 0; at < inputs.all.size(); ++at)
    add_examples(inputs, at, found);
  return found;
}

std::vector<Variant> coverage_variants(const Inputs& inputs, const VariantLimits& limits) {
  std::vector<Variant> found;
  add_all_optional(inputs, found);
  for (std::uint32_t at = 0; at < inputs.all.size(); ++at) {
    add_presence(inputs, at, found);
    add_bounds(inputs, at, limits, found);
  }
  return found;
}

}  // namespace conform
