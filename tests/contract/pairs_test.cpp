#include "runner/contract/pairs.hpp"

#include <string>

#include <gtest/gtest.h>

namespace conform {
namespace {

std::string shown(const std::vector<Pair>& pairs) {
  std::string text;
  for (const Pair& pair : pairs)
    text += "<" + std::string(pair.name) + "|" + std::string(pair.value.value_or("-")) + ">";
  return text;
}

TEST(Pairs, OfAQueryStandBetweenAmpersands) {
  EXPECT_EQ(shown(pairs_of_query("a=1&b=2=3&c&d=&&=e")), "<a|1><b|2=3><c|-><d|><|e>");
  EXPECT_EQ(shown(pairs_of_query("")), "");
  EXPECT_EQ(shown(pairs_of_query("a=1;b= 2")), "<a|1;b= 2>");
}

TEST(Pairs, OfACookieStandBetweenSemicolonsWithOrWithoutABlank) {
  EXPECT_EQ(shown(pairs_of_cookie("a=1; b=2;c=3;  d=x&y; ;")), "<a|1><b|2><c|3><d|x&y>");
}

TEST(Pairs, GiveTheFirstValueOfAName) {
  const auto pairs = pairs_of_query("key&key=first&key=second&other=");
  EXPECT_EQ(value_in(pairs, "key"), "first");
  EXPECT_EQ(value_in(pairs, "other"), "");
  EXPECT_EQ(value_in(pairs, "none"), std::nullopt);
}

}  // namespace
}  // namespace conform
