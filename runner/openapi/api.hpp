#pragma once

#include "runner/schema/schema.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace conform {

// The one model that every version of OpenAPI ends in. Plain data; the names are OpenAPI's own. `extensions`
// are the members of the object whose names begin with `x-` (§4.9), in their order; those of schemas the
// schema has.

enum class ParameterIn {
  path,
  query,
  header,
  cookie,
  querystring,  ///< the whole query, OpenAPI 3.2
};
enum class ParameterStyle {
  matrix,
  label,
  simple,
  form,
  space_delimited,
  pipe_delimited,
  deep_object,
  raw_cookie,     ///< `cookie` of OpenAPI 3.2: `form` without percent-encoding
  tab_delimited,  ///< `tsv` of Swagger 2.0, whose delimited formats go into paths and headers, too
};

/// An example that the document gives.
struct Example {
  std::string name{};  ///< its key, or `example`
  Value value{};
  Place where{};
  /// Whether it is a value, the text that is sent for one (OpenAPI 3.2 `serializedValue`), or a value that
  /// the schema gives, not the object around it.
  enum class Form { value, serialized, of_schema } form = Form::value;
};

/// How one property of a form is written (OpenAPI 3.1 §4.8.15): as the document says, else by the defaults
/// for what the schema says of that property.
struct Encoding {
  std::string property{};
  std::string content_type{};             ///< empty: by the kind of the value
  std::optional<ParameterStyle> style{};  ///< set when style, explode or allowReserved are given
  bool explode = true;
  bool allow_reserved = false;
  bool is_file = false;  ///< the schema says that the property is binary: multipart names a file
};

/// How a schema's values are written as XML (OpenAPI 3.1 §4.8.26): one node per schema, found by its index,
/// since schemas may be recursive.
struct XmlNode {
  std::string name{};  ///< of the element; empty: that of the property
  std::string prefix{};
  std::string namespace_uri{};
  bool attribute = false;
  bool wrapped = false;
  std::vector<std::pair<std::string, std::size_t>> properties{};  ///< name and node
  std::optional<std::size_t> items{};                             ///< the node of a list's items
};

/// One entry of a `content` map.
struct MediaType {
  std::string name{};  ///< as written, may be a range such as `text/*`
  SchemaPtr schema{};  ///< null when none is documented; of a sequence, with `itemSchema` for its items
  std::vector<Example> examples{};
  std::vector<Encoding> encoding{};  ///< for form media types only
  std::vector<XmlNode> xml{};        ///< for XML media types only; the first is the root's
  std::string xml_root{};            ///< name of the root element where its node has none
  Object extensions{};
  Place where{};
};

/// A parameter or a response header: a named value with a schema and a style.
struct Parameter {
  std::string name{};
  ParameterIn in = ParameterIn::query;
  bool required = false;
  ParameterStyle style = ParameterStyle::form;
  bool explode = false;
  bool allow_reserved = false;
  SchemaPtr schema{};                  ///< null when described by `content` or not at all
  std::optional<MediaType> content{};  ///< for parameters serialised as a media type
  std::vector<Example> examples{};
  Object extensions{};
  Place where{};
};

struct RequestBody {
  bool required = false;
  std::vector<MediaType> content{};
  Object extensions{};
  Place where{};
};

/// What a response's key promises: one status, a class such as `4XX`, or `default`.
struct StatusPattern {
  enum class Kind { exact, status_class, other } kind = Kind::exact;
  int value = 0;  ///< the status, or the class digit; unused for `other`
  [[nodiscard]] bool covers(int status) const;
  [[nodiscard]] std::string to_string() const;  ///< `404`, `4XX`, `default`
};

struct DocumentedResponse {
  StatusPattern status{};
  std::string description{};
  std::vector<Parameter> headers{};  ///< `in` is header, style simple
  std::vector<MediaType> content{};
  bool content_is_documented = false;  ///< whether there was a `content` at all
  Place where{};
  std::string summary{};  ///< OpenAPI 3.2
  Object extensions{};
};

/// Where a token of OAuth2 comes from (OpenAPI 3.1 §4.8.30). URLs are as written, empty where not given.
struct OAuthFlow {
  enum class Kind {
    implicit,
    password,
    client_credentials,
    authorization_code,
    device_authorization,  ///< OpenAPI 3.2
  } kind = Kind::implicit;
  std::string token_url{};
  std::string refresh_url{};
};

/// One way to be allowed in.
struct SecurityScheme {
  enum class Kind { api_key, http, oauth2, open_id_connect, mutual_tls, unknown } kind = Kind::unknown;
  std::string name{};                    ///< its key in the document
  std::string http_scheme{};             ///< `basic`, `bearer` …, lower case, for `http`
  ParameterIn in = ParameterIn::header;  ///< for `api_key`
  std::string parameter{};               ///< for `api_key`
  std::vector<OAuthFlow> flows{};        ///< for `oauth2`
  std::vector<std::string> scopes{};     ///< that the document's operations ask for, each once
  bool deprecated = false;               ///< OpenAPI 3.2
  Object extensions{};
  Place where{};
};
/// Alternatives; each is a set of scheme names. An empty alternative means "no credentials needed".
using Security = std::vector<std::vector<std::string>>;

struct Operation {
  std::string method{};  ///< upper case
  std::string path{};    ///< the template: `/books/{id}`
  std::string operation_id{};
  std::string summary{};
  std::vector<std::string> tags{};
  std::vector<Parameter> parameters{};  ///< path-level and operation-level, merged
  std::optional<RequestBody> request_body{};
  std::vector<DocumentedResponse> responses{};
  Security security{};
  bool deprecated = false;
  Object extensions{};
  Object path_extensions{};  ///< of the Path Item Object around it
  Place where{};
  std::string pointer{};  ///< JSON Pointer of the operation in its document
  /// When not empty: the mistake in its description that keeps it from being planned, a sentence with its
  /// place. Nothing but method, path, operation id, tags, `where` and `pointer` is to be used then.
  std::string fault{};

  /// `GET /books/{id}`
  [[nodiscard]] std::string name() const { return method + " " + path; }
  /// The response documented for `status`: the exact one, else its class, else `default`, else nullptr.
  [[nodiscard]] const DocumentedResponse* response_for(int status) const;
};

/// The one status that is all the document promises of an operation; 0 where there are others, too, or a
/// class.
[[nodiscard]] int only_status(const Operation& operation);

struct Server {
  std::string url{};  ///< with its variables replaced by their defaults
  std::string description{};
  std::string name{};  ///< OpenAPI 3.2
  Object extensions{};
};

struct Api {
  std::string title{};
  std::string version{};        ///< the API's own
  std::string openapi{};        ///< the version of OpenAPI: `3.0.3`
  std::string document{};       ///< name of the root document
  std::string document_hash{};  ///< hex, of its text and all that it refers to; changes when that does
  std::vector<Server> servers{};
  std::vector<Operation> operations{};  ///< in the order of the document
  std::map<std::string, SecurityScheme, std::less<>> security_schemes{};
  std::vector<SchemaPtr> component_schemas{};  ///< those with a name that have no mistake, used or not
  Object extensions{};                         ///< of the OpenAPI Object
  Object info_extensions{};                    ///< of its Info Object
  std::uint32_t loose_faults = 0;              ///< mistakes that belong to no single operation

  /// The methods documented for `path`, in the document's order.
  [[nodiscard]] std::vector<std::string> methods_of(std::string_view path) const;
};

/// Reads an OpenAPI document into the model. All mistakes are collected; nothing is returned when the
/// document cannot be used at all. A faulty operation stays, with its `fault`, and an error that names it.
[[nodiscard]] std::optional<Api>
load_api(const Document& document, Library& library, Diagnostics& diagnostics);

}  // namespace conform
