#include "runner/schema/dialect.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

constexpr std::uint8_t bit(Dialect dialect) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(dialect));
}

constexpr std::uint8_t d4 = bit(Dialect::draft_4), d6 = bit(Dialect::draft_6), d7 = bit(Dialect::draft_7),
                       d19 = bit(Dialect::draft_2019_09), o20 = bit(Dialect::openapi_2_0),
                       o30 = bit(Dialect::openapi_3_0), o31 = bit(Dialect::openapi_3_1),
                       d20 = bit(Dialect::draft_2020_12) | o31;
constexpr std::uint8_t all = d4 | d6 | d7 | d19 | d20 | o20 | o30;
constexpr std::uint8_t drafts = all & static_cast<std::uint8_t>(~(o20 | o30));
// Swagger 2.0 (Schema Object) takes `allOf` alone of the four.
constexpr std::uint8_t from_3 = all & static_cast<std::uint8_t>(~o20);
constexpr std::uint8_t from_6 = d6 | d7 | d19 | d20;
constexpr std::uint8_t from_7 = d7 | d19 | d20;
constexpr std::uint8_t from_19 = d19 | d20;

constexpr auto core = std::uint8_t{0};
constexpr auto applicator = Vocabularies::applicator;
constexpr auto validation = Vocabularies::validation;
constexpr auto unevaluated = Vocabularies::unevaluated;

// Sorted by name.
constexpr std::array keywords = {
    KeywordRow{"$anchor", from_19, core, Holds::nothing},
    KeywordRow{"$defs", from_19, core, Holds::map},
    KeywordRow{"$dynamicAnchor", d20, core, Holds::nothing},
    KeywordRow{"$dynamicRef", d20, core, Holds::nothing},
    KeywordRow{"$id", from_6, core, Holds::nothing},
    KeywordRow{"$recursiveAnchor", d19, core, Holds::nothing},
    KeywordRow{"$recursiveRef", d19, core, Holds::nothing},
    KeywordRow{"$ref", all, core, Holds::nothing},
    KeywordRow{"additionalItems", d4 | d6 | d7 | d19, applicator, Holds::schema},
    KeywordRow{"additionalProperties", all, applicator, Holds::schema},
    KeywordRow{"allOf", all, applicator, Holds::schemas},
    KeywordRow{"anyOf", from_3, applicator, Holds::schemas},
    KeywordRow{"const", from_6, validation, Holds::nothing},
    KeywordRow{"contains", from_6, applicator, Holds::schema},
    KeywordRow{"contentEncoding", from_7, core, Holds::nothing},
    KeywordRow{"contentMediaType", from_7, core, Holds::nothing},
    KeywordRow{"contentSchema", from_19, core, Holds::schema},
    KeywordRow{"default", all, core, Holds::nothing},
    KeywordRow{"definitions", drafts, core, Holds::map},
    KeywordRow{"dependencies", drafts, applicator, Holds::dependencies},
    KeywordRow{"dependentRequired", from_19, validation, Holds::nothing},
    KeywordRow{"dependentSchemas", from_19, applicator, Holds::map},
    KeywordRow{"discriminator", o30 | o31, core, Holds::nothing},
    KeywordRow{"else", from_7, applicator, Holds::schema},
    KeywordRow{"enum", all, validation, Holds::nothing},
    KeywordRow{"example", o20 | o30 | o31, core, Holds::nothing},
    KeywordRow{"examples", from_6, core, Holds::nothing},
    KeywordRow{"exclusiveMaximum", all, validation, Holds::nothing},
    KeywordRow{"exclusiveMinimum", all, validation, Holds::nothing},
    KeywordRow{"format", all, core, Holds::nothing},
    KeywordRow{"id", d4, core, Holds::nothing},
    KeywordRow{"if", from_7, applicator, Holds::schema},
    KeywordRow{"items", all, applicator, Holds::schema_or_schemas},
    KeywordRow{"maxContains", from_19, validation, Holds::nothing},
    KeywordRow{"maxItems", all, validation, Holds::nothing},
    KeywordRow{"maxLength", all, validation, Holds::nothing},
    KeywordRow{"maxProperties", all, validation, Holds::nothing},
    KeywordRow{"maximum", all, validation, Holds::nothing},
    KeywordRow{"minContains", from_19, validation, Holds::nothing},
    KeywordRow{"minItems", all, validation, Holds::nothing},
    KeywordRow{"minLength", all, validation, Holds::nothing},
    KeywordRow{"minProperties", all, validation, Holds::nothing},
    KeywordRow{"minimum", all, validation, Holds::nothing},
    KeywordRow{"multipleOf", all, validation, Holds::nothing},
    KeywordRow{"not", from_3, applicator, Holds::schema},
    KeywordRow{"nullable", o30, core, Holds::nothing},
    KeywordRow{"oneOf", from_3, applicator, Holds::schemas},
    KeywordRow{"pattern", all, validation, Holds::nothing},
    KeywordRow{"patternProperties", drafts, applicator, Holds::map},
    KeywordRow{"prefixItems", d20, applicator, Holds::schemas},
    KeywordRow{"properties", all, applicator, Holds::map},
    KeywordRow{"propertyNames", from_6, applicator, Holds::schema},
    KeywordRow{"readOnly", from_7 | o20 | o30, core, Holds::nothing},
    KeywordRow{"required", all, validation, Holds::nothing},
    KeywordRow{"then", from_7, applicator, Holds::schema},
    KeywordRow{"type", all, validation, Holds::nothing},
    KeywordRow{"unevaluatedItems", from_19, unevaluated, Holds::schema},
    KeywordRow{"unevaluatedProperties", from_19, unevaluated, Holds::schema},
    KeywordRow{"uniqueItems", all, validation, Holds::nothing},
    KeywordRow{"writeOnly", from_7 | o30, core, Holds::nothing},
    KeywordRow{"x-nullable", o20, core, Holds::nothing},
};
static_assert(std::is_sorted(keywords.begin(), keywords.end(), [](const KeywordRow& a, const KeywordRow& b) {
  return a.name < b.name;
}));

}  // namespace

bool SchemaReading::reference_hides_siblings() const {
  return dialect == Dialect::draft_4 || dialect == Dialect::draft_6 || dialect == Dialect::draft_7 ||
         dialect == Dialect::openapi_2_0 || dialect == Dialect::openapi_3_0;
}

bool SchemaReading::is_early() const {
  return dialect == Dialect::draft_4 || dialect == Dialect::openapi_2_0 || dialect == Dialect::openapi_3_0;
}

bool SchemaReading::id_can_be_anchor() const {
  return dialect == Dialect::draft_4 || dialect == Dialect::draft_6 || dialect == Dialect::draft_7;
}

bool SchemaReading::knows_anchors() const { return knows("$anchor"); }

bool SchemaReading::knows(std::string_view keyword) const {
  const KeywordRow* const row = find_keyword(keyword);
  if (row == nullptr || (row->dialects & bit(dialect)) == 0) return false;
  return row->vocabulary == 0 || has(row->vocabulary);
}

const KeywordRow* find_keyword(std::string_view keyword) {
  const auto* const found = std::lower_bound(
      keywords.begin(), keywords.end(), keyword, [](const KeywordRow& row, std::string_view name) {
        return row.name < name;
      });
  return found != keywords.end() && found->name == keyword ? &*found : nullptr;
}

std::optional<Dialect> dialect_of_uri(std::string_view uri) {
  if (uri.ends_with('#')) uri.remove_suffix(1);
  if (uri == "http://json-schema.org/draft-04/schema") return Dialect::draft_4;
  if (uri == "http://json-schema.org/draft-06/schema") return Dialect::draft_6;
  if (uri == "http://json-schema.org/draft-07/schema") return Dialect::draft_7;
  if (uri == "https://json-schema.org/draft/2019-09/schema") return Dialect::draft_2019_09;
  if (uri == "https://json-schema.org/draft/2020-12/schema") return Dialect::draft_2020_12;
  if (uri.starts_with("https://spec.openapis.org/oas/3.") &&
      uri.find("/dialect/") != std::string_view::npos) {
    return Dialect::openapi_3_1;
  }
  return std::nullopt;
}

}  // namespace conform
