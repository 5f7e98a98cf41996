#include "tests/schema/compiled.hpp"
#include "tests/schema/laws.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

// OpenAPI 3.0.3 §4.7.25.

namespace conform {
namespace {

using test::compiled;
using test::json;

constexpr std::string_view pets = R"({"components": {"schemas": {
  "Any": {"type": "object", "required": ["pets"], "properties": {"pets": {"type": "array", "items": {"$ref": "#/components/schemas/Either"}}}},
  "Either": {"oneOf": [{"$ref": "#/components/schemas/Hound"}, {"$ref": "#/components/schemas/Tabby"}],
    "discriminator": {"propertyName": "kind", "mapping": {"dog": "#/components/schemas/Hound", "kitten": "Tabby"}}},
  "Some": {"anyOf": [{"$ref": "#/components/schemas/Hound"}, {"$ref": "#/components/schemas/Tabby"}], "discriminator": {"propertyName": "kind"}},
  "Hound": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}, "bark": {"type": "boolean"}}},
  "Tabby": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}, "lives": {"type": "integer"}}},
  "Base": {"type": "object", "required": ["type"], "properties": {"type": {"type": "string"}}, "discriminator": {"propertyName": "type"}},
  "Car": {"allOf": [{"$ref": "#/components/schemas/Base"}, {"properties": {"seats": {"type": "integer"}}, "required": ["seats"]}]},
  "Taxi": {"allOf": [{"$ref": "#/components/schemas/Car"}, {"properties": {"fare": {"type": "number"}}}]},
  "Bike": {"allOf": [{"$ref": "#/components/schemas/Base"}, {"properties": {"gears": {"type": "integer"}}}]},
  "Mapped": {"type": "object", "required": ["type"], "properties": {"type": {"type": "string"}},
    "discriminator": {"propertyName": "type", "mapping": {"Bike": "#/components/schemas/MappedBike"}}},
  "MappedBike": {"allOf": [{"$ref": "#/components/schemas/Mapped"}, {"properties": {"gears": {"type": "integer"}}}]},
  "Vehicle": {"oneOf": [{"$ref": "#/components/schemas/Car"}, {"$ref": "#/components/schemas/Bike"}]},
  "Lost": {"oneOf": [{"$ref": "#/components/schemas/Hound"}], "discriminator": {"propertyName": "kind", "mapping": {"x": "#/nowhere"}}}}}})";

test::Compiled schema(std::string_view name, Dialect dialect = Dialect::openapi_3_0) {
  return compiled(pets, dialect, "/components/schemas/" + std::string(name));
}

TEST(Discriminator, ChoosesTheAlternative) {
  for (const Dialect dialect : {Dialect::openapi_3_0, Dialect::openapi_3_1}) {
    const auto made = schema("Either", dialect);
    ASSERT_TRUE(made.schema);
    // Each would fit both alternatives.
    EXPECT_TRUE(made.schema->accepts(json(R"({"kind": "dog"})")));
    EXPECT_TRUE(made.schema->accepts(json(R"({"kind": "kitten", "lives": 9})")));
    EXPECT_TRUE(made.schema->accepts(json(R"({"kind": "Tabby", "bark": "unknown to cats"})")));
    EXPECT_FALSE(made.schema->accepts(json(R"({"kind": "dog", "bark": 3})")));
  }
}

TEST(Discriminator, IsAKeywordOfOpenApiAlone) {
  const auto made = schema("Either", Dialect::draft_2020_12);
  ASSERT_TRUE(made.schema);
  EXPECT_FALSE(made.schema->accepts(json(R"({"kind": "dog"})")));
}

TEST(Discriminator, NamesThePropertyAndItsValue) {
  const auto made = schema("Any");
  ASSERT_TRUE(made.schema);
  const Fit fit = made.schema->validate(json(R"({"pets": [{"kind": "dog"}, {"kind": "cow"}]})"));
  ASSERT_EQ(fit.faults.size(), 1U);
  EXPECT_EQ(fit.faults[0].keyword, "discriminator");
  EXPECT_EQ(fit.faults[0].instance, "/pets/1");
  EXPECT_EQ(fit.faults[0].schema, "/components/schemas/Either/discriminator");
  EXPECT_EQ(fit.faults[0].message,
            "Found `cow` in the property `kind`, which names no alternative; expected `dog`, `kitten`, "
            "`Hound`, `Tabby`.");
  const Fit inner = made.schema->validate(json(R"({"pets": [{"kind": "dog", "bark": 1}]})"));
  ASSERT_EQ(inner.faults.size(), 1U);
  EXPECT_EQ(inner.faults[0].instance, "/pets/0/bark");
}

TEST(Discriminator, LeavesWhatNamesNothingToTheAlternatives) {
  const auto made = schema("Some");
  ASSERT_TRUE(made.schema);
  EXPECT_FALSE(made.schema->accepts(json(R"({"bark": true})")));
  EXPECT_FALSE(made.schema->accepts(json("3")));
  EXPECT_TRUE(made.schema->accepts(json(R"({"kind": "Hound"})")));
  EXPECT_FALSE(made.schema->accepts(json(R"({"kind": "Wolf"})")));
}

TEST(Discriminator, LeadsFromABaseToWhatExtendsIt) {
  const auto made = schema("Base");
  ASSERT_TRUE(made.schema);
  EXPECT_TRUE(made.schema->accepts(json(R"({"type": "Car", "seats": 4})")));
  EXPECT_FALSE(made.schema->accepts(json(R"({"type": "Car"})")));
  EXPECT_FALSE(made.schema->accepts(json(R"({"type": "Bike", "gears": "many"})")));
  // Nobody knows all that will extend it.
  EXPECT_TRUE(made.schema->accepts(json(R"({"type": "Boat"})")));
}

TEST(Discriminator, KeepsApartWhatExtendsOneBase) {
  const auto made = schema("Vehicle");
  ASSERT_TRUE(made.schema);
  EXPECT_TRUE(made.schema->accepts(json(R"({"type": "Car", "seats": 4})")));
  EXPECT_TRUE(made.schema->accepts(json(R"({"type": "Bike", "seats": 4})")));
  const auto car = schema("Car");
  ASSERT_TRUE(car.schema);
  const Fit fit = car.schema->validate(json(R"({"type": "Bike", "seats": 4})"));
  ASSERT_FALSE(fit.fits);
  EXPECT_EQ(fit.faults[0].message,
            "Found `Bike` in the property `type`, expected `Car`, the name of this schema.");
}

TEST(Discriminator, WarnsOfAMappingThatLeadsNowhere) {
  const auto made = schema("Lost");
  ASSERT_TRUE(made.schema);
  ASSERT_FALSE(made.diagnostics.empty());
  EXPECT_EQ(made.diagnostics.list()[0].message, "The mapping of the discriminator leads nowhere.");
}

TEST(Discriminator, KeepsTheLaws) {
  test::LawTally tally;
  for (const std::string_view name : {"Any", "Either", "Some", "Base", "Car", "Taxi", "Vehicle", "Lost"}) {
    for (const Dialect dialect : {Dialect::openapi_3_0, Dialect::openapi_3_1}) {
      const auto made = schema(name, dialect);
      ASSERT_TRUE(made.schema) << name;
      EXPECT_GT(test::check_laws(*made.schema, std::string(name), Direction::request, tally), 0U) << name;
    }
  }
  std::cout << test::summary(tally);
  EXPECT_EQ(tally.without, 0U);
  EXPECT_GE(tally.by_keyword["discriminator"], 4U);
}

TEST(Discriminator, SamplesEachAlternativeWithItsName) {
  const auto made = schema("Either");
  ASSERT_TRUE(made.schema);
  const auto list = made.schema->boundaries({});
  for (const std::string_view wanted : {R"("kind":"dog")", R"("kind":"kitten")"}) {
    EXPECT_TRUE(std::any_of(list.begin(), list.end(), [&](const Variation& one) {
      return to_json(one.value).find(wanted) != std::string::npos;
    })) << wanted;
  }
}

TEST(Discriminator, SamplesWhatOnlyItsMappingReaches) {
  const auto made = schema("Mapped");
  ASSERT_TRUE(made.schema);
  const auto list = made.schema->boundaries({});
  EXPECT_TRUE(std::any_of(list.begin(), list.end(), [](const Variation& one) {
    return one.value.text("type") == "Bike" && one.value.find("gears") != nullptr;
  }));
}

}  // namespace
}  // namespace conform
