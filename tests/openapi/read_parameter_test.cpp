#include "runner/openapi/serialise.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

Value json(std::string_view text) { return std::get<Value>(read_json(text)); }

Parameter header_with(std::string_view schema, bool explode = false) {
  Parameter parameter;
  parameter.name = "X";
  parameter.in = ParameterIn::header;
  parameter.style = ParameterStyle::simple;
  parameter.explode = explode;
  Library library;
  Diagnostics diagnostics;
  const auto source = std::make_shared<const Source>(Source{"schema.json", std::string(schema)});
  const Document* document = library.open(source, diagnostics);
  parameter.schema = compile_schema({document, &document->root, ""}, {}, library, diagnostics);
  EXPECT_TRUE(diagnostics.empty());
  return parameter;
}

struct Row {
  const char* schema;
  const char* text;
  const char* expected;
  bool explode = false;
};

TEST(ReadParameter, TakesTypesFromTheSchema) {
  const Row rows[] = {
      {R"({"type":"integer"})", "7", "7"},
      {R"({"type":"string"})", "7", "\"7\""},
      {R"({"type":["string","integer"]})", "7", "7"},
      {R"({"type":["string","integer"]})", "seven", "\"seven\""},
      {R"({"type":"integer"})", "seven", "\"seven\""},
      {R"({"type":"number"})", " 1.50 ", "1.5"},
      {R"({"type":"boolean"})", "true", "true"},
      {R"({"type":"string"})", "true", "\"true\""},
      {R"({"type":"array","items":{"type":"integer"}})", "1, 2,3", "[1,2,3]"},
      {R"({"type":"array","items":{"type":"string"}})", "1, b,,3", R"(["1","b","3"])"},
      {R"({"type":"array"})", "", "[]"},
      {R"({"type":"array","prefixItems":[{"type":"string"},{"type":"integer"}]})", "1,2", R"(["1",2])"},
      {R"({"type":"object","properties":{"a":{"type":"string"}}})", "a,1,b,2", R"({"a":"1","b":2})"},
      {R"({"type":"object","properties":{"a":{"type":"string"}}})", "a=1,b=2", R"({"a":"1","b":2})", true},
      {R"({"type":"object"})", "a", "\"a\""},
      {"{}", "7", "\"7\""},
      {R"({"type":"string","format":"date"})", "2024-01-31", "\"2024-01-31\""},
  };
  for (const Row& row : rows) {
    const auto read = read_parameter(header_with(row.schema, row.explode), row.text);
    ASSERT_EQ(read.index(), 0U) << row.schema;
    EXPECT_EQ(to_json(std::get<Value>(read)), row.expected) << row.schema << " reads " << row.text;
  }
}

TEST(ReadParameter, ReadsContentAsJson) {
  Parameter parameter;
  parameter.in = ParameterIn::header;
  parameter.content = MediaType{"application/json"};
  EXPECT_EQ(std::get<Value>(read_parameter(parameter, "[1, 2]")), json("[1,2]"));
  EXPECT_EQ(read_parameter(parameter, "[1, ").index(), 1U);
}

// The law: what was written reads back as the same value.
TEST(ReadParameter, ReadsBackWhatSerialiseWrote) {
  struct Pair {
    const char* schema;
    const char* value;
  };
  const Pair pairs[] = {
      {R"({"type":"integer"})", "-12"},
      {R"({"type":"number"})", "0.001"},
      {R"({"type":"string"})", "\"-12\""},
      {R"({"type":"string"})", "\"a, b; c=\\\"d\\\"\""},
      {R"({"type":"string"})", "\"\""},
      {R"({"type":"boolean"})", "false"},
      {R"({"type":"array","items":{"type":"boolean"}})", "[true,false]"},
      {R"({"type":"array","items":{"type":"string"}})", R"(["true","1","x"])"},
      {R"({"type":"array"})", "[]"},
      {R"({"type":"object","properties":{"k":{"type":"string"},"n":{"type":"number"}}})",
       R"({"k":"1","n":2.5})"},
  };
  for (const Pair& pair : pairs) {
    for (const bool explode : {false, true}) {
      const Parameter parameter = header_with(pair.schema, explode);
      const auto written = serialise_parameter(parameter, json(pair.value));
      ASSERT_EQ(written.index(), 0U) << pair.value;
      const auto read = read_parameter(parameter, std::get<std::string>(written));
      EXPECT_EQ(to_json(std::get<Value>(read)), to_json(json(pair.value))) << pair.schema;
    }
  }
}

TEST(ReadParameter, KeepsLongListsOfNumbersThatAreTexts) {
  Array numbers;
  for (int at = 0; at < 500; ++at)
    numbers.emplace_back(std::to_string(at));
  const Parameter parameter = header_with(R"({"type":"array","items":{"type":"string"}})");
  const auto written = serialise_parameter(parameter, numbers);
  EXPECT_EQ(std::get<Value>(read_parameter(parameter, std::get<std::string>(written))), Value(numbers));
}

}  // namespace
}  // namespace conform
