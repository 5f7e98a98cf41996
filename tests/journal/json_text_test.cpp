#include "runner/journal/json_text.hpp"
#include "runner/text/base64.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <utility>
#include <vector>

namespace conform {
namespace {

TEST(Base64, GivesTheExamplesOfRfc4648AndReadsThemBack) {
  const std::vector<std::pair<std::string, std::string>> examples = {{"", ""},
                                                                     {"f", "Zg=="},
                                                                     {"fo", "Zm8="},
                                                                     {"foo", "Zm9v"},
                                                                     {"foob", "Zm9vYg=="},
                                                                     {"fooba", "Zm9vYmE="},
                                                                     {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : examples) {
    EXPECT_EQ(to_base64(bytes), text);
    EXPECT_EQ(from_base64(text), bytes);
  }
}

TEST(Base64, RefusesWhatIsNone) {
  for (const std::string text : {"Zg=", "Zg", "Z g=", "Zm9v\n", "Zm=v"}) {
    EXPECT_FALSE(from_base64(text)) << text;
  }
}

TEST(Base64, CarriesEveryByte) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte)
    bytes += static_cast<char>(byte);
  EXPECT_EQ(from_base64(to_base64(bytes)), bytes);
}

TEST(JsonText, SetsCommasByItself) {
  JsonText json;
  json.begin_object().member("a", 1).key("b").begin_array().text("x").begin_array().end_array();
  json.number(-2).boolean(true).end_array().member("c", "d").end_object();
  EXPECT_EQ(json.str(), R"({"a":1,"b":["x",[],-2,true],"c":"d"})");
}

TEST(JsonText, BreaksLinesBetweenElements) {
  JsonText json;
  json.begin_array().next_line().number(1).next_line().number(2).last_line().end_array();
  EXPECT_EQ(json.str(), "[\n1,\n2\n]");
}

TEST(JsonText, KeepsTheBoundsOfIntegers) {
  JsonText json;
  json.begin_array().number(std::numeric_limits<std::uint64_t>::max());
  json.number(std::numeric_limits<std::int64_t>::min()).end_array();
  EXPECT_EQ(json.str(), "[18446744073709551615,-9223372036854775808]");
}

TEST(JsonText, EscapesWhatIsNoPlainText) {
  const std::vector<std::pair<std::string, std::string>> examples = {
      {"\"\\", R"("\"\\")"},
      {"\r\n\t", R"("\r\n\t")"},
      {std::string("\0\x1b", 2), R"("\u0000\u001b")"},
      {"\x7f", R"("\u007f")"},
      {"\xc2\x9b", R"("\u009b")"},
      {"grün €😀", "\"grün €😀\""},
      {"a\xff", "\"a\xEF\xBF\xBD\""},
      {"\xed\xa0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},
      {"\xe2\x82", "\"\xEF\xBF\xBD\xEF\xBF\xBD\""}};
  for (const auto& [text, expected] : examples) {
    JsonText json;
    EXPECT_EQ(json.text(text).str(), expected);
  }
}

TEST(JsonText, WritesBytesAsTextOnlyWhereTheyAreText) {
  JsonText json;
  json.begin_object().bytes("text", "a\r\n").bytes("raw", std::string("\0", 1)).end_object();
  EXPECT_EQ(json.str(), R"({"text":"a\r\n","raw_base64":"AA=="})");
}

}  // namespace
}  // namespace conform
