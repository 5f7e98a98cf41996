#include "runner/openapi/path_template.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

TEST(PathTemplate, SplitsTextAndNames) {
  const auto parsed = parse_path_template("/a/{b}.{c}/d");
  const std::vector<PathPart> expected = {
      {false, "/a/"}, {true, "b"}, {false, "."}, {true, "c"}, {false, "/d"}};
  ASSERT_EQ(parsed.index(), 0U);
  EXPECT_EQ(std::get<0>(parsed), expected);
  EXPECT_EQ(names_in("/a/{b}.{c}/d"), (std::vector<std::string>{"b", "c"}));
}

TEST(PathTemplate, RefusesBracesThatDoNotMatch) {
  for (const char* path : {"/{", "/}", "/{a", "/a}", "/{a{b}}", "/{}", "/{a}}"})
    EXPECT_EQ(parse_path_template(path).index(), 1U) << path;
}

}  // namespace
}  // namespace conform
