// Requests with exactly one thing wrong.

#include "runner/plan/variant.hpp"

#include "runner/openapi/media_type_name.hpp"

#include <algorithm>

namespace conform {
namespace {

void add(const Inputs& inputs,
         std::uint32_t at,
         std::string_view keyword,
         std::string_view what,
         std::optional<Written> written,
         std::vector<Variant>& found) {
  Variant variant;
  variant.kind = CaseKind::negative;
  variant.input = inputs.all[at].name();
  variant.special = variant.input + " " + std::string(what);
  variant.keyword = keyword;
  variant.changes = {{at, std::move(written)}};
  found.push_back(std::move(variant));
}

void add_missing(const Inputs& inputs, std::uint32_t at, std::vector<Variant>& found) {
  const Input& input = inputs.all[at];
  const bool is_place = input.parameter != nullptr && input.parameter->in == ParameterIn::path;
  if (input.is_required(*inputs.operation) && input.plain && !is_place)
    add(inputs, at, "required", "missing", std::nullopt, found);
}

void add_breaks(const Inputs& inputs,
                std::uint32_t at,
                const VariantLimits& limits,
                std::vector<Variant>& found) {
  const Input& input = inputs.all[at];
  const SchemaPtr schema = input.schema();
  if (!schema) return;
  for (Variation& variation : schema->breakings(wish_for(inputs, input, limits)))
    if (auto variant = variant_of(inputs, at, CaseKind::negative, std::move(variation)))
      found.push_back(std::move(*variant));
}

/// Values for one parameter that are written differently, the plain one first.
std::vector<std::string> two_texts(const Inputs& inputs, const Input& input) {
  std::vector<std::string> texts;
  const auto& plain = input.plain;
  if (plain) texts.push_back(plain->text);
  const SchemaPtr schema = input.schema();
  if (!schema) return texts;
  VariationWish wish = wish_for(inputs, input, {8});
  std::vector<Value> values;
  if (auto sample = schema->sample(wish.sample); auto* value = std::get_if<Value>(&sample))
    values.push_back(std::move(*value));
  for (Variation& variation : schema->boundaries(wish))
    values.push_back(std::move(variation.value));
  for (const Value& value : values) {
    const Serialised<Written> written = input.write(value);
    const auto* text = std::get_if<Written>(&written);
    const bool is_new = text != nullptr && !text->text.empty() && !text->text.ends_with('=') &&
                        std::ranges::find(texts, text->text) == texts.end();
    if (is_new && texts.size() < 2) texts.push_back(text->text);
  }
  return texts;
}

/// Two values in the query where one is documented: which of them counts nobody can say.
void add_repeated(const Inputs& inputs, std::uint32_t at, std::vector<Variant>& found) {
  const Input& input = inputs.all[at];
  if (input.parameter == nullptr || input.parameter->in != ParameterIn::query) return;
  const std::vector<std::string> texts = two_texts(inputs, input);
  if (texts.empty() || texts.front().empty()) return;
  add(inputs, at, refusal::repeated, "twice", Written{texts.front() + "&" + texts.back(), {}}, found);
}

void add_faulty_content(const Inputs& inputs, std::uint32_t at, std::vector<Variant>& found) {
  const Input& input = inputs.all[at];
  const auto& plain = input.plain;
  if (input.media_type == nullptr || !plain) return;
  const MediaTypeName name = split_media_type(plain->content_type);
  if ((name.is_json() || name.is_xml()) && plain->text.size() > 1) {
    const std::string cut = plain->text.substr(0, plain->text.size() - 1);
    add(inputs, at, refusal::syntax, "without its last byte", Written{cut, plain->content_type}, found);
  }
  add(inputs,
      at,
      refusal::media_type,
      "of an undocumented media type",
      Written{plain->text, "application/x-conform-none"},
      found);
}

}  // namespace

std::vector<Variant> negative_variants(const Inputs& inputs, const VariantLimits& limits) {
  std::vector<Variant> found;
  for (std::uint32_t at = 0; at < inputs.all.size(); ++at) {
    add_missing(inputs, at, found);
    add_breaks(inputs, at, limits, found);
    add_repeated(inputs, at, found);
    add_faulty_content(inputs, at, found);
  }
  return found;
}

}  // namespace conform
