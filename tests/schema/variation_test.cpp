#include "tests/schema/compiled.hpp"
#include "tests/schema/laws.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iostream>

namespace conform {
namespace {

using test::compiled;
using test::json;

std::vector<Variation> broken(std::string_view schema, Dialect dialect = Dialect::openapi_3_1) {
  const auto made = compiled(schema, dialect);
  if (!made.schema) ADD_FAILURE() << schema;
  return made.schema ? made.schema->breakings({}) : std::vector<Variation>();
}

bool has(const std::vector<Variation>& list, std::string_view phrase, std::string_view value) {
  const Value wanted = json(value);
  return std::any_of(list.begin(), list.end(), [&](const Variation& one) {
    return one.phrase == phrase && one.value == wanted;
  });
}

std::string listed(const std::vector<Variation>& list) {
  std::string out;
  for (const Variation& one : list)
    out += "\n  " + one.keyword + " at `" + one.instance + "`: " + one.phrase + ": " + to_json(one.value);
  return out;
}

TEST(Breakings, NameTheOneThingThatIsWrong) {
  const auto list = broken(
      R"({"type": "object", "required": ["due_date"], "additionalProperties": false, "properties": {
    "due_date": {"type": "string", "format": "date", "example": "2024-02-29"}, "price": {"type": "number", "minimum": 0, "default": 2}}})");
  EXPECT_TRUE(has(list, "due_date missing", R"({"price": 2})")) << listed(list);
  EXPECT_TRUE(has(list, "price below minimum 0", R"({"due_date": "2024-02-29", "price": -1})"))
      << listed(list);
  EXPECT_TRUE(has(list, "due_date is null, not of type string", R"({"due_date": null, "price": 2})"));
  EXPECT_TRUE(has(list,
                  "unexpected added, which additionalProperties forbids",
                  R"({"due_date": "2024-02-29", "price": 2, "unexpected": "any"})"));
}

TEST(Breakings, TellWhereTheKeywordIs) {
  const auto list = broken(R"({"properties": {"a/b": {"items": {"$ref": "#/$defs/low"}, "type": "array"}},
    "$defs": {"low": {"type": "integer", "maximum": 3}}, "type": "object"})");
  const auto found =
      std::find_if(list.begin(), list.end(), [](const Variation& one) { return one.keyword == "maximum"; });
  ASSERT_NE(found, list.end()) << listed(list);
  EXPECT_EQ(found->instance, "/a~1b/0");
  EXPECT_EQ(found->schema, "/$defs/low/maximum");
  EXPECT_EQ(found->where.mark.line, 2U);
  EXPECT_EQ(found->phrase, "a/b[0] above maximum 3");
}

TEST(Breakings, AreTheSameEachTime) {
  const std::string_view schema =
      R"({"type": "array", "items": {"type": "string", "pattern": "^[a-z]{3,}$"}, "minItems": 2, "uniqueItems": true})";
  EXPECT_EQ(listed(broken(schema)), listed(broken(schema)));
}

TEST(Breakings, KeepToTheirNumber) {
  const auto made =
      compiled(R"({"properties": {"a": {"type": "integer"}, "b": {"enum": [1, 2]}}, "type": "object"})");
  ASSERT_TRUE(made.schema);
  EXPECT_EQ(made.schema->breakings({{}, 3}).size(), 3U);
  EXPECT_TRUE(made.schema->breakings({{}, 0}).empty());
}

TEST(Breakings, AreNoneWhereThereIsNoSample) { EXPECT_TRUE(broken(R"({"not": {}})").empty()); }

TEST(Breakings, ReachEveryAlternative) {
  const auto list = broken(R"({"oneOf": [
    {"type": "object", "required": ["card"], "properties": {"card": {"type": "string", "minLength": 2}}},
    {"type": "object", "required": ["iban"], "properties": {"iban": {"type": "string", "maxLength": 3}}}]})");
  const auto phrase = [&](std::string_view wanted) {
    return std::any_of(list.begin(), list.end(), [&](const Variation& one) {
      return one.keyword == "oneOf" && one.phrase == wanted;
    });
  };
  EXPECT_TRUE(phrase("card missing, so that oneOf is not met")) << listed(list);
  EXPECT_TRUE(phrase("iban longer than maxLength 3, so that oneOf is not met")) << listed(list);
  EXPECT_TRUE(phrase("the value fits two alternatives of oneOf")) << listed(list);
}

// Each keyword with a schema in which it can be broken alone.
struct Row {
  std::string_view keyword;
  std::string_view schema;
  Dialect dialect = Dialect::draft_2020_12;
};
constexpr std::array rows = {
    Row{"type", R"({"type": "integer"})"},
    Row{"enum", R"({"type": "string", "enum": ["a", "b"]})"},
    Row{"const", R"({"const": {"a": 1}})"},
    Row{"minimum", R"({"type": "integer", "minimum": -3})"},
    Row{"maximum", R"({"type": "number", "maximum": 9223372036854775807})"},
    Row{"exclusiveMinimum", R"({"type": "number", "exclusiveMinimum": 0.1})"},
    Row{"exclusiveMaximum",
        R"({"exclusiveMaximum": true, "maximum": 4, "type": "integer"})",
        Dialect::openapi_3_0},
    Row{"multipleOf", R"({"allOf": [{"multipleOf": 4}, {"multipleOf": 6}], "type": "integer"})"},
    Row{"minLength", R"({"type": "string", "minLength": 1})"},
    Row{"maxLength", R"({"type": "string", "maxLength": 50, "pattern": "^[A-Z]+-\\d+$"})"},
    Row{"pattern", R"({"type": "string", "pattern": "^[A-Z]{3}$", "minLength": 3, "maxLength": 3})"},
    Row{"format", R"({"type": "string", "format": "uuid"})"},
    Row{"format", R"({"type": "integer", "format": "int32"})", Dialect::openapi_3_0},
    Row{"minItems", R"({"type": "array", "minItems": 2, "items": {"type": "integer"}})"},
    Row{"maxItems", R"({"type": "array", "maxItems": 3, "items": {"type": "integer"}, "uniqueItems": true})"},
    Row{"uniqueItems", R"({"type": "array", "maxItems": 2, "uniqueItems": true})"},
    Row{"contains", R"({"type": "array", "contains": {"const": 3}, "items": {"type": "integer"}})"},
    Row{"minContains", R"({"type": "array", "contains": {"const": 3}, "minContains": 2})"},
    Row{"maxContains", R"({"type": "array", "contains": {"const": 3}, "maxContains": 2})"},
    Row{"items", R"({"type": "array", "prefixItems": [{"type": "integer"}], "items": false})"},
    Row{"additionalItems", R"({"items": [{"type": "integer"}], "additionalItems": false})", Dialect::draft_7},
    Row{"unevaluatedItems", R"({"allOf": [{"prefixItems": [{"type": "null"}]}], "unevaluatedItems": false})"},
    Row{"required",
        R"({"allOf": [{"required": ["a"]}, {"properties": {"a": {"type": "null"}}}], "type": "object"})"},
    Row{"additionalProperties", R"({"additionalProperties": false, "propertyNames": {"pattern": "^z"}})"},
    Row{"unevaluatedProperties",
        R"({"$ref": "#/$defs/a", "unevaluatedProperties": false, "$defs": {"a": {"properties": {"a": true}}}})"},
    Row{"minProperties", R"({"minProperties": 2, "additionalProperties": {"type": "integer"}})"},
    Row{"maxProperties", R"({"maxProperties": 2, "type": "object"})"},
    Row{"pattern", R"({"propertyNames": {"pattern": "^z"}, "additionalProperties": {"type": "integer"}})"},
    Row{"propertyNames", R"({"propertyNames": false})"},
    Row{"properties", R"({"properties": {"a": false, "b": {"type": "null"}}})"},
    Row{"dependentRequired", R"({"dependentRequired": {"a": ["b", "c"]}})"},
    Row{"minProperties", R"({"dependentSchemas": {"a": {"minProperties": 3}}})"},
    Row{"not", R"({"type": "object", "not": {"required": ["a", "b"]}})"},
    Row{"oneOf", R"({"oneOf": [{"type": "integer"}, {"minimum": 4}]})"},
    Row{"anyOf", R"({"anyOf": [{"type": "integer"}, {"type": "string", "minLength": 4}]})"},
    Row{"maximum", R"({"if": {"type": "integer"}, "then": {"maximum": 3}, "else": {"minLength": 2}})"},
    Row{"minLength",
        R"({"if": {"type": "integer"}, "then": {"maximum": 3}, "else": {"type": "string", "minLength": 2}})"},
    Row{"contentEncoding", R"({"type": "string", "contentEncoding": "base64"})", Dialect::draft_7},
    Row{"type", R"({"type": "string", "nullable": true})", Dialect::openapi_3_0},
    Row{"minimum",
        R"({"type": "object", "properties": {"a": {"type": "object", "properties": {"a": {"type": "object",
      "properties": {"a": {"type": "object", "properties": {"a": {"type": "object", "properties": {"a": {"minimum": 1}}}}}}}}}}})"},
};

TEST(Breakings, BreakEachKeywordAloneAndKeepTheLaws) {
  test::LawTally tally;
  for (const Row& row : rows) {
    const auto made = compiled(row.schema, row.dialect);
    ASSERT_TRUE(made.schema) << row.schema;
    (void)test::check_laws(*made.schema, std::string(row.schema), Direction::none, tally);
    const auto list = made.schema->breakings({{SampleWish::Size::typical, 0, Direction::none}});
    EXPECT_TRUE(std::any_of(
        list.begin(), list.end(), [&](const Variation& one) { return one.keyword == row.keyword; }))
        << row.keyword << " in " << row.schema << listed(list);
  }
  std::cout << test::summary(tally);
  EXPECT_EQ(tally.broken_schemas, rows.size());
}

TEST(Boundaries, StandAtEachLimit) {
  const auto made = compiled(
      R"({"type": "object", "required": ["n"], "properties": {"n": {"type": "integer", "minimum": 1, "maximum": 5},
    "s": {"type": ["string", "null"], "minLength": 2, "maxLength": 9}, "e": {"enum": ["x", "y"]}, "b": {"type": "boolean"},
    "l": {"type": "array", "minItems": 1, "maxItems": 2, "items": {"oneOf": [{"type": "string"}, {"type": "integer"}]}}}})");
  ASSERT_TRUE(made.schema);
  const auto list = made.schema->boundaries({});
  for (const std::string_view phrase : {"n at its minimum 1",
                                        "n just inside its minimum 1",
                                        "n at its maximum 5",
                                        "s null",
                                        "s absent",
                                        "s as short as its minLength 2",
                                        "s one shorter than its maxLength 9",
                                        "e \"y\"",
                                        "b false",
                                        "l with 2 items (just inside its minItems)",
                                        "l[0] as alternative 2 of oneOf"}) {
    EXPECT_TRUE(
        std::any_of(list.begin(), list.end(), [&](const Variation& one) { return one.phrase == phrase; }))
        << phrase << listed(list);
  }
}

TEST(Boundaries, TellOfNullable) {
  const auto made = compiled(R"({"type": "string", "nullable": true})", Dialect::openapi_3_0);
  ASSERT_TRUE(made.schema);
  const auto list = made.schema->boundaries({});
  ASSERT_FALSE(list.empty());
  EXPECT_EQ(list[0].keyword, "nullable");
  EXPECT_TRUE(list[0].value.is_null());
}

// What is made up may be refused for itself; it must not stand beside what is tried.
TEST(Variations, AddToAGivenValueOnePropertyAtATime) {
  const auto made = compiled(
      R"({"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}, "address": {"type": "string"},
    "size": {"type": "integer", "maximum": 9}, "inner": {"type": "object", "properties": {"deep": {"type": "boolean"}}}}})");
  ASSERT_TRUE(made.schema);
  VariationWish wish;
  wish.base = json(R"({"kind": "a"})");
  const auto good = made.schema->boundaries(wish);
  EXPECT_TRUE(has(good, "address present", R"({"kind": "a", "address": "text"})")) << listed(good);
  EXPECT_TRUE(has(good, "size at its maximum 9", R"({"kind": "a", "size": 9})")) << listed(good);
  EXPECT_TRUE(has(good, "inner.deep false", R"({"kind": "a", "inner": {"deep": false}})")) << listed(good);
  const auto bad = made.schema->breakings(wish);
  EXPECT_TRUE(has(bad, "size above maximum 9", R"({"kind": "a", "size": 10})")) << listed(bad);
}

TEST(Variations, AddTogetherWhatCannotStandAlone) {
  const auto made = compiled(
      R"({"type": "object", "properties": {"from": {"type": "integer"}, "to": {"type": "integer", "maximum": 9}},
    "dependentRequired": {"from": ["to"], "to": ["from"]}})");
  ASSERT_TRUE(made.schema);
  VariationWish wish;
  wish.base = json("{}");
  const auto good = made.schema->boundaries(wish);
  EXPECT_TRUE(std::any_of(good.begin(), good.end(), [](const Variation& one) {
    return one.phrase == "to at its maximum 9";
  })) << listed(good);
}

TEST(Misdirected, CarriesWhatIsNotSentThatWay) {
  const auto made = compiled(
      R"({"type": "object", "properties": {"id": {"type": "integer", "readOnly": true}, "key": {"type": "string", "writeOnly": true}}})",
      Dialect::openapi_3_0);
  ASSERT_TRUE(made.schema);
  const auto request = made.schema->misdirected({{SampleWish::Size::typical, 0, Direction::request}});
  ASSERT_EQ(request.size(), 1U);
  EXPECT_EQ(request[0].phrase, "id sent, but is readOnly");
  EXPECT_TRUE(has(request, "id sent, but is readOnly", R"({"key": "text", "id": 1})")) << listed(request);
  const auto response = made.schema->misdirected({{SampleWish::Size::typical, 0, Direction::response}});
  ASSERT_EQ(response.size(), 1U);
  EXPECT_EQ(response[0].phrase, "key sent, but is writeOnly");
}

TEST(Variations, AreBoundedForHostileSchemas) {
  std::string wide = R"({"anyOf": [)";
  for (int i = 0; i < 60; ++i)
    wide += std::string(i == 0 ? "" : ",") + R"({"$ref": "#"}, {"type": "array", "items": {"$ref": "#"}})";
  for (const std::string& schema :
       {wide + "]}",
        std::string(R"({"type": "string", "pattern": "^(a+)+$", "minLength": 30})"),
        std::string(R"({"type": "string", "maxLength": 1000000000})"),
        std::string(R"({"type": "array", "maxItems": 1000000000, "minItems": 900})")}) {
    const auto made = compiled(schema);
    if (!made.schema) continue;
    EXPECT_LE(made.schema->breakings({}).size(), 300U);
    EXPECT_LE(made.schema->boundaries({}).size(), 300U);
  }
}

}  // namespace
}  // namespace conform
