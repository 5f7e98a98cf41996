#include "runner/openapi/reading.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

constexpr std::array<std::string_view, 4> scheme_words = {"http", "https", "ws", "wss"};

/// Whether `swagger` says 2.0; an error when it names another version.
bool says_two(Reading& reading, const Located& version) {
  const std::string text = version.value->is_string() ? version.value->string() : to_json(*version.value);
  if (text != "2.0" && text != "2") {
    report_error(reading,
                 version.place(),
                 "The version of Swagger is " + shown(*version.value) + ", but it must be the text `2.0`.",
                 "Documents of Swagger 1 are not read; those of OpenAPI 3 begin with `openapi: 3.1.0`.");
    return false;
  }
  if (!version.value->is_string() || text != "2.0") {
    report_warning(reading,
                   version.place(),
                   "The version of Swagger is " + shown(*version.value) + ", but it must be the text `2.0`.",
                   "Put it in quotes: `swagger: '2.0'`.");
  }
  return true;
}

std::string read_host(Reading& reading, const Located& root) {
  std::string host = text_member(reading, root, "host");
  if (host.find_first_of("/{}") == std::string::npos) return host;
  report_error(reading,
               root["host"].place(),
               "The host is " + shown(*root["host"].value) + ", but it must be a name or an address alone, " +
                   "with a port if need be.",
               "The scheme stands in `schemes`, the path in `basePath`.");
  return {};
}

std::string read_base_path(Reading& reading, const Located& root) {
  std::string path = text_member(reading, root, "basePath");
  if (path.empty() || path.starts_with('/')) return path;
  report_error(reading,
               root["basePath"].place(),
               "The `basePath` " + shown(*root["basePath"].value) + " does not begin with `/`.");
  return {};
}

/// `schemes`, `host` and `basePath` say where the API is served.
std::vector<Server> read_servers(Reading& reading, const Located& root) {
  const std::string host = read_host(reading, root);
  const std::string base_path = read_base_path(reading, root);
  std::vector<Server> servers;
  const std::vector<std::string> schemes = texts_member(reading, root, "schemes");
  for (std::size_t at = 0; at < schemes.size(); ++at) {
    if (std::ranges::find(scheme_words, schemes[at]) == scheme_words.end()) {
      report_error(reading,
                   root["schemes"].place(),
                   "The scheme `" + printable(shortened(schemes[at], 80)) +
                       "` must be one of `http`, `https`, `ws`, `wss`.",
                   did_you_mean(schemes[at], scheme_words));
    } else if (!host.empty()) {
      servers.push_back({std::string(schemes[at]).append("://").append(host).append(base_path)});
    }
  }
  if (!servers.empty()) return servers;
  // Without a host it is the one that serves the document; without a scheme, the one that it came by.
  if (host.empty()) return {{base_path.empty() ? "/" : base_path}};
  return {{"//" + host + base_path}};
}

/// What no operation may use is read, too, so that its mistakes are seen; they spoil no operation.
void check_definitions(Reading& reading, const Located& root) {
  reading.in_operation = true;
  const Located definitions = member(reading, root, "definitions", Value::Kind::object);
  for (std::size_t at = 0; definitions && at < definitions.value->object().size(); ++at)
    compile_component(reading, definitions[definitions.value->object().members()[at].key]);
  const Located parameters = member(reading, root, "parameters", Value::Kind::object);
  for (std::size_t at = 0; parameters && at < parameters.value->object().size(); ++at)
    (void)load_parameter(reading, parameters[parameters.value->object().members()[at].key]);
  (void)member(reading, root, "responses", Value::Kind::object);
  reading.in_operation = false;
}

}  // namespace

std::optional<Api> load_swagger(const Document& document, Library& library, Diagnostics& diagnostics) {
  const Located root{&document, &document.root, ""};
  Reading reading{library, diagnostics, SchemaCompiler({Dialect::openapi_2_0}, library)};
  reading.version = OpenApiVersion::v2_0;
  if (!says_two(reading, root["swagger"])) return std::nullopt;
  (void)read_object(reading, root, ObjectKind::openapi);
  require_member(reading, root, "paths", ObjectKind::openapi);
  Api api;
  api.openapi = "2.0";
  api.extensions = extensions_of(root);
  api.document = document.source ? document.source->name : std::string();
  load_info(reading, root, api);
  api.servers = read_servers(reading, root);
  reading.consumes = texts_member(reading, root, "consumes");
  reading.produces = texts_member(reading, root, "produces");
  api.security_schemes = load_security_schemes(reading, root);
  for (const auto& [name, scheme] : api.security_schemes)
    reading.security_schemes.push_back(name);
  if (const Located security = root["security"]) reading.security = load_security(reading, security);
  api.operations = load_operations(reading, root);
  for (auto& [name, scheme] : api.security_schemes)
    scheme.scopes = reading.scopes[name];
  check_definitions(reading, root);
  api.document_hash = hash_of(document, library);
  api.component_schemas = std::move(reading.component_schemas);
  api.loose_faults = reading.loose_faults;
  return api;
}

}  // namespace conform
