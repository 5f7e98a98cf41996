#include "runner/http/grammar.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>

namespace conform {
namespace {

TEST(Grammars, MatchTheirGoodExampleAndRefuseTheirBadOne) {
  for (const Grammar& grammar : grammars()) {
    EXPECT_TRUE(grammar.matches(grammar.good)) << grammar.name << ": " << grammar.good;
    EXPECT_FALSE(grammar.matches(grammar.bad)) << grammar.name << ": " << grammar.bad;
    EXPECT_FALSE(grammar.meaning.empty()) << grammar.name;
    EXPECT_FALSE(grammar.source.empty()) << grammar.name;
  }
}

TEST(Grammars, AreFoundByTheirNames) {
  for (const Grammar& grammar : grammars())
    EXPECT_EQ(find_grammar(grammar.name), &grammar);
  EXPECT_EQ(find_grammar("http"), nullptr);
  EXPECT_EQ(find_grammar(""), nullptr);
}

TEST(Grammars, RefuseControlBytesEverywhere) {
  for (const Grammar& grammar : grammars()) {
    for (const char control : {'\0', '\r', '\n', '\x7f'}) {
      std::string value(grammar.good);
      value.push_back(control);
      EXPECT_FALSE(grammar.matches(value)) << grammar.name;
    }
  }
}

// Values that make a careless recogniser go back and forth. Each takes well below a millisecond when time is
// linear and minutes when it is not, so that the bound need not be tight.
TEST(Grammars, TakeLinearTime) {
  std::string many_commas;
  std::string many_params = "a/b";
  std::string many_colons = "[";
  for (int i = 0; i < 10000; ++i) {
    many_commas += "a ,\t";
    many_params += "; a=b";
    many_colons += "1:";
  }
  const std::string parentheses = "a " + std::string(10000, '(');
  const std::string white = "a" + std::string(40000, ' ');
  const auto began = std::chrono::steady_clock::now();
  for (const Grammar& grammar : grammars()) {
    for (const std::string& value : {many_commas, many_params, many_colons, parentheses, white}) {
      EXPECT_FALSE(grammar.matches(value + "\x01")) << grammar.name;
    }
  }
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(20));
}

}  // namespace
}  // namespace conform
