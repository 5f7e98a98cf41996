#include "tests/schema/compiled.hpp"
#include "tests/schema/laws.hpp"

#include <gtest/gtest.h>

#include <algorithm>

// Values beside the bounds: those on which careless programs fail.

namespace conform {
namespace {

using test::compiled;
using test::json;

std::vector<Variation> made(std::string_view schema, Taste taste = Taste::everyday) {
  const auto one = compiled(schema, Dialect::openapi_3_1);
  if (!one.schema) ADD_FAILURE() << schema;
  VariationWish wish;
  wish.sample.taste = taste;
  return one.schema ? one.schema->boundaries(wish) : std::vector<Variation>();
}

std::vector<Variation> broken(std::string_view schema) {
  const auto one = compiled(schema, Dialect::openapi_3_1);
  if (!one.schema) ADD_FAILURE() << schema;
  return one.schema ? one.schema->breakings({}) : std::vector<Variation>();
}

bool has(const std::vector<Variation>& list, std::string_view phrase, const Value& value) {
  return std::ranges::any_of(
      list, [&](const Variation& one) { return one.phrase == phrase && one.value == value; });
}

bool has_phrase(const std::vector<Variation>& list, std::string_view phrase) {
  return std::ranges::find(list, phrase, &Variation::phrase) != list.end();
}

std::string listed(const std::vector<Variation>& list) {
  std::string out;
  for (const Variation& one : list)
    out += "\n  " + one.keyword + ": " + one.phrase + ": " + to_json(one.value);
  return out;
}

TEST(Curiosities, CountLengthsInCharacters) {
  const auto list = made(R"({"type": "string", "maxLength": 3, "default": "abc"})");
  EXPECT_TRUE(has(list, "the value empty", "")) << listed(list);
  EXPECT_TRUE(has(list, "the value with 3 letters beyond ASCII", "äää")) << listed(list);
  EXPECT_TRUE(has(list, "the value with an emoji", "ab😀")) << listed(list);
  EXPECT_FALSE(has_phrase(list, "the value with an apostrophe")) << listed(list);
}

TEST(Curiosities, AreStrangeOnlyWhereThatIsWishedFor) {
  const auto list = made(R"({"type": "string", "default": "abc"})", Taste::strange);
  EXPECT_TRUE(has(list, "the value with an apostrophe", "abc'")) << listed(list);
  EXPECT_TRUE(has(list, "the value with the character NUL", Value(std::string("abca\0b", 6))))
      << listed(list);
}

TEST(Curiosities, KeepToPatterns) {
  const auto list = made(R"({"type": "string", "pattern": "^[a-z ]*$", "maxLength": 9})", Taste::strange);
  EXPECT_TRUE(has_phrase(list, "the value with spaces at its ends")) << listed(list);
  EXPECT_FALSE(has_phrase(list, "the value with an emoji")) << listed(list);
}

TEST(Curiosities, KnowTheCalendar) {
  const auto dates = made(R"({"type": "string", "format": "date"})");
  EXPECT_TRUE(has(dates, "the value on 29 February", "2024-02-29")) << listed(dates);
  const auto times = made(R"({"type": "string", "format": "date-time", "default": "2020-01-01T10:00:00Z"})");
  EXPECT_TRUE(has(times, "the value with an offset", "2020-01-01T10:00:00+02:00")) << listed(times);
  EXPECT_TRUE(has(times, "the value with a part of a second", "2020-01-01T10:00:00.5Z")) << listed(times);
}

TEST(Curiosities, TakeNumbersThatNoBoundForbids) {
  const auto list = made(R"({"type": "integer", "maximum": 5000000000})", Taste::strange);
  EXPECT_TRUE(has(list, "the value negative", -1)) << listed(list);
  EXPECT_TRUE(has_phrase(list, "the value beyond 32 bits")) << listed(list);
  EXPECT_TRUE(has_phrase(list, "the value beyond 64 bits and negative")) << listed(list);
  EXPECT_FALSE(has_phrase(list, "the value beyond 64 bits")) << listed(list);
  EXPECT_FALSE(has_phrase(list, "the value so large that its square overflows")) << listed(list);
}

TEST(Curiosities, EmptyObjectsAndListsAndTakePropertiesAlone) {
  const auto list = made(R"({"type": "object", "required": ["a"], "properties": {"a": {"type": "boolean"},
    "b": {"type": "array", "items": {"enum": ["x", "y"]}}, "c": {"type": "null"}, "d": {"type": "null"}}})");
  EXPECT_TRUE(has(list, "the value without its optional properties", json(R"({"a": true})"))) << listed(list);
  EXPECT_TRUE(has(list, "b as the only optional property", json(R"({"a": true, "b": ["x"]})")))
      << listed(list);
  EXPECT_TRUE(has_phrase(list, "b empty")) << listed(list);
  EXPECT_TRUE(has_phrase(list, "b with each value that its items may have")) << listed(list);
}

TEST(Boundaries, TakeEachAlternativeOfADiscriminator) {
  const auto list = made(R"({"oneOf": [{"$ref": "#/$defs/a"}, {"$ref": "#/$defs/b"}],
    "discriminator": {"propertyName": "is", "mapping": {"a": "#/$defs/a", "b": "#/$defs/b"}}, "$defs": {
    "a": {"type": "object", "required": ["is", "x"], "properties": {"is": {"const": "a"}, "x": {"type": "integer"}}},
    "b": {"type": "object", "required": ["is", "y"], "properties": {"is": {"type": "string"}, "y": {"type": "boolean"}}}}})");
  EXPECT_TRUE(has(list, "the value as alternative 2 of oneOf", json(R"({"is": "b", "y": true})")))
      << listed(list);
  EXPECT_TRUE(has_phrase(list, "y false")) << listed(list);
}

TEST(Lookalikes, AreWrongThoughTheyLookRight) {
  const auto numbers = broken(R"({"type": "integer", "default": 1973})");
  EXPECT_TRUE(has(numbers, "the value is a number in quotes, not of type integer", "1973"))
      << listed(numbers);
  const auto booleans = broken(R"({"type": "boolean"})");
  EXPECT_TRUE(has(booleans, "the value is the number 1, not of type boolean", 1)) << listed(booleans);
  const auto dates = broken(R"({"type": "string", "format": "date"})");
  EXPECT_TRUE(has(dates, "the value on 30 February", "2024-02-30")) << listed(dates);
  const auto listed_ones = broken(R"({"enum": ["red", "blue"]})");
  EXPECT_TRUE(has(listed_ones, "the value with its letters in the other case", "RED")) << listed(listed_ones);
}

TEST(Curiosities, KeepTheLaws) {
  test::LawTally tally;
  for (
      const std::string_view schema :
      {R"({"type": ["string", "null"], "format": "uuid"})",
       R"({"type": "array", "uniqueItems": true, "items": {"type": "string", "maxLength": 2}})",
       R"({"type": "object", "properties": {"a": {"type": "number"}, "b": {"type": "string", "format": "byte"}}})",
       R"({"type": "object", "minProperties": 1, "additionalProperties": {"type": "string", "format": "email"}})"}) {
    const auto one = compiled(schema, Dialect::openapi_3_1);
    ASSERT_TRUE(one.schema) << schema;
    (void)test::check_laws(*one.schema, std::string(schema), Direction::request, tally);
    VariationWish wish;
    wish.sample.taste = Taste::strange;
    for (const Variation& strange : one.schema->boundaries(wish))
      EXPECT_TRUE(one.schema->accepts(strange.value, Direction::request)) << schema << ": " << strange.phrase;
  }
}

}  // namespace
}  // namespace conform
