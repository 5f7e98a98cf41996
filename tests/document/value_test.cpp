#include "runner/document/document.hpp"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace conform {
namespace {

Object object_of(int count) {
  Object object;
  for (int i = 0; i < count; ++i)
    EXPECT_TRUE(object.add("key" + std::to_string(i), i));
  return object;
}

TEST(Object, FindsMembersAtEverySize) {
  for (const int count : {0, 1, 2, 15, 16, 17, 31, 32, 33, 64, 65, 1000}) {
    auto object = object_of(count);
    for (int i = 0; i < count; ++i) {
      const auto key = "key" + std::to_string(i);
      ASSERT_NE(object.find(key), nullptr) << count << " " << key;
      EXPECT_EQ(*object.find(key), Value(i));
    }
    EXPECT_EQ(object.find("key"), nullptr);
    EXPECT_EQ(object.find("key" + std::to_string(count)), nullptr);
    EXPECT_EQ(object.size(), static_cast<std::size_t>(count));
  }
}

TEST(Object, KeepsTheFirstOfTwoEqualKeys) {
  for (const int count : {3, 40}) {
    auto object = object_of(count);
    EXPECT_FALSE(object.add("key1", "other"));
    EXPECT_EQ(*object.find("key1"), Value(1));
    EXPECT_EQ(object.size(), static_cast<std::size_t>(count));
  }
}

TEST(Object, RemovesMembersAndKeepsTheOrder) {
  for (const int count : {5, 16, 17, 40}) {
    auto object = object_of(count);
    EXPECT_TRUE(object.remove("key2"));
    EXPECT_FALSE(object.remove("key2"));
    EXPECT_EQ(object.find("key2"), nullptr);
    EXPECT_EQ(object.begin()[1].key, "key1");
    EXPECT_EQ(object.begin()[2].key, "key3");
    for (int i = 3; i < count; ++i)
      EXPECT_EQ(*object.find("key" + std::to_string(i)), Value(i));
    for (int i = count; i < count + 20; ++i)
      EXPECT_TRUE(object.add("key" + std::to_string(i), i));
    for (int i = 3; i < count + 20; ++i)
      EXPECT_EQ(*object.find("key" + std::to_string(i)), Value(i));
  }
}

TEST(Object, ChangesValuesInPlace) {
  auto object = object_of(20);
  *object.find("key7") = "seven";
  EXPECT_EQ(*object.find("key7"), Value("seven"));
}

TEST(Value, KnowsItsKind) {
  EXPECT_EQ(Value().kind(), Value::Kind::null);
  EXPECT_EQ(Value(true).kind(), Value::Kind::boolean);
  EXPECT_EQ(Value(1).kind(), Value::Kind::number);
  EXPECT_EQ(Value("a").kind(), Value::Kind::string);
  EXPECT_EQ(Value(Array{1, "a"}).kind(), Value::Kind::array);
  EXPECT_EQ(Value(Object()).kind(), Value::Kind::object);
  EXPECT_EQ(name_of(Value::Kind::boolean), "boolean");
}

TEST(Value, ComparesWithoutMarksAndWithoutOrder) {
  const auto left = std::get<Value>(read_json(R"({"a": [1.0, {"b": null}], "c": true})", Marks::kept));
  const auto right = std::get<Value>(read_json(R"({"c":true,"a":[1,{"b":null}]})"));
  EXPECT_EQ(left, right);
}

TEST(Value, TellsDifferentValuesApart) {
  const std::vector<std::string> table{"null",
                                       "false",
                                       "true",
                                       "0",
                                       "1",
                                       "\"\"",
                                       "\"0\"",
                                       "[]",
                                       "[0]",
                                       "[[]]",
                                       "[0,1]",
                                       "[1,0]",
                                       "{}",
                                       "{\"a\":0}",
                                       "{\"a\":1}",
                                       "{\"b\":0}",
                                       "{\"a\":0,\"b\":0}"};
  for (std::size_t i = 0; i < table.size(); ++i) {
    for (std::size_t j = 0; j < table.size(); ++j) {
      EXPECT_EQ(read_json(table[i]).index(), 0U);
      EXPECT_EQ(std::get<Value>(read_json(table[i])) == std::get<Value>(read_json(table[j])), i == j);
    }
  }
}

TEST(Value, GivesTextOnlyOfStrings) {
  const auto value = std::get<Value>(read_json(R"({"a": "x", "b": 1})"));
  EXPECT_EQ(value.text("a"), "x");
  EXPECT_EQ(value.text("b", "none"), "none");
  EXPECT_EQ(value.text("c", "none"), "none");
  EXPECT_EQ(Value(1).text("a", "none"), "none");
  EXPECT_EQ(Value("a").find("a"), nullptr);
}

TEST(ToJson, EscapesWhatJsonCannotHold) {
  EXPECT_EQ(to_json("a\"b\\c\n\t\x01/"), R"("a\"b\\c\n\u0009\u0001/")");
  EXPECT_EQ(to_json("\xC3\xA9"), "\"\xC3\xA9\"");
  EXPECT_EQ(to_json("a\xFF"
                    "b\xC3"),
            "\"a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD\"");
}

TEST(Pointer, FollowsTheExamplesOfTheRfc) {
  // RFC 6901 §5
  const auto document = std::get<Value>(read_json(
      R"({"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8})"));
  const std::vector<std::pair<std::string, int>> table{{"/", 0},
                                                       {"/a~1b", 1},
                                                       {"/c%d", 2},
                                                       {"/e^f", 3},
                                                       {"/g|h", 4},
                                                       {"/i\\j", 5},
                                                       {"/k\"l", 6},
                                                       {"/ ", 7},
                                                       {"/m~0n", 8}};
  for (const auto& [pointer, number] : table) {
    const auto* const value = resolve_pointer(document, pointer);
    ASSERT_NE(value, nullptr) << pointer;
    EXPECT_EQ(*value, Value(number)) << pointer;
  }
  EXPECT_EQ(resolve_pointer(document, ""), &document);
  EXPECT_EQ(*resolve_pointer(document, "/foo/0"), Value("bar"));
}

TEST(Pointer, LeadsNowhereWhenNothingIsThere) {
  const auto document = std::get<Value>(read_json(R"({"a": [1, 2], "b": "x", "0": 1})"));
  for (const auto* const pointer : {"a",
                                    "/c",
                                    "/a/2",
                                    "/a/-",
                                    "/a/00",
                                    "/a/01",
                                    "/a/+1",
                                    "/a/ 1",
                                    "/a/1x",
                                    "/a/",
                                    "/a/99999999999999999999999",
                                    "/b/0",
                                    "/a~",
                                    "/a~2",
                                    "#/a"}) {
    EXPECT_EQ(resolve_pointer(document, pointer), nullptr) << pointer;
  }
}

TEST(Pointer, EscapesAndUnescapesTokens) {
  for (const auto* const token : {"", "~", "/", "~1", "~0", "~01", "a/b~c", "//~~"}) {
    const auto tokens = parse_pointer('/' + escape_pointer_token(token));
    ASSERT_TRUE(tokens);
    EXPECT_EQ(*tokens, std::vector<std::string>{token});
  }
  EXPECT_EQ(parse_pointer("")->size(), 0U);
  EXPECT_EQ(parse_pointer("/a//b")->size(), 3U);
}

}  // namespace
}  // namespace conform
