#include "runner/auth/shell.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

std::string text_of(const MaybeText& text) {
  const auto* none = std::get_if<NoText>(&text);
  return none == nullptr ? std::get<std::string>(text) : "none: " + none->why;
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
