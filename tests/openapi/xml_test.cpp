#include "tests/openapi/loading.hpp"

#include "runner/openapi/serialise.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

/// The request body of a document whose component `Pet` is `schema` (YAML flow), written with `value`.
std::string write(const std::string& schema, const std::string& value) {
  const Loaded loaded = load("openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    post:\n"
                             "      requestBody:\n        content:\n"
                             "          application/xml: {schema: {$ref: '#/components/schemas/Pet'}}\n"
                             "      responses: {'200': {description: OK}}\n"
                             "components:\n  schemas:\n    Pet: " +
                             schema + "\n");
  EXPECT_EQ(joined(lines_of(loaded.diagnostics)), "");
  const MediaType& media_type = loaded.api->operations.at(0).request_body->content.at(0);
  const auto body = serialise_body(media_type, std::get<Value>(read_json(value)));
  if (const auto* cannot = std::get_if<CannotSerialise>(&body)) return cannot->why;
  const std::string& content = std::get<Body>(body).content;
  constexpr std::string_view declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  EXPECT_TRUE(content.starts_with(declaration));
  return content.substr(declaration.size());
}

TEST(Xml, FollowsTheXmlObjectsOfTheSchema) {
  struct Row {
    const char* schema;
    const char* value;
    const char* expected;
  };
  // The cases of OpenAPI 3.1.1 §4.8.26.2.
  const Row rows[] = {
      {"{type: object}",
       R"({"id":7,"name":"A & <b>"})",
       "<Pet><id>7</id><name>A &amp; &lt;b&gt;</name></Pet>"},
      {"{type: object, xml: {name: pet}}",
       R"({"id":null,"in":{"x":true}})",
       "<pet><in><x>true</x></in></pet>"},
      {"{type: object, properties: {id: {type: integer, xml: {attribute: true}}, name: {type: string, xml: "
       "{prefix: s, namespace: 'http://e.x/s'}}}}",
       R"({"id":1,"name":"n"})",
       R"(<Pet id="1"><s:name xmlns:s="http://e.x/s">n</s:name></Pet>)"},
      {"{type: object, properties: {a: {type: array, items: {type: string}}}}",
       R"({"a":["x","y"]})",
       "<Pet><a>x</a><a>y</a></Pet>"},
      {"{type: object, properties: {a: {type: array, items: {type: string, xml: {name: b}}}}}",
       R"({"a":["x","y"]})",
       "<Pet><b>x</b><b>y</b></Pet>"},
      {"{type: object, properties: {a: {type: array, xml: {name: c, wrapped: true}, items: {type: string, "
       "xml: "
       "{name: b}}}}}",
       R"({"a":["x","y"]})",
       "<Pet><c><b>x</b><b>y</b></c></Pet>"},
      {"{type: object, properties: {a: {type: array, xml: {wrapped: true}, items: {type: string}}}}",
       R"({"a":["x"]})",
       "<Pet><a><a>x</a></a></Pet>"},
      {"{allOf: [{type: object, properties: {id: {type: integer, xml: {name: key}}}}]}",
       R"({"id":1})",
       "<Pet><key>1</key></Pet>"},
      {"{type: object, properties: {child: {$ref: '#/components/schemas/Pet'}, n: {type: string, xml: {name: "
       "m}}}}",
       R"({"child":{"n":"x"}})",
       "<Pet><child><m>x</m></child></Pet>"},
      {"{type: object}",
       R"({"a b":1})",
       "Content of the media type `application/xml` cannot be written: `a b` cannot be a name in XML."},
      {"{type: object}",
       R"({"a":"\u0001"})",
       "Content of the media type `application/xml` cannot be written: XML 1.0 cannot hold control "
       "characters."},
  };
  for (const Row& row : rows)
    EXPECT_EQ(write(row.schema, row.value), row.expected) << row.schema;
}

}  // namespace
}  // namespace conform
