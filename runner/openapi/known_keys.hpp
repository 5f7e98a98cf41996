#pragma once

#include <span>
#include <string_view>

namespace conform {

/// The versions of OpenAPI; 2.0 is Swagger.
enum class OpenApiVersion { v2_0, v3_0, v3_1, v3_2 };

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
  contact,
  license,
  external_documentation,
  tag,
  link,
  oauth_flows,
  oauth_flow,
  xml,
  discriminator,
};

/// `OpenAPI Object`, `Path Item Object` …
[[nodiscard]] std::string_view name_of(ObjectKind kind);
/// The fixed fields of that kind in that version: OpenAPI 3.2 §4 and the same chapter of the others.
[[nodiscard]] std::span<const std::string_view> known_keys(ObjectKind kind, OpenApiVersion version);

}  // namespace conform
