#include "runner/openapi/serialise.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

using enum ParameterStyle;
using enum ParameterIn;

struct Row {
  ParameterIn in;
  ParameterStyle style;
  bool explode;
  const char* value;  // JSON
  const char* expected;
};

std::string write(const Row& row) {
  Parameter parameter;
  parameter.name = "color";
  parameter.in = row.in;
  parameter.style = row.style;
  parameter.explode = row.explode;
  const auto written = serialise_parameter(parameter, std::get<Value>(read_json(row.value)));
  if (const auto* text = std::get_if<std::string>(&written)) return *text;
  return "cannot";
}

constexpr const char* text = "\"blue\"";
constexpr const char* list = R"(["blue","black","brown"])";
constexpr const char* object = R"({"R":100,"G":200,"B":150})";

// The examples of OpenAPI 3.1.1 §4.8.12.4, which follow RFC 6570.
TEST(SerialiseParameter, FollowsTheTableOfStyles) {
  const Row rows[] = {
      {path, matrix, false, "\"\"", ";color"},
      {path, matrix, false, text, ";color=blue"},
      {path, matrix, false, list, ";color=blue,black,brown"},
      {path, matrix, false, object, ";color=R,100,G,200,B,150"},
      {path, matrix, true, list, ";color=blue;color=black;color=brown"},
      {path, matrix, true, object, ";R=100;G=200;B=150"},
      {path, label, false, text, ".blue"},
      {path, label, false, list, ".blue,black,brown"},
      {path, label, false, object, ".R,100,G,200,B,150"},
      {path, label, true, list, ".blue.black.brown"},
      {path, label, true, object, ".R=100.G=200.B=150"},
      {path, simple, false, text, "blue"},
      {path, simple, false, list, "blue,black,brown"},
      {path, simple, false, object, "R,100,G,200,B,150"},
      {path, simple, true, object, "R=100,G=200,B=150"},
      {query, form, false, "\"\"", "color="},
      {query, form, false, text, "color=blue"},
      {query, form, false, list, "color=blue,black,brown"},
      {query, form, false, object, "color=R,100,G,200,B,150"},
      {query, form, true, list, "color=blue&color=black&color=brown"},
      {query, form, true, object, "R=100&G=200&B=150"},
      {query, form, true, "[]", ""},
      {query, space_delimited, false, list, "color=blue%20black%20brown"},
      {query, space_delimited, false, object, "color=R%20100%20G%20200%20B%20150"},
      {query, pipe_delimited, false, list, "color=blue%7Cblack%7Cbrown"},
      {query, pipe_delimited, false, object, "color=R%7C100%7CG%7C200%7CB%7C150"},
      {query, pipe_delimited, true, list, "color=blue&color=black&color=brown"},
      {query, deep_object, true, object, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"},
      {query,
       deep_object,
       true,
       R"({"a":{"b":[1,2],"c":null}})",
       "color%5Ba%5D%5Bb%5D%5B0%5D=1&color%5Ba%5D%5Bb%5D%5B1%5D=2"},
      {query, deep_object, true, "[{\"x\":1}]", "color%5B0%5D%5Bx%5D=1"},
      {query, deep_object, true, text, "cannot"},
      {header, simple, false, list, "blue,black,brown"},
      {header, simple, false, object, "R,100,G,200,B,150"},
      {header, simple, true, object, "R=100,G=200,B=150"},
      {cookie, form, true, list, "color=blue; color=black; color=brown"},
      {cookie, form, false, list, "color=blue,black,brown"},
      {query, form, true, "true", "color=true"},
      {query, form, true, "1e2", "color=100"},
      {query, form, true, "null", "cannot"},
      {query, form, true, "[[1]]", "cannot"},
      {path, simple, false, "\"a/b c\"", "a%2Fb%20c"},
      {path, simple, false, R"(["a,b","c"])", "a%2Cb,c"},
      {query, form, true, "\"a&b=c\"", "color=a%26b%3Dc"},
      {cookie, form, true, "\"a; b\"", "color=a%3B%20b"},
      {header, simple, false, "\"a b; c\"", "a b; c"},
      {header, simple, false, "\"a\\r\\nX: 1\"", "cannot"},
      {header, simple, false, "\" a\"", "cannot"},
      {header, simple, false, R"(["a,b"])", "cannot"},
  };
  for (const Row& row : rows)
    EXPECT_EQ(write(row), row.expected) << row.value << " style " << static_cast<int>(row.style);
}

TEST(SerialiseParameter, KeepsReservedCharactersWhereAllowed) {
  Parameter parameter;
  parameter.name = "q";
  parameter.explode = true;
  parameter.allow_reserved = true;
  EXPECT_EQ(std::get<std::string>(serialise_parameter(parameter, "a/b?&c")), "q=a/b?%26c");
}

TEST(SerialiseParameter, WritesContentAsItsMediaType) {
  Parameter parameter;
  parameter.name = "q";
  parameter.content = MediaType{"application/json"};
  const Value value = Object();
  EXPECT_EQ(std::get<std::string>(serialise_parameter(parameter, value)), "q=%7B%7D");
  parameter.in = ParameterIn::header;
  EXPECT_EQ(std::get<std::string>(serialise_parameter(parameter, value)), "{}");
}

TEST(SerialiseParameter, SaysWhyAValueHasNoForm) {
  Parameter parameter;
  parameter.name = "q";
  const auto written = serialise_parameter(parameter, nullptr);
  ASSERT_EQ(written.index(), 1U);
  EXPECT_EQ(std::get<CannotSerialise>(written).why,
            "The parameter `q` cannot be written: null has no form in any style.");
}

}  // namespace
}  // namespace conform
