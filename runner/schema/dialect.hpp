#pragma once

#include "runner/schema/schema.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace conform {

/// Where in a keyword's value the subschemas are.
enum class Holds { nothing, schema, schemas, map, schema_or_schemas, dependencies };

/// The parts that a dialect can be put together from (2019-09 and later, `$vocabulary`).
struct Vocabularies {
  static constexpr std::uint8_t applicator = 1, validation = 2, unevaluated = 4, format_assertion = 8;
  std::uint8_t bits = applicator | validation | unevaluated;
  friend bool operator==(const Vocabularies&, const Vocabularies&) = default;
};

/// How one schema resource is to be read.
struct SchemaReading {
  Dialect dialect = Dialect::draft_2020_12;
  Vocabularies vocabularies{};
  friend bool operator==(const SchemaReading&, const SchemaReading&) = default;

  [[nodiscard]] bool has(std::uint8_t vocabulary) const { return (vocabularies.bits & vocabulary) != 0; }
  /// Up to draft 7 and in OpenAPI 2.0 and 3.0 nothing beside a `$ref` counts.
  [[nodiscard]] bool reference_hides_siblings() const;
  /// Draft 4, OpenAPI 2.0 and 3.0: `exclusiveMinimum` is a boolean, `true` is no schema.
  [[nodiscard]] bool is_early() const;
  [[nodiscard]] std::string_view id_keyword() const { return dialect == Dialect::draft_4 ? "id" : "$id"; }
  /// Whether a fragment-only `$id` names a place, as `$anchor` does since 2019-09.
  [[nodiscard]] bool id_can_be_anchor() const;
  [[nodiscard]] bool knows_anchors() const;
  /// Whether `keyword` means something in this reading.
  [[nodiscard]] bool knows(std::string_view keyword) const;
};

/// A keyword, the dialects that know it, and the vocabulary that it belongs to (0: always there).
struct KeywordRow {
  std::string_view name;
  std::uint8_t dialects;  ///< bit per Dialect
  std::uint8_t vocabulary;
  Holds holds;
};
/// The row of `keyword`, or nullptr when no dialect knows it.
[[nodiscard]] const KeywordRow* find_keyword(std::string_view keyword);

/// The dialect that a `$schema` names; nothing when it is none of the standard ones.
[[nodiscard]] std::optional<Dialect> dialect_of_uri(std::string_view uri);
/// The text of the standard meta-schema with this absolute URI (no fragment), or an empty text.
[[nodiscard]] std::string_view meta_schema_text(std::string_view uri);

}  // namespace conform
