#include "tests/schema/compiled.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace conform {
namespace {

using test::compiled;
using test::json;
using Size = SampleWish::Size;

std::string sampled(std::string_view schema, SampleWish wish = {}, Dialect dialect = Dialect::openapi_3_1) {
  const auto made = compiled(schema, dialect);
  if (!made.schema)
    return "not compiled: " + (made.diagnostics.empty() ? std::string() : made.diagnostics.list()[0].message);
  const auto value = made.schema->sample(wish);
  if (const auto* const none = std::get_if<NoSample>(&value)) return "none: " + none->why;
  EXPECT_TRUE(made.schema->accepts(std::get<Value>(value), wish.direction)) << schema;
  return to_json(std::get<Value>(value));
}

TEST(Sample, PrefersWhatTheSchemaGives) {
  EXPECT_EQ(sampled(R"({"type": "string", "default": "d", "examples": ["e"]})"), "\"d\"");
  EXPECT_EQ(sampled(R"({"type": "string", "default": 3, "example": "e"})"), "\"e\"");
  EXPECT_EQ(sampled(R"({"const": {"a": 1}})"), R"({"a":1})");
  EXPECT_EQ(sampled(R"({"enum": ["x", 2], "type": "integer"})"), "2");
}

TEST(Sample, MakesWhatIsRequiredOrAlsoWhatIsOptional) {
  const std::string_view schema =
      R"({"type": "object", "required": ["a"], "properties": {"b": {"type": "integer"}, "a": {"type": "boolean"}}})";
  EXPECT_EQ(sampled(schema, {Size::smallest}), R"({"a":true})");
  EXPECT_EQ(sampled(schema, {Size::typical}), R"({"b":1,"a":true})");
}

TEST(Sample, IsTheSameForTheSameSeed) {
  const std::string_view schema =
      R"({"type": "array", "minItems": 3, "items": {"type": "string", "pattern": "^[a-z]{4}\\d+$"}})";
  EXPECT_EQ(sampled(schema, {Size::random, 5}), sampled(schema, {Size::random, 5}));
  EXPECT_NE(sampled(schema, {Size::random, 5}), sampled(schema, {Size::random, 6}));
}

TEST(Sample, LeavesOutWhatIsNotSentInADirection) {
  const std::string_view schema =
      R"({"type": "object", "required": ["id", "key"], "properties": {"id": {"type": "integer", "readOnly": true},
    "key": {"type": "string", "writeOnly": true}}, "example": {"id": 3, "key": "k"}})";
  EXPECT_EQ(sampled(schema, {Size::typical, 0, Direction::request}), R"({"key":"k"})");
  EXPECT_EQ(sampled(schema, {Size::typical, 0, Direction::response}), R"({"id":3})");
}

TEST(Sample, EndsAtRecursion) {
  EXPECT_EQ(
      sampled(
          R"({"type": "object", "required": ["next"], "properties": {"next": {"oneOf": [{"$ref": "#"}, {"type": "null"}]}}})",
          {Size::smallest}),
      R"({"next":null})");
  EXPECT_TRUE(sampled(R"({"type": "object", "required": ["next"], "properties": {"next": {"$ref": "#"}}})")
                  .starts_with("none: "));
  EXPECT_FALSE(
      sampled(R"({"type": "object", "properties": {"child": {"$ref": "#"}, "name": {"type": "string"}}})")
          .starts_with("none"));
}

TEST(Sample, RefusesSizesWithoutReason) {
  EXPECT_NE(sampled(R"({"type": "string", "minLength": 1000000000})").find("1000000000 characters"),
            std::string::npos);
  EXPECT_NE(sampled(R"({"type": "array", "minItems": 1000000000})").find("1000000000 items"),
            std::string::npos);
  EXPECT_NE(sampled(R"({"type": "object", "minProperties": 1000000000})").find("1000000000 properties"),
            std::string::npos);
  EXPECT_EQ(sampled(R"({"type": "string", "maxLength": 1000000000})"), "\"text\"");
}

TEST(Sample, SaysWhyThereIsNone) {
  for (const std::string_view schema : {"false",
                                        R"({"type": "integer", "minimum": 2, "maximum": 1})",
                                        R"({"not": {}})",
                                        R"({"enum": []})",
                                        R"({"type": "string", "pattern": "a^b"})",
                                        R"({"allOf": [{"type": "string"}, {"type": "array"}]})"}) {
    EXPECT_TRUE(sampled(schema).starts_with("none: ")) << schema << " " << sampled(schema);
  }
}

TEST(Sample, FindsValuesForEachKeyword) {
  for (
      const std::string_view schema : {
          R"({"type": "integer", "minimum": 7, "maximum": 7})",
          R"({"type": "integer", "exclusiveMinimum": 7, "multipleOf": 5})",
          R"({"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1})",
          R"({"type": "number", "multipleOf": 0.01, "minimum": 0.505, "maximum": 0.515})",
          R"({"allOf": [{"multipleOf": 6}, {"multipleOf": 10}], "minimum": 31, "type": "integer"})",
          R"({"type": "integer", "format": "int32", "minimum": -5, "maximum": -1})",
          R"({"type": "string", "minLength": 40, "maxLength": 41})",
          R"({"type": "string", "pattern": "^[a-f]+$", "minLength": 30, "maxLength": 30})",
          R"({"type": "string", "format": "uuid"})",
          R"({"type": "string", "format": "date-time", "minLength": 20})",
          R"({"type": "array", "items": {"enum": [1, 2, 3]}, "uniqueItems": true, "minItems": 3})",
          R"({"type": "array", "items": {"type": "boolean"}, "uniqueItems": true, "minItems": 2})",
          R"({"type": "array", "contains": {"const": 5}, "minContains": 2, "items": {"type": "integer"}})",
          R"({"type": "array", "prefixItems": [{"type": "string"}, {"type": "null"}], "items": false, "minItems": 2})",
          R"({"type": "object", "minProperties": 3, "propertyNames": {"pattern": "^x-"}})",
          R"({"type": "object", "patternProperties": {"^n\\d$": {"type": "integer"}}, "additionalProperties": false, "minProperties": 2})",
          R"({"type": "object", "required": ["a"], "dependentRequired": {"a": ["b"], "b": ["c"]}, "properties": {"a": {"type": "string"}}})",
          R"({"allOf": [{"type": "object", "required": ["a"]}, {"properties": {"a": {"type": "integer"}}}, {"properties": {"a": {"minimum": 5}}}]})",
          R"({"oneOf": [{"type": "object", "properties": {"k": {"const": 1}}, "required": ["k"]}, {"type": "object", "properties": {"k": {"const": 2}}}]})",
          R"({"type": "string", "not": {"enum": ["text", ""]}})",
          R"({"if": {"properties": {"a": {"const": 1}}, "required": ["a"]}, "then": {"required": ["b"]}, "else": {"required": ["c"]}, "type": "object"})",
          R"({"type": "object", "properties": {"a": true}, "unevaluatedProperties": false, "allOf": [{"properties": {"b": {"type": "string"}}, "required": ["b"]}]})",
          R"({"type": ["null", "string"], "minLength": 3})",
          R"({"anyOf": [{"type": "string", "minLength": 5, "maxLength": 4}, {"type": "integer"}]})",
      }) {
    for (const Size size : {Size::smallest, Size::typical, Size::random}) {
      const std::string made = sampled(schema, {size, 3, Direction::none});
      EXPECT_FALSE(made.starts_with("none: ")) << schema << " " << made;
    }
  }
}

TEST(Sample, SatisfiesNullableAndEarlyBounds) {
  EXPECT_EQ(sampled(R"({"type": "string", "nullable": true, "maxLength": 2})", {}, Dialect::openapi_3_0),
            "\"te\"");
  EXPECT_EQ(
      sampled(R"({"type": "integer", "minimum": 4, "exclusiveMinimum": true})", {}, Dialect::openapi_3_0),
      "5");
}

}  // namespace
}  // namespace conform
