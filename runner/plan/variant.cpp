// What the kinds of variants have in common: from a variation of a schema to a request that differs in it.

#include "runner/plan/variant.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace conform {
namespace {

// RFC 9110 §4.1 asks of everyone to take 8,000 bytes of a URI; half of them are for one parameter.
constexpr std::size_t longest_parameter = 4'000;

/// What a variation's phrase says of this input: `query limit below minimum 0`, `body.due_date missing`.
std::string special_of(const Input& input, std::string_view phrase) {
  constexpr std::string_view whole = "the value ";
  if (phrase.starts_with(whole)) return input.name() + " " + std::string(phrase.substr(whole.size()));
  if (phrase.starts_with('[')) return input.name() + std::string(phrase);
  if (phrase.starts_with("a property name")) return input.name() + ": " + std::string(phrase);
  return input.name() + "." + std::string(phrase);
}

/// The property of the whole value that the varied part is in, where there is one.
std::string property_of(const Variation& variation) {
  auto way = parse_pointer(variation.instance);
  return way && !way->empty() && variation.value.is_object() ? std::move(way->front()) : std::string();
}

}  // namespace

std::optional<Variant>
variant_of(const Inputs& inputs, std::uint32_t at, CaseKind kind, Variation&& variation) {
  const Input& input = inputs.all[at];
  Serialised<Written> written = input.write(variation.value);
  auto* text = std::get_if<Written>(&written);
  if (text == nullptr) return std::nullopt;
  Variant variant;
  variant.kind = kind;
  variant.special = special_of(input, variation.phrase);
  variant.input = input.name();
  variant.property = property_of(variation);
  variant.keyword = std::move(variation.keyword);
  variant.changes.push_back({at, std::move(*text)});
  // Only good ones are combined with others.
  if (kind == CaseKind::coverage) variant.value = std::move(variation.value);
  return variant;
}

VariationWish wish_for(const Inputs& inputs, const Input& input, const VariantLimits& limits) {
  VariationWish wish;
  wish.sample.seed = inputs.seed_of(input.name());
  wish.sample.direction = Direction::request;
  wish.sample.taste = limits.taste;
  wish.most = limits.per_input;
  if (input.plain) wish.base = input.value;
  return wish;
}

bool can_stand_there(const Input& input, const Written& written) {
  if (input.parameter == nullptr) return true;
  const ParameterIn in = input.parameter->in;
  const std::string& text = written.text;
  if (text.size() > longest_parameter) return false;
  if (in == ParameterIn::header || in == ParameterIn::cookie)
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (in != ParameterIn::path) return true;
  constexpr std::array<std::string_view, 3> separators = {"%2F", "%5C", "%00"};
  return std::ranges::none_of(separators,
                              [&](std::string_view one) { return text.find(one) != std::string::npos; });
}

Intent intent_of(const RequestFit& fit) {
  Intent intent;
  for (const RequestFault& fault : fit.faults) {
    intent.faults.push_back(sentence_of(fault));
    intent.keywords.push_back(fault.keyword);
  }
  if (fit.faults.empty()) intent.unknown = fit.undecided;
  return intent;
}

}  // namespace conform
