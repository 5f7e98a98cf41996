#pragma once

#include "runner/openapi/api.hpp"
#include "runner/openapi/known_keys.hpp"

#include <deque>
#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

namespace conform {

// Private to runner/openapi: what all the readers of the parts of a document share.

/// One document on its way into the model: where mistakes go, and what was compiled already. Everything in
/// it hangs on the caller of load_api.
struct Reading {
  Library& library;
  Diagnostics& diagnostics;
  SchemaCompiler compiler;
  OpenApiVersion version = OpenApiVersion::v3_1;
  std::string fault{};        ///< the first mistake since this was last cleared, a sentence with its place
  bool in_operation = false;  ///< whether mistakes belong to one operation
  std::uint32_t loose_faults = 0;  ///< mistakes that do not
  Security security{};             ///< of the document, for operations without their own (§4.8.10)
  std::vector<std::string_view> security_schemes{};                       ///< names that the components have
  std::map<std::string, std::vector<std::string>, std::less<>> scopes{};  ///< asked of each scheme
  /// Of Swagger 2.0, for operations without their own.
  std::vector<std::string> consumes{}, produces{};
  std::deque<Document> made{};                 ///< what was put together for the compiler; it hangs on these
  std::vector<SchemaPtr> component_schemas{};  ///< of the model
  std::set<std::tuple<const Source*, std::uint32_t, std::uint32_t, std::string>> reported{};
};

/// Adds the diagnostic unless it was reported already (a component is read once per use). An error becomes
/// the reading's fault if that has none.
void report(Reading& reading, Diagnostic diagnostic);
/// Adds the mistake unless it was reported already (a component is read once per use) and keeps it as the
/// reading's fault if that has none.
void report_error(Reading& reading, Place where, std::string message, std::string hint = {});
/// Adds a mistake against the letter of the specification that leaves no doubt about what is meant: nothing
/// is left out for it.
void report_slip(Reading& reading, Place where, std::string message, std::string hint = {});
/// An error, as report_slip gives it, when the object has more than one of `keys`.
void report_exclusion(Reading& reading, const Located& object, std::initializer_list<std::string_view> keys);
/// Adds the warning unless it was reported already.
void report_warning(Reading& reading, Place where, std::string message, std::string hint = {});

/// What stands at `at` after its `$ref`, if any, was followed. Empty, with an error, when it leads nowhere.
[[nodiscard]] Located follow(Reading& reading, const Located& at);

/// The object at `at` after references; its unknown keys get a warning with the nearest known key. Empty,
/// with an error, when it is no object.
[[nodiscard]] Located read_object(Reading& reading, const Located& at, ObjectKind kind);

/// The members of the object whose names begin with `x-`: OpenAPI 3.1 §4.9. None of nothing.
[[nodiscard]] Object extensions_of(const Located& object);

/// The member `key`, if it is there and of `kind`. A wrong kind is an error; absence is not.
[[nodiscard]] Located member(Reading& reading, const Located& object, std::string_view key, Value::Kind kind);

/// The text of the member `key`, or `otherwise`; an error when it is no text.
[[nodiscard]] std::string
text_member(Reading& reading, const Located& object, std::string_view key, std::string_view otherwise = {});
[[nodiscard]] bool
boolean_member(Reading& reading, const Located& object, std::string_view key, bool otherwise);
/// Its index in `words`; nothing when the member is absent, nothing and an error when it is another word.
[[nodiscard]] std::optional<std::size_t> word_member(Reading& reading,
                                                     const Located& object,
                                                     std::string_view key,
                                                     std::span<const std::string_view> words);
/// An error that names the object when the member is absent.
void require_member(Reading& reading, const Located& object, std::string_view key, ObjectKind kind);

/// The texts of the list `key`; an error for what is no text.
[[nodiscard]] std::vector<std::string>
texts_member(Reading& reading, const Located& object, std::string_view key);

/// The place of a member's key.
[[nodiscard]] Place key_place(const Located& object, const Member& member);
/// The value as a message shows it: in backticks, shortened; containers by their kind.
[[nodiscard]] std::string shown(const Value& value);
/// `Did you mean `x`?`, or an empty text.
[[nodiscard]] std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

/// Compiles what was put together from parts of the document around `at`; marks in it tell places there.
[[nodiscard]] SchemaPtr compile_made(Reading& reading, const Located& at, Value schema);

/// The compiled schema at `at`. Null when `at` is empty, or the schema or one that it reaches is faulty.
[[nodiscard]] SchemaPtr compile(Reading& reading, const Located& at);

/// Compiles a schema that has a name, and keeps it for the model.
void compile_component(Reading& reading, const Located& at);

// The readers of the parts; each file reads one kind of object.

/// Title and version of the API: §4.8.2 Info Object.
void load_info(Reading& reading, const Located& root, Api& api);
/// Of the text of the document and of those that its references lead to, in hexadecimal digits.
[[nodiscard]] std::string hash_of(const Document& document, const Library& library);
/// OpenAPI 3.1 §4.8.8 Paths Object. Operations in the order of the document.
[[nodiscard]] std::vector<Operation> load_operations(Reading& reading, const Located& root);
/// §4.8.12 Parameter Object. Nothing for a header that HTTP itself describes, or after an error.
[[nodiscard]] std::optional<Parameter> load_parameter(Reading& reading, const Located& at);
/// Name and place of the Parameter Object `found`, as load_parameter gives them.
[[nodiscard]] std::optional<Parameter> load_parameter_name(Reading& reading, const Located& found);
/// Every path parameter is required; a warning when it does not say so.
void require_path_parameter(Reading& reading, const Located& found, Parameter& parameter);
/// OpenAPI 3.2 §4.12.1: a `querystring` is the whole query, so it stands alone; an error otherwise.
void check_querystring(Reading& reading, const std::vector<Parameter>& parameters);
/// §4.8.21 Header Object.
[[nodiscard]] std::optional<Parameter>
load_header(Reading& reading, const Located& at, std::string_view name);
/// Example Object at `at`; nothing when it gives no value.
[[nodiscard]] std::optional<Example>
load_example(Reading& reading, const Located& at, const std::string& name);
/// Media Type Object at `at`, under its name.
[[nodiscard]] std::optional<MediaType>
load_media_type(Reading& reading, const Located& at, const std::string& name);
/// Encoding Object, `prefixEncoding` and `itemEncoding` included.
void check_encoding(Reading& reading, const Located& at);
/// A map of media types (§4.8.14).
[[nodiscard]] std::vector<MediaType> load_content(Reading& reading, const Located& content);
/// Fills in how values of the schema at `at` are written as XML: §4.8.26, through references and `allOf`.
void load_xml(Reading& reading, const Located& at, MediaType& media_type);
/// §4.8.13 Request Body Object.
[[nodiscard]] std::optional<RequestBody> load_request_body(Reading& reading, const Located& at);
/// `example`, `examples` (§4.8.19), or else those of the schema.
[[nodiscard]] std::vector<Example> load_examples(Reading& reading, const Located& object);
/// Those of the schema at `at` alone.
[[nodiscard]] std::vector<Example> load_schema_examples(Reading& reading, const Located& at);
/// §4.8.17 Response Object.
[[nodiscard]] std::optional<DocumentedResponse>
load_response(Reading& reading, const Located& at, const StatusPattern& status);
/// §4.8.20 Link Object: only its form is looked at.
void check_link(Reading& reading, const Located& at);
/// What no operation of `paths` may use is read, too, so that its mistakes are seen: `components`,
/// `webhooks`, `tags`. They spoil no operation.
void check_the_rest(Reading& reading, const Located& root);
/// The operations of a path item outside of `paths`, for their mistakes.
void check_path_item(Reading& reading, const Located& at);
/// §4.8.16 Responses Object.
[[nodiscard]] std::vector<DocumentedResponse> load_responses(Reading& reading, const Located& responses);
/// §4.8.27 Security Scheme Object, of the components; of Swagger 2.0, those of the document.
[[nodiscard]] std::map<std::string, SecurityScheme, std::less<>> load_security_schemes(Reading& reading,
                                                                                       const Located& object);
/// §4.8.30 Security Requirement Object: the list at `at`.
[[nodiscard]] Security load_security(Reading& reading, const Located& at);

// Swagger 2.0, where it differs; the sections are those of its specification.

/// Reads a Swagger 2.0 document into the model, as load_api does.
[[nodiscard]] std::optional<Api>
load_swagger(const Document& document, Library& library, Diagnostics& diagnostics);
/// Parameter Object in `path`, `query` or `header`; nothing for the others, which make up the body.
[[nodiscard]] std::optional<Parameter> load_swagger_parameter(Reading& reading, const Located& found);
/// Header Object.
[[nodiscard]] Parameter load_swagger_header(Reading& reading, const Located& found, std::string_view name);
/// The parameters in `body` and `formData` of the lists of the path item and the operation, the latter
/// winning. `consumes` are the media types of the operation.
[[nodiscard]] std::optional<RequestBody> load_swagger_body(Reading& reading,
                                                           const Located& path_item,
                                                           const Located& operation,
                                                           const std::vector<std::string>& consumes);
/// Responses Object; `produces` are the media types of the operation.
[[nodiscard]] std::vector<DocumentedResponse>
load_swagger_responses(Reading& reading, const Located& responses, const std::vector<std::string>& produces);

}  // namespace conform
