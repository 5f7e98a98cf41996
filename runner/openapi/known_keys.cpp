#include "runner/openapi/known_keys.hpp"

#include <array>
#include <vector>

namespace conform {
namespace {

struct Row {
  std::string_view name;
  std::vector<std::string_view> keys;
};

// In the order of ObjectKind.
const std::array<Row, 15>& rows() {
  static const std::array<Row, 15> table = {{
      {"OpenAPI Object",
       {"openapi",
        "info",
        "servers",
        "paths",
        "components",
        "security",
        "tags",
        "externalDocs",
        "webhooks",
        "jsonSchemaDialect",
        "$self"}},
      {"Info Object", {"title", "summary", "description", "termsOfService", "contact", "license", "version"}},
      {"Server Object", {"url", "description", "variables", "name"}},
      {"Server Variable Object", {"enum", "default", "description"}},
      {"Components Object",
       {"schemas",
        "responses",
        "parameters",
        "examples",
        "requestBodies",
        "headers",
        "securitySchemes",
        "links",
        "callbacks",
        "pathItems",
        "mediaTypes"}},
      {"Path Item Object",
       {"$ref",
        "summary",
        "description",
        "get",
        "put",
        "post",
        "delete",
        "options",
        "head",
        "patch",
        "trace",
        "query",
        "additionalOperations",
        "servers",
        "parameters"}},
      {"Operation Object",
       {"tags",
        "summary",
        "description",
        "externalDocs",
        "operationId",
        "parameters",
        "requestBody",
        "responses",
        "callbacks",
        "deprecated",
        "security",
        "servers"}},
      {"Parameter Object",
       {"name",
        "in",
        "description",
        "required",
        "deprecated",
        "allowEmptyValue",
        "style",
        "explode",
        "allowReserved",
        "schema",
        "example",
        "examples",
        "content"}},
      {"Header Object",
       {"description",
        "required",
        "deprecated",
        "allowEmptyValue",
        "style",
        "explode",
        "allowReserved",
        "schema",
        "example",
        "examples",
        "content"}},
      {"Request Body Object", {"description", "content", "required"}},
      {"Media Type Object",
       {"schema",
        "itemSchema",
        "example",
        "examples",
        "encoding",
        "prefixEncoding",
        "itemEncoding",
        "description"}},
      {"Encoding Object",
       {"contentType",
        "headers",
        "style",
        "explode",
        "allowReserved",
        "encoding",
        "prefixEncoding",
        "itemEncoding"}},
      {"Response Object", {"summary", "description", "headers", "content", "links"}},
      {"Example Object",
       {"summary", "description", "value", "externalValue", "dataValue", "serializedValue"}},
      {"Security Scheme Object",
       {"type",
        "description",
        "name",
        "in",
        "scheme",
        "bearerFormat",
        "flows",
        "openIdConnectUrl",
        "oauth2MetadataUrl",
        "deprecated"}},
  }};
  return table;
}

}  // namespace

std::string_view name_of(ObjectKind kind) { return rows()[static_cast<std::size_t>(kind)].name; }

std::span<const std::string_view> known_keys(ObjectKind kind) {
  return rows()[static_cast<std::size_t>(kind)].keys;
}

}  // namespace conform
