#include "runner/document/document.hpp"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace conform {
namespace {

Value value_of(std::string_view text) {
  auto read = read_json(text);
  const auto* const fault = std::get_if<JsonFault>(&read);
  EXPECT_EQ(fault, nullptr) << text << ": " << (fault == nullptr ? "" : fault->message);
  return fault == nullptr ? std::get<Value>(std::move(read)) : Value();
}

struct Refused {
  std::string text{};
  std::size_t offset = 0;
  std::string message{};
};

JsonFault fault_of(std::string_view text) {
  auto read = read_json(text);
  if (auto* const fault = std::get_if<JsonFault>(&read)) return *fault;
  return {text.size() + 1000, "nothing was found"};
}

TEST(JsonReader, ReadsEveryKindOfValue) {
  EXPECT_TRUE(value_of("null").is_null());
  EXPECT_TRUE(value_of(" true ").boolean());
  EXPECT_FALSE(value_of("\tfalse\r\n").boolean());
  EXPECT_EQ(value_of("-12.50e1").number(), Number(-125));
  EXPECT_EQ(value_of("\"a\"").string(), "a");
  EXPECT_EQ(value_of("[]"), Value(Array{}));
  EXPECT_EQ(value_of("{ }"), Value(Object{}));
  EXPECT_EQ(value_of("[1, [2], {\"a\": 3}]").array().size(), 3U);
}

TEST(JsonReader, ReadsTheExamplesOfTheRfc) {
  // RFC 8259 §13
  const auto image = value_of(R"({"Image": {"Width": 800, "Height": 600, "Title": "View from 15th Floor",
    "Thumbnail": {"Url": "http://www.example.com/image/481989943", "Height": 125, "Width": 100},
    "Animated" : false, "IDs": [116, 943, 234, 38793]}})");
  EXPECT_EQ(resolve_pointer(image, "/Image/IDs/3")->number(), Number(38793));
  EXPECT_EQ(image.find("Image")->text("Title"), "View from 15th Floor");
  const auto places = value_of(R"([{"precision": "zip", "Latitude": 37.7668, "Longitude": -122.3959}])");
  EXPECT_EQ(places.array()[0].find("Longitude")->number().to_string(), "-122.3959");
}

TEST(JsonReader, UndoesEscapes) {
  EXPECT_EQ(value_of(R"("\"\\\/\b\f\n\r\t")").string(), "\"\\/\b\f\n\r\t");
  EXPECT_EQ(value_of(R"("\u0041\u00e9\u20AC")").string(), "A\xC3\xA9\xE2\x82\xAC");
  EXPECT_EQ(value_of(R"("\ud83d\ude00")").string(), "\xF0\x9F\x98\x80");
  EXPECT_EQ(value_of(R"("a\u0000b")").string(), std::string("a\0b", 3));
}

TEST(JsonReader, KeepsUtf8AtEveryLength) {
  for (std::size_t length = 0; length < 40; ++length) {
    const auto inside = std::string(length, 'x') + "\xC3\xA9\xF0\x9F\x98\x80" + std::string(length % 9, 'y');
    EXPECT_EQ(value_of("\"" + inside + "\"").string(), inside);
  }
}

TEST(JsonReader, FindsSpecialBytesAtEveryPosition) {
  for (std::size_t length = 0; length < 40; ++length) {
    const std::string before(length, 'x');
    EXPECT_EQ(value_of("\"" + before + "\\n" + before + "\"").string(), before + "\n" + before);
    EXPECT_EQ(fault_of("\"" + before + "\x1F\"").offset, length + 1);
    EXPECT_EQ(fault_of("\"" + before + "\xFF\"").offset, length + 1);
  }
}

TEST(JsonReader, RefusesWhatTheRfcDoesNotAllow) {
  const std::vector<Refused> table{
      {"", 0, "The text ends where a value should stand."},
      {"  ", 2, "The text ends where a value should stand."},
      {"[1,]", 2, "After the last item stands a comma."},
      {"{\"a\":1,}", 6, "After the last member stands a comma."},
      {"[1 2]", 3, "After an item `,` or `]` should stand, not `2`."},
      {"[1", 2, "After an item `,` or `]` should stand, not the end of the text."},
      {"{\"a\" 1}", 5, "After the name of a member `:` should stand, not `1`."},
      {"{a: 1}", 1, "The name of a member should stand here, not `a`."},
      {"{\"a\": }", 6, "A value should stand here, not `}`."},
      {"{\"a\":1 \"b\":2}", 7, "After a member `,` or `}` should stand, not `\"`."},
      {"'a'", 0, "A value should stand here, not `'`."},
      {"nul", 0, "A value should stand here, not `nul`."},
      {"nulls", 0, "A value should stand here, not `nulls`."},
      {"True", 0, "A value should stand here, not `True`."},
      {"NaN", 0, "A value should stand here, not `NaN`."},
      {"-Infinity", 0, "`-Infinity` is no JSON value."},
      {"Infinity", 0, "A value should stand here, not `Infinity`."},
      {"01", 0, "`01` begins with a 0 that JSON numbers do not have."},
      {"-01", 0, "`-01` begins with a 0 that JSON numbers do not have."},
      {"1.", 0, "`1.` is no JSON number."},
      {".5", 0, "A value should stand here, not `.`."},
      {"+1", 0, "A value should stand here, not `+`."},
      {"1e", 0, "`1e` is no JSON number."},
      {"1e+", 0, "`1e+` is no JSON number."},
      {"--1", 0, "`--1` is no JSON number."},
      {"1e1000000000", 0, "`1e1000000000` has more digits or a larger exponent than is read."},
      {"1 2", 2, "After the value nothing more should stand, but there is `2`."},
      {"{}x", 2, "After the value nothing more should stand, but there is `x`."},
      {"\xEF\xBB\xBF{}", 0, "The text begins with a byte order mark."},
      {"\"a", 0, "The string that begins here has no closing quote."},
      {"\"a\nb\"", 2, "The control character 0x0A stands in a string."},
      {std::string("\"\0\"", 3), 1, "The control character 0x00 stands in a string."},
      {"\"\\x41\"", 1, "`\\x` is no escape of JSON."},
      {"\"\\u12\"", 1, "After `\\u` four hexadecimal digits should stand."},
      {"\"\\u12G4\"", 1, "After `\\u` four hexadecimal digits should stand."},
      {"\"\\ud800\"", 1, "`\\ud800` is half of a surrogate pair."},
      {"\"\\udc00\\ud800\"", 1, "`\\udc00` is half of a surrogate pair."},
      {"\"\\ud800\\u0041\"", 1, "`\\ud800` is half of a surrogate pair."},
      {"{\"a\":1,\"b\":2,\"a\":3}", 13, "The member `a` is there twice."},
      {"{\"a\":1,\"\\u0061\":3}", 7, "The member `a` is there twice."},
      {"// x\n1", 0, "A value should stand here, not `/`."},
      {std::string("1\0", 2), 1, "After the value nothing more should stand, but there is `\\x00`."},
      {"\xC2\xA0"
       "1",
       0,
       "A value should stand here, not `\xC2\xA0`."},
  };
  for (const auto& [text, offset, message] : table) {
    const auto fault = fault_of(text);
    EXPECT_EQ(fault.message, message) << text;
    EXPECT_EQ(fault.offset, offset) << text;
  }
}

TEST(JsonReader, RefusesBytesThatAreNoUtf8) {
  const std::vector<std::string> table{"\x80",
                                       "\xC0\x80",
                                       "\xC1\xBF",
                                       "\xC3",
                                       "\xE0\x80\x80",
                                       "\xE0\x9F\xBF",
                                       "\xED\xA0\x80",
                                       "\xED\xBF\xBF",
                                       "\xE2\x82",
                                       "\xF0\x80\x80\x80",
                                       "\xF0\x8F\xBF\xBF",
                                       "\xF4\x90\x80\x80",
                                       "\xF5\x80\x80\x80",
                                       "\xFE",
                                       "\xFF"};
  for (const auto& bytes : table) {
    EXPECT_EQ(fault_of("\"ab" + bytes + "\"").offset, 3U) << bytes;
    EXPECT_EQ(fault_of("\"ab" + bytes + "padding padding\"").offset, 3U) << bytes;
  }
}

TEST(JsonReader, KeepsMarksWhenAsked) {
  const auto read = read_json("{\n  \"a\": [1,\n   true]\n}", Marks::kept);
  const auto& root = std::get<Value>(read);
  EXPECT_EQ(root.mark(), (Mark{1, 1}));
  EXPECT_EQ(root.object().find_member("a")->key_mark, (Mark{2, 3}));
  EXPECT_EQ(root.find("a")->mark(), (Mark{2, 8}));
  EXPECT_EQ(root.find("a")->array()[0].mark(), (Mark{2, 9}));
  EXPECT_EQ(root.find("a")->array()[1].mark(), (Mark{3, 4}));
}

TEST(JsonReader, GivesNoMarksUnlessAsked) {
  const auto root = value_of("{\"a\": 1}");
  EXPECT_EQ(root.mark(), Mark{});
  EXPECT_EQ(root.object().find_member("a")->key_mark, Mark{});
}

TEST(JsonReader, HoldsToItsLimits) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_TRUE(value_of(nested(500)).is_array());
  EXPECT_EQ(fault_of(nested(501)).message, "Values are nested more than 500 deep.");
  EXPECT_EQ(fault_of(std::string(1'000'000, '[')).offset, 500U);
  EXPECT_EQ(fault_of(nested(501)).offset, 500U);
  const auto few_nodes = read_json("[1,2,3]", Marks::none, {.nodes = 3});
  EXPECT_EQ(std::get<JsonFault>(few_nodes).message, "The text has more than 3 values.");
  const auto few_bytes = read_json("[1,2,3]", Marks::none, {.bytes = 3});
  EXPECT_EQ(std::get<JsonFault>(few_bytes).message, "The text has more than 3 bytes.");
}

TEST(JsonReader, ReadsBackWhatToJsonWrites) {
  const std::vector<std::string> table{"null",
                                       "[]",
                                       "{}",
                                       "[1,-0.5,1e400,123456789012345678901234567890]",
                                       R"({"b":"\"\\\n\u0001é😀","a":[true,false,null,{"":""}]})"};
  for (const auto& text : table) {
    EXPECT_EQ(to_json(value_of(text)), text);
    EXPECT_EQ(value_of(to_json(value_of(text))), value_of(text));
  }
}

}  // namespace
}  // namespace conform
