#include "runner/openapi/serialise.hpp"
#include "tests/openapi/loading.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

constexpr std::string_view shop = R"(swagger: '2.0'
info: {title: Shop, version: '3'}
host: api.example.com:8443
basePath: /v2
schemes: [https, http]
consumes: [application/json]
produces: [application/json, text/xml]
security: [{key: []}]
securityDefinitions:
  key: {type: apiKey, in: header, name: X-Key}
  user: {type: basic}
  other: {type: oauth2, flow: implicit, authorizationUrl: https://example.com, scopes: {read: Reads.}}
parameters:
  Limit: {name: limit, in: query, type: integer, maximum: 50, exclusiveMaximum: true, default: 10}
definitions:
  Item:
    type: object
    discriminator: kind
    required: [kind]
    properties:
      kind: {type: string}
      note: {type: string, x-nullable: true}
      mark: {type: string, nullable: true}
      tags: {type: array, items: {type: string}, xml: {wrapped: true}}
    example: {kind: book}
responses:
  Missing: {description: None, schema: {$ref: '#/definitions/Item'}}
paths:
  /items/{ids}:
    parameters:
      - {name: ids, in: path, required: true, type: array, items: {type: integer}, collectionFormat: pipes}
      - {name: item, in: body, schema: {type: string}}
    get:
      parameters:
        - $ref: '#/parameters/Limit'
        - {name: a, in: query, type: array, items: {type: string}}
        - {name: b, in: query, type: array, items: {type: string}, collectionFormat: multi}
        - {name: c, in: query, type: array, items: {type: string}, collectionFormat: ssv}
        - {name: d, in: query, type: array, items: {type: string}, collectionFormat: tsv}
        - {name: X-E, in: header, type: array, items: {type: string}, collectionFormat: ssv, x-example: [p, q]}
      responses:
        200:
          description: Found
          schema: {type: array, items: {$ref: '#/definitions/Item'}}
          headers: {x-rest: {type: integer, minimum: 0}}
          examples: {application/json: [{kind: toy}]}
        404: {$ref: '#/responses/Missing'}
        default: {description: Else}
    put:
      consumes: [application/json, application/xml]
      security: [{user: []}]
      parameters:
        - {name: item, in: body, required: true, schema: {$ref: '#/definitions/Item'}}
      responses: {204: {description: Done}}
    delete:
      produces: [image/png]
      responses: {200: {description: Was, schema: {type: file}}}
  /upload:
    post:
      consumes: [multipart/form-data]
      parameters:
        - {name: photo, in: formData, required: true, type: file}
        - {name: sizes, in: formData, type: array, items: {type: integer}}
      responses: {200: {description: OK}}
  /login:
    post:
      consumes: [application/x-www-form-urlencoded, multipart/form-data]
      parameters:
        - {name: user, in: formData, required: true, type: string, maxLength: 3}
        - {name: roles, in: formData, type: array, items: {type: string}, collectionFormat: pipes}
        - {name: teams, in: formData, type: array, items: {type: string}, collectionFormat: multi}
      responses: {200: {description: OK}}
)";

Api whole(std::string_view text) {
  Loaded loaded = load(text);
  EXPECT_EQ(joined(lines_of(loaded.diagnostics)), "");
  EXPECT_TRUE(loaded.api);
  return loaded.api ? *loaded.api : Api();
}

const Operation& find(const Api& api, std::string_view name) {
  for (const Operation& operation : api.operations) {
    if (operation.name() == name) return operation;
  }
  throw std::invalid_argument(std::string(name));
}

Value json(std::string_view text) { return std::get<Value>(read_json(text)); }

std::string written(const Parameter& parameter, std::string_view value) {
  auto text = serialise_parameter(parameter, json(value));
  return text.index() == 0 ? std::get<std::string>(text) : std::get<CannotSerialise>(text).why;
}

TEST(Swagger, PutsSchemesHostAndBasePathTogether) {
  const Api api = whole(shop);
  EXPECT_EQ(api.openapi, "2.0");
  EXPECT_EQ(api.title, "Shop");
  ASSERT_EQ(api.servers.size(), 2U);
  EXPECT_EQ(api.servers[0].url, "https://api.example.com:8443/v2");
  EXPECT_EQ(api.servers[1].url, "http://api.example.com:8443/v2");
  const auto url = [](std::string_view rest) {
    return whole("{swagger: '2.0', info: {title: T, version: '1'}, paths: {}" + std::string(rest) + "}")
        .servers.at(0)
        .url;
  };
  EXPECT_EQ(url(""), "/");
  EXPECT_EQ(url(", basePath: /a"), "/a");
  EXPECT_EQ(url(", host: example.com, basePath: /a"), "//example.com/a");
}

TEST(Swagger, ReadsSecurityDefinitions) {
  const Api api = whole(shop);
  EXPECT_EQ(api.security_schemes.at("key").kind, SecurityScheme::Kind::api_key);
  EXPECT_EQ(api.security_schemes.at("key").parameter, "X-Key");
  EXPECT_EQ(api.security_schemes.at("user").kind, SecurityScheme::Kind::http);
  EXPECT_EQ(api.security_schemes.at("user").http_scheme, "basic");
  EXPECT_EQ(api.security_schemes.at("other").kind, SecurityScheme::Kind::oauth2);
  EXPECT_EQ(find(api, "DELETE /items/{ids}").security, (Security{{"key"}}));
  EXPECT_EQ(find(api, "PUT /items/{ids}").security, (Security{{"user"}}));
}

TEST(Swagger, WritesEveryCollectionFormat) {
  const Operation get = find(whole(shop), "GET /items/{ids}");
  ASSERT_EQ(get.parameters.size(), 7U);
  EXPECT_EQ(written(get.parameters[0], "[1,2]"), "1%7C2");
  EXPECT_EQ(written(get.parameters[2], R"(["x","y"])"), "a=x,y");
  EXPECT_EQ(written(get.parameters[3], R"(["x","y"])"), "b=x&b=y");
  EXPECT_EQ(written(get.parameters[4], R"(["x","y"])"), "c=x%20y");
  EXPECT_EQ(written(get.parameters[5], R"(["x","y"])"), "d=x%09y");
  EXPECT_EQ(written(get.parameters[6], R"(["x","y"])"), "x y");
  EXPECT_EQ(to_json(get.parameters[6].examples.at(0).value), R"(["p","q"])");
}

TEST(Swagger, TakesTheParameterItselfAsItsSchema) {
  const Operation get = find(whole(shop), "GET /items/{ids}");
  const Parameter& limit = get.parameters[1];
  EXPECT_TRUE(limit.schema->accepts(49));
  EXPECT_FALSE(limit.schema->accepts(50));
  EXPECT_FALSE(limit.schema->accepts("x"));
  const Fit fit = limit.schema->validate(50);
  ASSERT_EQ(fit.faults.size(), 1U);
  EXPECT_EQ(fit.faults[0].where.source->name, "api.yaml");
  EXPECT_EQ(fit.faults[0].where.mark.line, 14U);
}

TEST(Swagger, GivesTheBodyEachMediaTypeThatIsConsumed) {
  const Api api = whole(shop);
  const auto body = find(api, "PUT /items/{ids}").request_body.value();
  EXPECT_TRUE(body.required);
  ASSERT_EQ(body.content.size(), 2U);
  EXPECT_EQ(body.content[0].name, "application/json");
  EXPECT_EQ(body.content[1].name, "application/xml");
  EXPECT_EQ(to_json(body.content[0].examples.at(0).value), R"({"kind":"book"})");
  const auto xml = serialise_body(body.content[1], json(R"({"kind":"a","tags":["b"]})"));
  EXPECT_NE(std::get<Body>(xml).content.find("<Item><kind>a</kind><tags><tags>b</tags></tags></Item>"),
            std::string::npos);
  // A path item's body is that of the operations without their own.
  EXPECT_TRUE(find(api, "DELETE /items/{ids}").request_body.value().content.at(0).schema->accepts("x"));
}

TEST(Swagger, KnowsNullableAsAnExtensionOnly) {
  const auto body = find(whole(shop), "PUT /items/{ids}").request_body.value();
  EXPECT_TRUE(body.content[0].schema->accepts(json(R"({"kind":"a","note":null})")));
  EXPECT_FALSE(body.content[0].schema->accepts(json(R"({"kind":"a","mark":null})")));
}

TEST(Swagger, MakesOneFormOfItsParameters) {
  const Api api = whole(shop);
  const auto login = find(api, "POST /login").request_body.value();
  EXPECT_TRUE(login.required);
  ASSERT_EQ(login.content.size(), 2U);
  EXPECT_FALSE(login.content[0].schema->accepts(json("{}")));
  EXPECT_FALSE(login.content[0].schema->accepts(json(R"({"user":"long"})")));
  const Value value = json(R"({"user":"a b","roles":["r","s"],"teams":["t","u"]})");
  EXPECT_TRUE(login.content[0].schema->accepts(value));
  EXPECT_EQ(std::get<Body>(serialise_body(login.content[0], value)).content,
            "user=a+b&roles=r%7Cs&teams=t&teams=u");
}

TEST(Swagger, SendsFilesAsMultipartOnly) {
  const auto upload = find(whole(shop), "POST /upload").request_body.value();
  ASSERT_EQ(upload.content.size(), 1U);
  EXPECT_EQ(upload.content[0].name, "multipart/form-data");
  const auto body = std::get<Body>(serialise_body(upload.content[0], json(R"({"photo":"x","sizes":[1,2]})")));
  EXPECT_NE(body.content.find("filename=\"photo\""), std::string::npos);
  EXPECT_NE(body.content.find("name=\"sizes\"\r\n\r\n1,2\r\n"), std::string::npos);
}

TEST(Swagger, ReadsResponsesByWhatIsProduced) {
  const Api api = whole(shop);
  const auto& responses = find(api, "GET /items/{ids}").responses;
  ASSERT_EQ(responses.size(), 3U);
  ASSERT_EQ(responses[0].content.size(), 2U);
  EXPECT_EQ(responses[0].content[1].name, "text/xml");
  EXPECT_EQ(to_json(responses[0].content[0].examples.at(0).value), R"([{"kind":"toy"}])");
  EXPECT_TRUE(responses[0].content[0].schema->accepts(json(R"([{"kind":"a"}])")));
  ASSERT_EQ(responses[0].headers.size(), 1U);
  EXPECT_FALSE(responses[0].headers[0].schema->accepts(-1));
  EXPECT_EQ(responses[1].content.size(), 2U);
  EXPECT_FALSE(responses[2].content_is_documented);
  const auto& file = find(api, "DELETE /items/{ids}").responses.at(0);
  ASSERT_EQ(file.content.size(), 1U);
  EXPECT_EQ(file.content[0].name, "image/png");
  EXPECT_FALSE(file.content[0].schema);
}

}  // namespace
}  // namespace conform
