#include "runner/openapi/reading.hpp"
#include "runner/text/words.hpp"

#include <array>

namespace conform {
namespace {

/// The version as the document gives it; nothing, with an error, when no reader for it exists.
std::optional<std::string> read_version(const Located& root, Diagnostics& diagnostics) {
  const Located version = root["openapi"];
  if (!version) {
    const auto known = known_keys(ObjectKind::openapi, OpenApiVersion::v3_2);
    std::string hint = "An OpenAPI document begins with a line such as `openapi: 3.1.0`.";
    for (const Member& member : root.value->object()) {
      if (nearest_word(member.key, known.subspan(0, 1)))
        hint = "Did you mean `openapi` by `" + member.key + "`?";
    }
    diagnostics.error(root.place(), "This document does not say which version of OpenAPI it follows.", hint);
    return std::nullopt;
  }
  const std::string text = version.value->is_string() ? version.value->string() : to_json(*version.value);
  const bool is_known = text.starts_with("3.0.") || text.starts_with("3.1.") || text.starts_with("3.2.");
  if (is_known && version.value->is_string()) return text;
  diagnostics.error(version.place(),
                    "The version of OpenAPI is " + shown(*version.value) +
                        ", but it must be a text that begins with `3.0.`, `3.1.` or `3.2.`.",
                    text.starts_with("3.") ? "Write all three numbers, for example `openapi: 3.1.0`." : "");
  return std::nullopt;
}

OpenApiVersion version_of(std::string_view text) {
  if (text.starts_with("3.0.")) return OpenApiVersion::v3_0;
  return text.starts_with("3.1.") ? OpenApiVersion::v3_1 : OpenApiVersion::v3_2;
}

/// OpenAPI 3.1 §4.8.1 `jsonSchemaDialect`; without it the dialect of OpenAPI itself.
Dialect read_dialect(Reading& reading, const Located& root) {
  if (reading.version == OpenApiVersion::v3_0) return Dialect::openapi_3_0;
  struct Known {
    std::string_view part;
    Dialect dialect;
  };
  constexpr std::array<Known, 6> known = {{{"spec.openapis.org/oas/3.", Dialect::openapi_3_1},
                                           {"json-schema.org/draft/2020-12/", Dialect::draft_2020_12},
                                           {"json-schema.org/draft/2019-09/", Dialect::draft_2019_09},
                                           {"json-schema.org/draft-07/", Dialect::draft_7},
                                           {"json-schema.org/draft-06/", Dialect::draft_6},
                                           {"json-schema.org/draft-04/", Dialect::draft_4}}};
  const Located dialect = member(reading, root, "jsonSchemaDialect", Value::Kind::string);
  if (!dialect) return Dialect::openapi_3_1;
  for (const Known& row : known) {
    if (dialect.value->string().find(row.part) != std::string::npos) return row.dialect;
  }
  report_warning(reading,
                 dialect.place(),
                 "The dialect " + shown(*dialect.value) +
                     " is unknown; schemas are read by the dialect of OpenAPI 3.1.");
  return Dialect::openapi_3_1;
}

std::string default_of(Reading& reading, const Located& server, std::string_view name) {
  const Located variables = member(reading, server, "variables", Value::Kind::object);
  const Located variable = variables ? variables[name] : Located();
  if (!variable) {
    report(reading,
           {.where = server["url"].place(),
            .message = "The server URL uses `{" + printable(shortened(name, 80)) +
                       "}`, but the server has no variable of that name; it stays as it is.",
            .severity = Severity::warning,
            .topic = "server-variables"});
    return "{" + std::string(name) + "}";
  }
  const Located found = read_object(reading, variable, ObjectKind::server_variable);
  if (!found) return {};
  require_member(reading, found, "default", ObjectKind::server_variable);
  const Located words = member(reading, found, "enum", Value::Kind::array);
  if (words && words.value->array().empty() && reading.version != OpenApiVersion::v3_0)
    report_slip(reading, words.place(), "The `enum` of a server variable must not be empty.");
  const Located value = found["default"];
  if (!value) return {};
  // Ports and versions are often written without quotes.
  return value.value->is_string() ? value.value->string() : to_json(*value.value);
}

/// OpenAPI 3.1 §4.8.5: the URL with the defaults of its variables.
std::string read_server_url(Reading& reading, const Located& server) {
  const std::string text = text_member(reading, server, "url");
  std::string url;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto open = text.find('{', at);
    const auto close = open == std::string::npos ? open : text.find('}', open);
    if (close == std::string::npos) break;
    url += text.substr(at, open - at);
    url += default_of(reading, server, std::string_view(text).substr(open + 1, close - open - 1));
    at = close + 1;
  }
  return url + text.substr(at);
}

std::vector<Server> read_servers(Reading& reading, const Located& root) {
  std::vector<Server> servers;
  const Located list = member(reading, root, "servers", Value::Kind::array);
  for (std::size_t at = 0; list && at < list.value->array().size(); ++at) {
    const Located server = read_object(reading, list[at], ObjectKind::server);
    if (!server) continue;
    require_member(reading, server, "url", ObjectKind::server);
    if (server["url"])
      servers.push_back({read_server_url(reading, server),
                         text_member(reading, server, "description"),
                         text_member(reading, server, "name"),
                         extensions_of(server)});
  }
  // OpenAPI 3.1 §4.8.1: without servers there is one, `/`.
  if (servers.empty()) servers.push_back({"/", ""});
  return servers;
}

void require_paths(Reading& reading, const Located& root) {
  if (root["paths"]) return;
  if (reading.version == OpenApiVersion::v3_0) {
    require_member(reading, root, "paths", ObjectKind::openapi);
  } else if (!root["components"] && !root["webhooks"]) {
    report_error(reading,
                 root.place(),
                 "This OpenAPI Object has none of `paths`, `components` and `webhooks`; one is required.");
  }
}

}  // namespace

std::optional<Api> load_api(const Document& document, Library& library, Diagnostics& diagnostics) {
  const Located root{&document, &document.root, ""};
  if (!document.root.is_object()) {
    diagnostics.error(root.place(),
                      "An OpenAPI document is an object, but here stands " + shown(document.root) + ".");
    return std::nullopt;
  }
  if (root["swagger"]) return load_swagger(document, library, diagnostics);
  const std::optional<std::string> version = read_version(root, diagnostics);
  if (!version) return std::nullopt;
  Reading reading{library, diagnostics, SchemaCompiler({}, library)};
  reading.version = version_of(*version);
  reading.compiler = SchemaCompiler({read_dialect(reading, root)}, library);
  (void)read_object(reading, root, ObjectKind::openapi);
  require_paths(reading, root);
  Api api;
  api.openapi = *version;
  api.extensions = extensions_of(root);
  api.document = document.source ? document.source->name : std::string();
  load_info(reading, root, api);
  api.servers = read_servers(reading, root);
  const Located components = member(reading, root, "components", Value::Kind::object);
  if (components) {
    (void)read_object(reading, components, ObjectKind::components);
    api.security_schemes = load_security_schemes(reading, components);
  }
  for (const auto& [name, scheme] : api.security_schemes)
    reading.security_schemes.push_back(name);
  if (const Located security = root["security"]) reading.security = load_security(reading, security);
  api.operations = load_operations(reading, root);
  for (auto& [name, scheme] : api.security_schemes)
    scheme.scopes = reading.scopes[name];
  check_the_rest(reading, root);
  api.document_hash = hash_of(document, library);
  api.component_schemas = std::move(reading.component_schemas);
  api.loose_faults = reading.loose_faults;
  return api;
}

}  // namespace conform
