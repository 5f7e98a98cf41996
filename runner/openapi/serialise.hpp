#pragma once

#include "runner/openapi/api.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace conform {

/// A sentence that tells why something cannot be written or read in the documented form.
struct CannotSerialise {
  std::string why{};
};
template <class T> using Serialised = std::variant<T, CannotSerialise>;

/// A parameter's value by its `style` and `explode` (OpenAPI 3.1 §4.8.12.3, RFC 6570).
/// path: the text for the template's place, percent-encoded. query: `name=value` pairs already encoded and
/// joined by `&`. header: the field value. cookie: `name=value` pairs joined by `; `.
[[nodiscard]] Serialised<std::string> serialise_parameter(const Parameter& parameter, const Value& value);

/// The inverse: reads what stands in the parameter's place back by its description, for validation; of a
/// header all field lines, combined. Types are taken from the schema: `7` is a number where it admits one.
[[nodiscard]] Serialised<Value> read_parameter(const Parameter& parameter, std::string_view text);

/// A request body: the content and its Content-Type.
struct Body {
  std::string content_type{};
  std::string content{};
};
/// Writes `value` in the media type: JSON and `+json`, forms, XML, arrays as NDJSON, JSON text sequences and
/// server-sent events, `text/*` for scalars, and octets for strings otherwise.
[[nodiscard]] Serialised<Body> serialise_body(const MediaType& media_type, const Value& value);

}  // namespace conform
