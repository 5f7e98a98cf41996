#include "runner/schema/acceptance.hpp"
#include "tests/schema/compiled.hpp"

#include <gtest/gtest.h>

#include <string>

namespace conform {
namespace {

using test::compiled;
using test::json;

// A schema compiled alone begins at the first node.
constexpr NodeId root{0};

struct Row {
  std::string_view schema;
  std::vector<std::string_view> values{};
};

void expect_same_answers(const Row& row) {
  const test::Compiled made = compiled(row.schema, Dialect::openapi_3_1);
  ASSERT_NE(made.schema, nullptr) << row.schema;
  for (const std::string_view text : row.values) {
    const Value value = json(text);
    for (const Direction direction : {Direction::none, Direction::request, Direction::response}) {
      Acceptance quick(made.schema->program(), direction);
      Evaluation careful(made.schema->program(), direction, Evaluation::Faults::unwanted);
      const bool fits = quick.run(root, value);
      EXPECT_TRUE(quick.asks() || fits == careful.run(root, value)) << row.schema << " " << text;
    }
  }
}

TEST(Acceptance, AnswersAsAnEvaluationDoes) {
  const std::vector<Row> rows = {
      {R"({"allOf": [{"$ref": "#/$defs/a"}, {}], "$defs": {"a": {"type": "string"}}})", {"1", R"("a")"}},
      {R"({"properties": {"a": {"$ref": "#/$defs/b"}}, "$defs": {"b": {"$ref": "#/$defs/c"}, "c": {"type": "null"}}})",
       {R"({"a": null})", R"({"a": 1})", R"({"b": 1})"}},
      {R"({"unevaluatedProperties": false, "anyOf": [{"properties": {"a": true}}, {"patternProperties": {"^b": true}}]})",
       {R"({"a": 1, "b": 2})", R"({"b1": 1})", R"({"c": 1})"}},
      {R"({"unevaluatedItems": {"type": "string"}, "prefixItems": [true], "contains": {"type": "null"}})",
       {R"([1, null, "a"])", R"([1, null, 2])", "[1]"}},
      {R"({"minLength": 3, "maxLength": 4})", {R"("äöü")", R"("äö")", R"("😀😀😀😀")", R"("😀😀😀😀😀")"}},
      {R"({"required": ["a", "b"], "properties": {"a": {"readOnly": true}}, "not": {"required": ["c"]}})",
       {"{}", R"({"b": 1})", R"({"a": 1, "b": 1})", R"({"a": 1, "b": 1, "c": 1})"}},
      {R"({"allOf": [{"required": ["a"]}, {"properties": {"a": {"writeOnly": true}}}]})",
       {"{}", R"({"a": 1})"}},
      {R"({"if": {"type": "string"}, "then": {"const": "a"}, "else": {"enum": [1, 2]}})",
       {R"("a")", R"("b")", "2", "3"}}};
  for (const Row& row : rows)
    expect_same_answers(row);
}

TEST(Acceptance, AsksWhereItCannotTell) {
  const test::Compiled made = compiled(R"({"$ref": "#"})", Dialect::draft_2020_12);
  ASSERT_NE(made.schema, nullptr);
  Acceptance endless(made.schema->program(), Direction::none);
  EXPECT_FALSE(endless.run(root, Value(1)));
  EXPECT_TRUE(endless.asks());
  EXPECT_FALSE(made.schema->validate(Value(1)).undecided.empty());
}

// Same size, same ends, same middle: names that were made to fall into one slot.
TEST(Acceptance, FindsNamesMadeToCollide) {
  std::string properties;
  std::string value;
  for (int i = 0; i < 2000; ++i) {
    const std::string digits = std::to_string(10'000 + i);
    const std::string name = "aaaaaaaa" + digits + "mmmmmmmmmmmm" + "00000" + "zzzzzzzz";
    properties +=
        (i == 0 ? "\"" : ", \"") + name + R"(": {"type": ")" + (i % 2 == 0 ? "integer" : "string") + "\"}";
    value = "{\"" + name + R"(": "text"})";
  }
  const test::Compiled made = compiled("{\"properties\": {" + properties + "}}", Dialect::draft_2020_12);
  ASSERT_NE(made.schema, nullptr);
  EXPECT_TRUE(made.schema->accepts(json(value)));
  EXPECT_FALSE(made.schema->accepts(json(R"({"aaaaaaaa10000mmmmmmmmmmmm00000zzzzzzzz": "text"})")));
  EXPECT_TRUE(made.schema->accepts(json(R"({"aaaaaaaa99999mmmmmmmmmmmm00000zzzzzzzz": "text"})")));
}

}  // namespace
}  // namespace conform
