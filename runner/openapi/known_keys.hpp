#pragma once

#include <span>
#include <string_view>

namespace conform {

/// The kinds of object that an OpenAPI document is made of.
enum class ObjectKind {
  openapi,
  info,
  server,
  server_variable,
  components,
  path_item,
  operation,
  parameter,
  header,
  request_body,
  media_type,
  encoding,
  response,
  example,
  security_scheme,
};

/// `OpenAPI Object`, `Path Item Object` …
[[nodiscard]] std::string_view name_of(ObjectKind kind);
/// The fixed fields of that kind in any 3.x version, OpenAPI 3.2 §4.
[[nodiscard]] std::span<const std::string_view> known_keys(ObjectKind kind);

}  // namespace conform
