#include "tests/openapi/loading.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

Api whole(std::string_view text) {
  Loaded loaded = load(text);
  EXPECT_EQ(joined(lines_of(loaded.diagnostics)), "");
  EXPECT_TRUE(loaded.api);
  return loaded.api ? *loaded.api : Api();
}

const Operation* find(const Api& api, std::string_view name) {
  for (const Operation& operation : api.operations) {
    if (operation.name() == name) return &operation;
  }
  return nullptr;
}

constexpr std::string_view books = R"(openapi: 3.1.0
info: {title: Books, version: '7'}
servers:
  - url: https://{host}:{port}/v1
    description: Live
    variables: {host: {default: example.com}, port: {default: 8443}}
  - url: /v2
security: [{key: []}, {}]
paths:
  /books/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: integer}, example: 7}
      - {name: verbose, in: query, schema: {type: boolean}}
    get:
      operationId: getBook
      summary: One book
      tags: [books, read]
      deprecated: true
      parameters:
        - {name: verbose, in: query, required: true, style: form, explode: false, schema: {type: string}}
        - $ref: '#/components/parameters/Trace'
        - {name: Accept, in: header, schema: {type: string}}
        - {name: authorization, in: header, schema: {type: string}}
        - {name: session, in: cookie, schema: {type: string}}
      responses:
        200:
          description: Found
          headers:
            X-Rate: {required: true, schema: {type: integer}, example: 3}
            Content-Type: {schema: {type: string}}
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Book'}
              examples:
                small: {value: {id: 1}}
                linked: {$ref: '#/components/examples/Large'}
                far: {externalValue: 'https://example.com/book.json'}
        4XX: {$ref: '#/components/responses/Problem'}
        default: {description: Else}
    put:
      security: []
      requestBody: {$ref: '#/components/requestBodies/Book'}
      responses: {'204': {description: Done}}
  /pets:
    $ref: '#/components/pathItems/Pets'
components:
  schemas:
    Book: {type: object, properties: {id: {type: integer}}, example: {id: 5}}
  parameters:
    Trace: {name: X-Trace, in: header, schema: {type: string, example: abc}}
  responses:
    Problem: {description: Wrong, content: {application/problem+json: {schema: true}}}
  requestBodies:
    Book: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Book'}}}}
  examples:
    Large: {value: {id: 2}}
  pathItems:
    Pets: {post: {security: [{user: [read, write], key: []}], responses: {'201': {description: Made}}}}
  securitySchemes:
    key: {type: apiKey, in: query, name: api_key}
    user: {type: http, scheme: Basic}
)";

TEST(LoadApi, ReadsInfoAndServersWithTheirDefaults) {
  const Api api = whole(books);
  EXPECT_EQ(api.title, "Books");
  EXPECT_EQ(api.version, "7");
  EXPECT_EQ(api.openapi, "3.1.0");
  EXPECT_EQ(api.document, "api.yaml");
  ASSERT_EQ(api.servers.size(), 2U);
  EXPECT_EQ(api.servers[0].url, "https://example.com:8443/v1");
  EXPECT_EQ(api.servers[0].description, "Live");
  EXPECT_EQ(api.servers[1].url, "/v2");
}

TEST(LoadApi, ReadsOperationsInTheirOrder) {
  const Api api = whole(books);
  ASSERT_EQ(api.operations.size(), 3U);
  EXPECT_EQ(api.operations[0].name(), "GET /books/{id}");
  EXPECT_EQ(api.operations[1].name(), "PUT /books/{id}");
  EXPECT_EQ(api.operations[2].name(), "POST /pets");
  EXPECT_EQ(api.methods_of("/books/{id}"), (std::vector<std::string>{"GET", "PUT"}));
  const Operation& get = api.operations[0];
  EXPECT_EQ(get.operation_id, "getBook");
  EXPECT_EQ(get.summary, "One book");
  EXPECT_EQ(get.tags, (std::vector<std::string>{"books", "read"}));
  EXPECT_TRUE(get.deprecated);
  EXPECT_EQ(get.pointer, "/paths/~1books~1{id}/get");
  EXPECT_EQ(get.where.mark.line, 15U);
}

TEST(LoadApi, MergesParametersByNameAndPlace) {
  const Api api = whole(books);
  const auto& parameters = find(api, "GET /books/{id}")->parameters;
  ASSERT_EQ(parameters.size(), 4U);
  EXPECT_EQ(parameters[0].name, "id");
  EXPECT_EQ(parameters[0].style, ParameterStyle::simple);
  EXPECT_FALSE(parameters[0].explode);
  ASSERT_EQ(parameters[0].examples.size(), 1U);
  EXPECT_EQ(parameters[0].examples[0].value, Value(7));
  EXPECT_EQ(parameters[1].name, "verbose");
  EXPECT_TRUE(parameters[1].required);
  EXPECT_FALSE(parameters[1].explode);
  EXPECT_EQ(parameters[2].name, "X-Trace");
  EXPECT_EQ(parameters[2].examples.at(0).value, Value("abc"));
  EXPECT_EQ(parameters[3].name, "session");
  EXPECT_EQ(parameters[3].style, ParameterStyle::form);
  EXPECT_TRUE(parameters[3].explode);
  EXPECT_FALSE(find(api, "PUT /books/{id}")->parameters.at(1).required);
}

TEST(LoadApi, ReadsResponsesWithHeadersAndContent) {
  const Api api = whole(books);
  const auto& responses = find(api, "GET /books/{id}")->responses;
  ASSERT_EQ(responses.size(), 3U);
  EXPECT_EQ(responses[0].status.to_string(), "200");
  ASSERT_EQ(responses[0].headers.size(), 1U);
  EXPECT_EQ(responses[0].headers[0].name, "X-Rate");
  EXPECT_TRUE(responses[0].headers[0].required);
  EXPECT_TRUE(responses[0].headers[0].schema->accepts(3));
  const auto& examples = responses[0].content.at(0).examples;
  ASSERT_EQ(examples.size(), 2U);
  EXPECT_EQ(examples[0].name, "small");
  EXPECT_EQ(to_json(examples[1].value), R"({"id":2})");
  EXPECT_EQ(responses[1].status.to_string(), "4XX");
  EXPECT_EQ(responses[1].content.at(0).name, "application/problem+json");
  EXPECT_TRUE(responses[1].content_is_documented);
  EXPECT_EQ(responses[2].status.to_string(), "default");
  EXPECT_FALSE(responses[2].content_is_documented);
}

TEST(LoadApi, TakesExamplesOfTheSchemaWhereNoneStandNearer) {
  const Api api = whole(books);
  const auto& body = find(api, "PUT /books/{id}")->request_body;
  ASSERT_TRUE(body);
  EXPECT_TRUE(body->required);
  ASSERT_EQ(body->content.at(0).examples.size(), 1U);
  EXPECT_EQ(to_json(body->content[0].examples[0].value), R"({"id":5})");
}

TEST(LoadApi, LetsAnOperationReplaceTheSecurityOfTheDocument) {
  const Api api = whole(books);
  EXPECT_EQ(find(api, "GET /books/{id}")->security, (Security{{"key"}, {}}));
  EXPECT_EQ(find(api, "PUT /books/{id}")->security, Security());
  EXPECT_EQ(find(api, "POST /pets")->security, (Security{{"user", "key"}}));
  const SecurityScheme& key = api.security_schemes.at("key");
  EXPECT_EQ(key.kind, SecurityScheme::Kind::api_key);
  EXPECT_EQ(key.in, ParameterIn::query);
  EXPECT_EQ(key.parameter, "api_key");
  EXPECT_EQ(api.security_schemes.at("user").http_scheme, "basic");
}

TEST(LoadApi, GivesTheServerThatADocumentWithoutServersHas) {
  const Api api = whole("{openapi: 3.0.3, info: {title: T, version: '1'}, paths: {}}");
  ASSERT_EQ(api.servers.size(), 1U);
  EXPECT_EQ(api.servers[0].url, "/");
}

TEST(LoadApi, HashesTheText) {
  const auto hash = [](std::string_view text) { return load(text).api->document_hash; };
  const std::string once = hash("{openapi: 3.0.3, info: {title: T, version: '1'}, paths: {}}");
  EXPECT_EQ(once.size(), 16U);
  EXPECT_EQ(hash("{openapi: 3.0.3, info: {title: T, version: '1'}, paths: {}}"), once);
  EXPECT_NE(hash("{openapi: 3.0.3, info: {title: T, version: '2'}, paths: {}}"), once);
}

TEST(LoadApi, ReadsTheFormEncodingAndWhichPropertiesAreFiles) {
  const Api api = whole(R"(openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /upload:
    post:
      requestBody:
        content:
          multipart/form-data:
            schema:
              type: object
              properties:
                photo: {type: string, format: binary}
                photos: {type: array, items: {type: string, format: binary}}
                tags: {type: array, items: {type: string}}
            encoding:
              photo: {contentType: image/png}
              tags: {style: pipeDelimited}
      responses: {'200': {description: OK}}
)");
  const auto& encoding = api.operations.at(0).request_body->content.at(0).encoding;
  ASSERT_EQ(encoding.size(), 3U);
  EXPECT_TRUE(encoding[0].is_file);
  EXPECT_EQ(encoding[0].content_type, "image/png");
  EXPECT_FALSE(encoding[0].style);
  EXPECT_TRUE(encoding[1].is_file);
  EXPECT_FALSE(encoding[2].is_file);
  EXPECT_EQ(encoding[2].style, ParameterStyle::pipe_delimited);
  EXPECT_FALSE(encoding[2].explode);
}

TEST(LoadApi, ReadsQueryAndAdditionalMethodsOfThreePointTwo) {
  const Loaded loaded = load(R"(openapi: 3.2.0
info: {title: T, version: '1'}
paths:
  /a:
    query: {responses: {'200': {description: OK}}}
    additionalOperations:
      COPY: {responses: {'201': {description: Made}}}
)");
  ASSERT_TRUE(loaded.api);
  EXPECT_FALSE(loaded.diagnostics.has_errors());
  EXPECT_EQ(loaded.api->methods_of("/a"), (std::vector<std::string>{"QUERY", "COPY"}));
}

TEST(LoadApi, KeepsAFaultyOperationWithItsFirstMistake) {
  const Loaded loaded = load(R"(openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a/{id}:
    get: {operationId: one, tags: [t], responses: {'200': {$ref: '#/components/responses/None'}}}
    gett: {}
  /b: {get: {responses: {'200': {description: OK}}}}
)");
  ASSERT_TRUE(loaded.api);
  ASSERT_EQ(loaded.api->operations.size(), 2U);
  const Operation& faulty = loaded.api->operations.front();
  EXPECT_EQ(faulty.fault,
            "A mistake in the document, at api.yaml:5:66: `#/components/responses/None` leads nowhere: the "
            "document has no member `components`.");
  EXPECT_EQ(faulty.name(), "GET /a/{id}");
  EXPECT_EQ(faulty.operation_id, "one");
  EXPECT_EQ(faulty.tags, std::vector<std::string>{"t"});
  EXPECT_EQ(faulty.pointer, "/paths/~1a~1{id}/get");
  EXPECT_TRUE(faulty.responses.empty());
  EXPECT_EQ(loaded.api->operations.back().fault, "");
  EXPECT_EQ(loaded.api->loose_faults, 1U);  // `gett`
}

TEST(LoadApi, KeepsExtensions) {
  const Loaded loaded = load(R"(openapi: 3.1.0
x-root: 1
info: {title: T, version: '1', x-info: [1, 2]}
servers: [{url: /v1, x-server: a}]
paths:
  /a:
    x-path: true
    post:
      x-operation: {deep: [1]}
      parameters: [{name: q, in: query, x-parameter: p, schema: {type: string, x-schema: s}}]
      requestBody: {x-body: b, content: {application/json: {x-media: m, schema: {type: object}}}}
      responses: {'200': {description: d, x-response: r, headers: {A: {x-header: h, schema: {type: string}}}}}
components: {securitySchemes: {k: {type: apiKey, in: query, name: k, x-scheme: 1}}}
)");
  ASSERT_TRUE(loaded.api);
  EXPECT_TRUE(loaded.diagnostics.list().empty()) << joined(lines_of(loaded.diagnostics));
  const Api& api = *loaded.api;
  const Operation& operation = api.operations.at(0);
  const Parameter& parameter = operation.parameters.at(0);
  const DocumentedResponse& response = operation.responses.at(0);
  const std::vector<std::pair<const Object*, std::string>> kept = {
      {&api.extensions, R"({"x-root":1})"},
      {&api.info_extensions, R"({"x-info":[1,2]})"},
      {&api.servers.at(0).extensions, R"({"x-server":"a"})"},
      {&operation.extensions, R"({"x-operation":{"deep":[1]}})"},
      {&operation.path_extensions, R"({"x-path":true})"},
      {&parameter.extensions, R"({"x-parameter":"p"})"},
      {&operation.request_body->extensions, R"({"x-body":"b"})"},
      {&operation.request_body->content.at(0).extensions, R"({"x-media":"m"})"},
      {&response.extensions, R"({"x-response":"r"})"},
      {&response.headers.at(0).extensions, R"({"x-header":"h"})"},
      {&api.security_schemes.at("k").extensions, R"({"x-scheme":1})"}};
  for (const auto& [object, text] : kept)
    EXPECT_EQ(to_json(Value(*object)), text);
  ASSERT_NE(parameter.schema->extension("x-schema"), nullptr);
  EXPECT_EQ(parameter.schema->extension("x-schema")->string(), "s");
  EXPECT_EQ(parameter.schema->extension("x-other"), nullptr);
}

}  // namespace
}  // namespace conform
