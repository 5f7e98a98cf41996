#include "runner/schema/pattern.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace conform {
namespace {

using PatternPtr = std::shared_ptr<const Pattern>;

PatternPtr pattern(std::string_view text) {
  auto made = Pattern::compile(text);
  return std::holds_alternative<PatternPtr>(made) ? std::get<PatternPtr>(made) : nullptr;
}

struct Row {
  std::string_view pattern;
  std::vector<std::string_view> yes{};
  std::vector<std::string_view> no{};
};

TEST(Pattern, MatchesAsEcma262Says) {
  const std::vector<Row> rows = {
      {"^a.c$", {"abc", "a😀c"}, {"a\nc", "a\u2028c", "abcd"}},
      {"^\\d+$", {"12"}, {"١٢", ""}},
      {"^\\w$", {"a", "_"}, {"é"}},
      {"^\\s$", {" ", "\u00a0", "\ufeff", "\u2029"}, {"\u0085", "\u180e"}},
      {"^\\S$", {"a", "\u0085"}, {"\ufeff"}},
      {"^[\\S]$", {"a"}, {"\ufeff", " "}},
      {"^[^\\S\\n]$", {" "}, {"\n", "a"}},
      {"^\\u{1F600}\\ud83d\\ude00$", {"😀😀"}, {"😀"}},
      {"^[\\u{1F600}-\\u{1F602}]$", {"😁"}, {"😅"}},
      {"^\\cA\\x41\\0$",
       {std::string_view("\x01"
                         "A\0",
                         3)},
       {"A"}},
      {"^(?<year>\\d{4})-\\k<year>$", {"2024-2024"}, {"2024-2025"}},
      {"^(a)?\\1b$", {"b", "aab"}, {"ab"}},
      {"\\bfoo\\B", {"x food"}, {"foo"}},
      {"^(?=.*\\d)(?!.*x).{3}$", {"ab1"}, {"abc", "x12"}},
      {"(?<=a)b(?<!cb)", {"ab"}, {"cb"}},
      {"^\\p{Letter}\\p{Lu}\\P{L}$", {"éÉ1"}, {"1É1"}},
      {"^\\p{Script=Greek}+$", {"αβγ"}, {"abc"}},
      {"^[[]$", {"["}, {"]"}},
      {"^[^]$", {"\n", "a"}, {""}},
      {"[]", {}, {"", "a"}},
      {"^a{2,3}?$", {"aa", "aaa"}, {"a"}},
      {"", {"", "anything"}, {}},
      {"^$", {""}, {"\n"}},
      {"a|b", {"xay", "b"}, {"c"}},
      {"^\\-\\_\\@$", {"-_@"}, {}},  // only in the syntax of Annex B
      {"^{a}$", {"{a}"}, {}},
      {"^\\Z$", {"Z"}, {}},
  };
  Pattern::Scratch scratch;
  for (const Row& row : rows) {
    const PatternPtr made = pattern(row.pattern);
    ASSERT_NE(made, nullptr) << row.pattern;
    for (const auto text : row.yes)
      EXPECT_EQ(made->search(text, scratch), Match::yes) << row.pattern << " " << text;
    for (const auto text : row.no)
      EXPECT_EQ(made->search(text, scratch), Match::no) << row.pattern << " " << text;
  }
}

TEST(Pattern, RefusesWhatIsNoPattern) {
  for (const std::string_view text : {"(",
                                      ")",
                                      "a**",
                                      "*",
                                      "[b-a]",
                                      "[",
                                      "(?i)a",
                                      "(?>a)",
                                      "a{2,1}",
                                      "(?#x)",
                                      "\\",
                                      "(?<a>x)(?<a>y)",
                                      "a++",
                                      "(?P<n>x)"}) {
    const auto made = Pattern::compile(text);
    ASSERT_TRUE(std::holds_alternative<PatternFault>(made)) << text;
    EXPECT_FALSE(std::get<PatternFault>(made).message.empty());
  }
}

TEST(Pattern, KnowsTheStrictSyntax) {
  for (const std::string_view text : {"^\\S+$", "\\p{L}", "[\\-]", "\\/"})
    EXPECT_TRUE(is_ecma_pattern(text)) << text;
  for (const std::string_view text : {"^\\-$", "{", "\\Z", "\\a", "\\p{Nonsense}"})
    EXPECT_FALSE(is_ecma_pattern(text)) << text;
}

TEST(Pattern, IsUndecidedRatherThanSlow) {
  Pattern::Scratch scratch;
  EXPECT_EQ(pattern("^(a+)+$")->search(std::string(40, 'a') + "!", scratch), Match::undecided);
  EXPECT_EQ(pattern("a")->search(std::string(100'000, 'b'), scratch), Match::undecided);
  EXPECT_EQ(pattern("a")->search("\xff", scratch), Match::undecided);
  EXPECT_EQ(pattern("^(a|b)*$")->search(std::string(60'000, 'b'), scratch), Match::yes);
}

TEST(Pattern, MakesTextsThatMatch) {
  Pattern::Scratch scratch;
  for (const std::string_view text : {"^[A-Z]{3}-\\d{4}$",
                                      "^(foo|bar)+$",
                                      "^[^@]+@[^@]+\\.com$",
                                      "\\d",
                                      "^\\p{Lu}$",
                                      "^(\\w)\\1$",
                                      "^[a-z0-9]+(-[a-z0-9]+)*$",
                                      "^#([0-9a-f]{3}){1,2}$",
                                      "^$",
                                      "^\\+?[1-9]\\d{1,14}$"}) {
    const PatternPtr made = pattern(text);
    ASSERT_NE(made, nullptr) << text;
    for (std::uint32_t effort = 0; effort < 5; ++effort) {
      Random random(effort);
      const std::string sample = made->sample(random, effort);
      EXPECT_EQ(made->search(sample, scratch), Match::yes) << text << " " << sample;
    }
  }
}

TEST(Pattern, RefusesDeepNesting) {
  const auto made = Pattern::compile(std::string(5'000, '(') + std::string(5'000, ')'));
  EXPECT_TRUE(std::holds_alternative<PatternFault>(made));
}

}  // namespace
}  // namespace conform
