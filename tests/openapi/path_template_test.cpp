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

TEST(PathTemplate, FindsTheTextsOfAPath) {
  using Texts = std::optional<std::vector<std::string_view>>;
  EXPECT_EQ(path_texts("/a/{x}", "/v1/a/b%2Fc"), Texts({"b%2Fc"}));
  EXPECT_EQ(path_texts("/a b/{x}.{y}", "/a%20b/1.2.3"), Texts({"1", "2.3"}));
  EXPECT_EQ(path_texts("/{x}-end", "/a-end-end"), Texts({"a-end"}));
  EXPECT_EQ(path_texts("/a", "/a"), Texts(std::vector<std::string_view>()));
  EXPECT_EQ(path_texts("/a/{x}", "/a/"), std::nullopt);
  EXPECT_EQ(path_texts("/a/{x}", "/b/1"), std::nullopt);
  EXPECT_EQ(path_texts("/a/{x}/c", "/1/c"), std::nullopt);
}

}  // namespace
}  // namespace conform
