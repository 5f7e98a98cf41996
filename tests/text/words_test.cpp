#include "runner/text/words.hpp"

#include "runner/text/utf8.hpp"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace conform {
namespace {

TEST(NearestWord, FindsSlipsOfTheFinger) {
  const std::vector<std::string_view> words{
      "description", "responses", "parameters", "required", "get", "put", "Pet"};
  const std::vector<std::pair<std::string, std::string>> table{{"respones", "responses"},
                                                               {"reponses", "responses"},
                                                               {"responsess", "responses"},
                                                               {"rsponses", "responses"},
                                                               {"prameters", "parameters"},
                                                               {"paramtesr", "parameters"},
                                                               {"requierd", "required"},
                                                               {"Description", "description"},
                                                               {"gte", "get"},
                                                               {"GET", "get"},
                                                               {"pet", "Pet"},
                                                               {"Pet", "Pet"},
                                                               {"puut", "put"}};
  for (const auto& [typed, meant] : table)
    EXPECT_EQ(nearest_word(typed, words), meant) << typed;
}

TEST(NearestWord, FindsNothingForAnotherWord) {
  const std::vector<std::string_view> words{"description", "responses", "get"};
  for (const auto* const typed : {"", "x", "head", "servers", "op", "descr"}) {
    EXPECT_FALSE(nearest_word(typed, words)) << typed;
  }
  EXPECT_FALSE(nearest_word(std::string(100'000, 'a'), words));
  EXPECT_FALSE(nearest_word("get", {}));
  const std::vector<std::string_view> empty{""};
  EXPECT_FALSE(nearest_word("a", empty));
}

TEST(NearestWord, CountsASwapAsOneEditAndTakesTheFirstOfEquals) {
  const std::vector<std::string_view> words{"abd", "acb", "abe"};
  EXPECT_EQ(nearest_word("abc", words), "abd");
  const std::vector<std::string_view> swapped{"xbcd", "abdc"};
  EXPECT_EQ(nearest_word("abcd", swapped), "xbcd");
}

TEST(Printable, KeepsTextAndEscapesWhatATerminalObeys) {
  const std::vector<std::pair<std::string, std::string>> table{
      {"plain text", "plain text"},
      {"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"},
      {"\x1B[31mred", "\\x1B[31mred"},
      {"a\r\nb\tc",
       "a\\x0D\\x0Ab\\x09"
       "c"},
      {"\x7F", "\\x7F"},
      {"\xC2\x9B"
       "31m",
       "\\u{009B}31m"},
      {"\xE2\x80\xAE"
       "abc",
       "\\u{202E}abc"},
      {"\xE2\x81\xA6", "\\u{2066}"},
      {"\xE2\x80\xA8", "\\u{2028}"},
      {"\xEF\xBB\xBF", "\\u{FEFF}"},
      {"\xFF\xC3", "\\xFF\\xC3"},
      {"\xED\xA0\x80", "\\xED\\xA0\\x80"},
      {"\xC0\x80", "\\xC0\\x80"},
      {"\xF3\xA0\x81\x81", "\\u{E0041}"},
      {std::string("\0", 1), "\\x00"},
  };
  for (const auto& [bytes, shown] : table)
    EXPECT_EQ(printable(bytes), shown);
  EXPECT_EQ(printable("a\n\tb\r", Lines::kept), "a\n\tb\\x0D");
}

TEST(Shortened, CutsBetweenCharacters) {
  EXPECT_EQ(shortened("abc", 3), "abc");
  EXPECT_EQ(shortened("abcd", 3), "abc … (1 bytes more)");
  EXPECT_EQ(shortened("a\xC3\xA9\xC3\xA9", 2), "a … (4 bytes more)");
  EXPECT_EQ(shortened("\xF0\x9F\x98\x80", 3), " … (4 bytes more)");
  EXPECT_EQ(shortened("\xFF\x80\x80\x80\x80", 3), "\xFF\x80\x80 … (2 bytes more)");
}

TEST(Utf8, DecodesTheEdgesOfEachLength) {
  for (const char32_t value :
       {0x0U, 0x7FU, 0x80U, 0x7FFU, 0x800U, 0xD7FFU, 0xE000U, 0xFFFFU, 0x10000U, 0x10FFFFU}) {
    const auto bytes = encode_utf8(value);
    const auto character = decode_utf8(bytes, 0);
    EXPECT_EQ(character.value, value);
    EXPECT_EQ(character.length, bytes.size());
    EXPECT_FALSE(find_invalid_utf8(bytes));
    for (std::size_t cut = 1; cut < bytes.size(); ++cut)
      EXPECT_EQ(find_invalid_utf8(bytes.substr(0, cut)), 0U);
  }
}

TEST(Utf8, FindsTheFirstByteThatDoesNotBelong) {
  EXPECT_EQ(find_invalid_utf8("0123456789\xC3\xA9\x80"), 12U);
  EXPECT_EQ(find_invalid_utf8("\x80 0123456789\x80", 1), 12U);
  EXPECT_FALSE(find_invalid_utf8(""));
}

}  // namespace
}  // namespace conform
