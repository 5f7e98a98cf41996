#include "runner/auth/shell.hpp"

#include <cstdlib>

#include <gtest/gtest.h>

namespace conform {
namespace {

std::string text_of(const MaybeText& text) {
  const auto* none = std::get_if<NoText>(&text);
  return none == nullptr ? std::get<std::string>(text) : "none: " + none->why;
}

TEST(Environment, StandsBetweenBraces) {
  ::setenv("CONFORM_TEST_TOKEN", "abc", 1);
  ::unsetenv("CONFORM_TEST_NOTHING");
  EXPECT_EQ(text_of(with_environment("${CONFORM_TEST_TOKEN}")), "abc");
  EXPECT_EQ(text_of(with_environment("a:${CONFORM_TEST_TOKEN}${CONFORM_TEST_TOKEN}!")), "a:abcabc!");
  EXPECT_EQ(text_of(with_environment("$CONFORM_TEST_TOKEN ${x")), "$CONFORM_TEST_TOKEN ${x");
  EXPECT_EQ(text_of(with_environment("")), "");
  EXPECT_EQ(text_of(with_environment("${CONFORM_TEST_NOTHING}")),
            "none: The environment has no variable `CONFORM_TEST_NOTHING`.");
}

TEST(Command, GivesItsFirstLine) {
  EXPECT_EQ(text_of(first_line_of("printf 'a b\\r\\nc\\n'")), "a b");
  EXPECT_EQ(text_of(first_line_of("printf abc")), "abc");
  EXPECT_EQ(text_of(first_line_of("true")), "none: The command printed nothing.");
  EXPECT_EQ(text_of(first_line_of("echo abc; exit 3")), "none: The command failed.");
  EXPECT_EQ(text_of(first_line_of("head -c 70000 /dev/zero | tr '\\0' a")),
            "none: The first line of the command is longer than 64 KiB.");
}

}  // namespace
}  // namespace conform
