#include "tests/schema/compiled.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace conform {
namespace {

using test::compiled;
using test::json;

struct Row {
  std::string_view schema;
  std::vector<std::string_view> fit{};
  std::vector<std::string_view> misfit{};
};

void expect_rows(const std::vector<Row>& rows, Dialect dialect) {
  for (const Row& row : rows) {
    const test::Compiled made = compiled(row.schema, dialect);
    ASSERT_NE(made.schema, nullptr) << row.schema;
    for (const std::string_view text : row.fit)
      EXPECT_TRUE(made.schema->accepts(json(text))) << row.schema << " " << text;
    for (const std::string_view text : row.misfit) {
      EXPECT_FALSE(made.schema->accepts(json(text))) << row.schema << " " << text;
      EXPECT_FALSE(made.schema->validate(json(text)).faults.empty()) << row.schema << " " << text;
    }
  }
}

TEST(Validate, ComparesNumbersExactly) {
  expect_rows(
      {{R"({"multipleOf": 0.01})", {"0.07", "19.99", "4.35"}, {"0.075"}},
       {R"({"maximum": 9007199254740992})", {"9007199254740992"}, {"9007199254740993"}},
       {R"({"type": "integer"})", {"1", "1.0", "1e300"}, {"1.5", "\"1\""}},
       {R"({"exclusiveMinimum": 18446744073709551616})", {"18446744073709551617"}, {"18446744073709551616"}},
       {R"({"enum": [1.0, "a"]})", {"1", "\"a\""}, {"2", "true"}}},
      Dialect::draft_2020_12);
}

TEST(Validate, CountsCodePoints) {
  expect_rows({{R"({"minLength": 2, "maxLength": 2})", {R"("äö")", R"("😀😀")"}, {R"("😀")", R"("abc")"}}},
              Dialect::draft_2020_12);
}

TEST(Validate, ReadsTheDialectOfOpenApi30) {
  expect_rows({{R"({"type": "string", "nullable": true})", {"null", "\"a\""}, {"1"}},
               {R"({"nullable": false, "type": "string"})", {"\"a\""}, {"null"}},
               {R"({"type": "string", "nullable": true, "enum": ["a"]})", {"\"a\""}, {"null"}},
               {R"({"minimum": 1, "exclusiveMinimum": true})", {"2"}, {"1"}},
               {R"({"maximum": 1, "exclusiveMaximum": false})", {"1"}, {"2"}},
               {R"({"const": 1})", {"2"}, {}},
               {R"({"properties": {"a": {"$ref": "#/x", "minimum": 10}}, "x": {"type": "integer"}})",
                {R"({"a": 1})"},
                {R"({"a": "1"})"}},
               {R"({"type": "integer", "format": "int32"})", {"2147483647"}, {"2147483648"}},
               {R"({"type": "string", "format": "byte"})", {"\"aGk=\""}, {"\"a\""}}},
              Dialect::openapi_3_0);
}

TEST(Validate, WaivesWhatIsNotSentInADirection) {
  const std::string_view text = R"({"type": "object", "required": ["id", "secret", "name"], "properties": {
    "id": {"type": "integer", "readOnly": true}, "secret": {"$ref": "#/hidden"}, "name": {"type": "string"}},
    "hidden": {"type": "string", "writeOnly": true}})";
  for (const Dialect dialect : {Dialect::openapi_3_0, Dialect::openapi_3_1}) {
    const auto made = compiled(text, dialect);
    ASSERT_NE(made.schema, nullptr);
    EXPECT_TRUE(made.schema->accepts(json(R"({"secret": "s", "name": "n"})"), Direction::request));
    EXPECT_FALSE(made.schema->accepts(json(R"({"id": 1, "name": "n"})"), Direction::request));
    EXPECT_TRUE(made.schema->accepts(json(R"({"id": 1, "name": "n"})"), Direction::response));
    EXPECT_FALSE(made.schema->accepts(json(R"({"id": 1, "name": "n"})"), Direction::none));
    EXPECT_TRUE(made.schema->accepts(json(R"({"id": 1, "secret": "s", "name": "n"})"), Direction::request));
  }
}

TEST(Validate, WaivesAcrossAllOf) {
  const auto made = compiled(R"({"allOf": [{"$ref": "#/base"}, {"required": ["id"]}],
    "base": {"properties": {"id": {"readOnly": true}}}})",
                             Dialect::openapi_3_1);
  ASSERT_NE(made.schema, nullptr);
  EXPECT_TRUE(made.schema->accepts(json("{}"), Direction::request));
  EXPECT_FALSE(made.schema->accepts(json("{}"), Direction::response));
}

TEST(Validate, TellsEveryFaultWithItsPlaces) {
  const auto made = compiled("{\n  \"type\": \"object\",\n  \"required\": [\"name\"],\n  \"properties\": {\n"
                             "    \"age\": {\"type\": \"integer\", \"minimum\": 0},\n    \"a/b\": {\"enum\": "
                             "[\"x\", \"y\"]}\n  }\n}",
                             Dialect::draft_2020_12);
  ASSERT_NE(made.schema, nullptr);
  const Fit fit = made.schema->validate(json(R"({"age": -1, "a/b": "z"})"));
  EXPECT_FALSE(fit.fits);
  ASSERT_EQ(fit.faults.size(), 3U);
  EXPECT_EQ(fit.faults[0].keyword, "required");
  EXPECT_EQ(fit.faults[0].message, "Found no property `name`, which is required.");
  EXPECT_EQ(fit.faults[0].where.mark.line, 3U);
  EXPECT_EQ(fit.faults[1].instance, "/age");
  EXPECT_EQ(fit.faults[1].schema, "/properties/age/minimum");
  EXPECT_EQ(fit.faults[1].message, "Found `-1`, expected at least `0`.");
  EXPECT_EQ(fit.faults[2].instance, "/a~1b");
  EXPECT_EQ(fit.faults[2].schema, "/properties/a~1b/enum");
  EXPECT_EQ(fit.faults[2].message, "Found `\"z\"`, expected one of `\"x\"`, `\"y\"`.");
}

TEST(Validate, SaysWhyNoAlternativeFits) {
  const auto made = compiled(R"({"oneOf": [{"type": "integer"}, {"type": "string", "minLength": 9}]})",
                             Dialect::draft_2020_12);
  ASSERT_NE(made.schema, nullptr);
  const Fit fit = made.schema->validate(json(R"("text")"));
  EXPECT_FALSE(fit.fits);
  ASSERT_EQ(fit.faults.size(), 1U);
  EXPECT_TRUE(fit.faults[0].message.starts_with("Found `\"text\"`, which fits none of the 2 alternatives"))
      << fit.faults[0].message;
}

TEST(Validate, StopsAtTwentyFaults) {
  const auto made = compiled(R"({"items": {"type": "string"}})", Dialect::draft_2020_12);
  ASSERT_NE(made.schema, nullptr);
  EXPECT_EQ(made.schema->validate(Value(Array(100, Value(1)))).faults.size(), 20U);
}

TEST(Validate, LeavesCostlyPatternsUndecided) {
  const auto made = compiled(R"({"pattern": "^(a+)+$"})", Dialect::draft_2020_12);
  ASSERT_NE(made.schema, nullptr);
  const Value hostile(std::string(40, 'a') + "!");
  const Fit fit = made.schema->validate(hostile);
  EXPECT_TRUE(fit.fits);
  EXPECT_FALSE(fit.undecided.empty());
  EXPECT_FALSE(made.schema->accepts(hostile));
}

TEST(Validate, NeverTurnsUndecidedIntoAFault) {
  const auto made = compiled(R"({"not": {"pattern": "^(a+)+$"}})", Dialect::draft_2020_12);
  ASSERT_NE(made.schema, nullptr);
  EXPECT_TRUE(made.schema->validate(Value(std::string(40, 'a') + "!")).fits);
}

TEST(Validate, EndsOnSchemasThatReferToThemselves) {
  for (const std::string_view text :
       {R"({"$ref": "#"})", R"({"anyOf": [{"$ref": "#"}, {"$ref": "#"}]})", R"({"not": {"$ref": "#"}})"}) {
    const auto made = compiled(text, Dialect::draft_2020_12);
    ASSERT_NE(made.schema, nullptr) << text;
    EXPECT_FALSE(made.diagnostics.empty()) << text;
    EXPECT_FALSE(made.schema->validate(Value(1)).undecided.empty()) << text;
    EXPECT_TRUE(std::holds_alternative<NoSample>(made.schema->sample({}))) << text;
  }
}

TEST(Validate, FollowsRecursionThroughDeepValues) {
  const auto made =
      compiled(R"({"type": "array", "items": {"$ref": "#"}, "maxItems": 1})", Dialect::draft_2020_12);
  ASSERT_NE(made.schema, nullptr);
  Value deep{Array{}};
  for (int i = 0; i < 400; ++i)
    deep = Value(Array{std::move(deep)});
  EXPECT_TRUE(made.schema->accepts(deep));
}

TEST(Validate, FindsEqualItemsOfLargeArraysQuickly) {
  const auto made = compiled(R"({"uniqueItems": true})", Dialect::draft_2020_12);
  ASSERT_NE(made.schema, nullptr);
  Array items;
  for (int i = 0; i < 50'000; ++i)
    items.emplace_back(i);
  EXPECT_TRUE(made.schema->accepts(Value(items)));
  items.emplace_back(17);
  EXPECT_FALSE(made.schema->accepts(Value(items)));
}

TEST(Validate, AdmitsKindsThroughReferencesAndAlternatives) {
  const auto made = compiled(R"({"oneOf": [{"$ref": "#/x"}, {"type": "array"}], "x": {"enum": [1, null]}})",
                             Dialect::openapi_3_1);
  ASSERT_NE(made.schema, nullptr);
  EXPECT_EQ(made.schema->admitted_kinds(),
            (std::vector<Value::Kind>{Value::Kind::null, Value::Kind::number, Value::Kind::array}));
  EXPECT_TRUE(compiled("{}", Dialect::openapi_3_1).schema->admitted_kinds().empty());
}

TEST(Compile, RefusesReferencesThatLeadNowhere) {
  const auto made = compiled(R"({"properties": {"a": {"$ref": "#/nothing"}}})", Dialect::draft_2020_12);
  EXPECT_EQ(made.schema, nullptr);
  ASSERT_EQ(made.diagnostics.list().size(), 1U);
  EXPECT_EQ(made.diagnostics.list()[0].message, "The reference `#/nothing` leads nowhere.");
  EXPECT_EQ(made.diagnostics.list()[0].where.mark.line, 1U);
}

TEST(Compile, RefusesWhatIsNoSchema) {
  const auto made = compiled(R"({"items": 3})", Dialect::draft_2020_12);
  EXPECT_EQ(made.schema, nullptr);
  EXPECT_TRUE(made.diagnostics.has_errors());
}

TEST(Compile, WarnsOfKeywordsThatMakeNoSense) {
  const auto made = compiled(R"({"minLength": -1, "required": true, "type": "strng", "pattern": "("})",
                             Dialect::draft_2020_12);
  EXPECT_NE(made.schema, nullptr);
  EXPECT_EQ(made.diagnostics.list().size(), 4U);
  EXPECT_FALSE(made.diagnostics.has_errors());
}

TEST(Compile, CompilesEachSubschemaOnceForAllThatReferToIt) {
  Diagnostics diagnostics;
  auto source = std::make_shared<const Source>(
      Source{"api.json", R"({"a": {"$ref": "#/c"}, "b": {"$ref": "#/c"}, "c": {"pattern": "("}})"});
  const auto document = read_document(source, diagnostics);
  ASSERT_TRUE(document);
  Library library;
  SchemaCompiler compiler({}, library);
  const Located root{&*document, &document->root, {}};
  EXPECT_NE(compiler.compile(root["a"], diagnostics), nullptr);
  EXPECT_NE(compiler.compile(root["b"], diagnostics), nullptr);
  EXPECT_EQ(diagnostics.list().size(), 1U);
}

}  // namespace
}  // namespace conform
