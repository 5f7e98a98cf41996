#include "runner/openapi/serialise.hpp"
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

Value json(std::string_view text) { return std::get<Value>(read_json(text)); }

constexpr std::string_view events = R"(openapi: 3.2.0
$self: https://example.com/api/events.yaml
info: {title: Events, version: '1'}
servers: [{url: /v1, name: only}]
tags: [{name: all, kind: nav}, {name: some, parent: all, summary: Some}]
paths:
  /search:
    query:
      requestBody:
        content: {application/json: {$ref: '#/components/mediaTypes/Query'}}
      responses: {'200': {summary: Found}}
    get:
      parameters:
        - in: querystring
          name: q
          content:
            application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: integer}}}}
        - {in: cookie, name: c, style: cookie, schema: {type: string}}
      responses:
        '200':
          content:
            application/x-ndjson: {itemSchema: {$ref: 'events.yaml#/components/schemas/Line'}}
            application/jsonl:
              schema: {maxItems: 1}
              itemSchema: {type: integer}
  /copy:
    additionalOperations: {COPY: {responses: {'201': {description: Made}}}}
components:
  mediaTypes:
    Query: {schema: {type: object}, examples: {one: {dataValue: {a: 1}}}}
  schemas:
    Line: {type: object, required: [line]}
  securitySchemes:
    old:
      type: oauth2
      deprecated: true
      oauth2MetadataUrl: https://example.com/meta
      flows: {deviceAuthorization: {deviceAuthorizationUrl: /d, tokenUrl: /t, scopes: {}}}
)";

TEST(LoadThreePointTwo, ReadsWhatIsNewWithoutAWord) {
  const Api api = whole(events);
  ASSERT_EQ(api.operations.size(), 3U);
  const Operation& query = api.operations[0];
  EXPECT_EQ(query.method, "QUERY");
  EXPECT_EQ(query.responses.at(0).summary, "Found");
  const auto body = query.request_body.value();
  EXPECT_EQ(body.content.at(0).name, "application/json");
  EXPECT_EQ(to_json(body.content[0].examples.at(0).value), R"({"a":1})");
  EXPECT_EQ(api.servers.at(0).name, "only");
  EXPECT_TRUE(api.security_schemes.at("old").deprecated);
  EXPECT_EQ(api.operations[2].method, "COPY");
}

TEST(LoadThreePointTwo, WritesQuerystringsAndPlainCookies) {
  const Api api = whole(events);
  const auto& parameters = api.operations[1].parameters;
  EXPECT_EQ(std::get<std::string>(serialise_parameter(parameters.at(0), json(R"({"a":7})"))), "a=7");
  EXPECT_EQ(std::get<std::string>(serialise_parameter(parameters.at(1), "a/b?")), "c=a/b?");
  EXPECT_EQ(serialise_parameter(parameters.at(1), "a b").index(), 1U);
}

TEST(LoadThreePointTwo, HoldsItemSchemasAgainstEachItem) {
  const Api api = whole(events);
  const auto& content = api.operations[1].responses.at(0).content;
  ASSERT_TRUE(content.at(0).schema);
  EXPECT_TRUE(content[0].schema->accepts(json(R"([{"line":1},{"line":2}])")));
  EXPECT_FALSE(content[0].schema->accepts(json(R"([{"line":1},{}])")));
  EXPECT_TRUE(content.at(1).schema->accepts(json("[1]")));
  EXPECT_FALSE(content[1].schema->accepts(json("[1,2]")));
  EXPECT_FALSE(content[1].schema->accepts(json(R"(["x"])")));
}

TEST(LoadThreePointTwo, FollowsTheDialectOfTheDocumentAndOfASchema) {
  const Api api = whole(R"(openapi: 3.1.0
jsonSchemaDialect: http://json-schema.org/draft-07/schema#
info: {title: T, version: '1'}
paths:
  /a:
    get:
      parameters:
        - {name: a, in: query, schema: {type: array, items: [{type: integer}], additionalItems: false}}
        - name: b
          in: query
          schema: {$schema: 'http://json-schema.org/draft-04/schema#', minimum: 4, exclusiveMinimum: true}
        - {name: c, in: query, schema: {$ref: '#/components/schemas/Pair'}}
      responses: {'200': {description: OK}}
components:
  schemas:
    Pair:
      $schema: https://json-schema.org/draft/2020-12/schema
      prefixItems: [{type: integer}, {$ref: '#/components/schemas/Text'}]
    Text: {type: string}
)");
  const auto& parameters = api.operations.at(0).parameters;
  EXPECT_TRUE(parameters.at(0).schema->accepts(json("[1]")));
  EXPECT_FALSE(parameters[0].schema->accepts(json("[1,2]")));
  EXPECT_FALSE(parameters.at(1).schema->accepts(4));
  EXPECT_TRUE(parameters[1].schema->accepts(5));
  EXPECT_TRUE(parameters.at(2).schema->accepts(json(R"([1,"x"])")));
  EXPECT_FALSE(parameters[2].schema->accepts(json("[1,2]")));
}

}  // namespace
}  // namespace conform
