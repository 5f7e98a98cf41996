#include "runner/plan/selection.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

TEST(Selection, ComparesPatternsWithStars) {
  struct Row {
    const char* pattern;
    const char* text;
    bool matches;
  };
  const Row rows[] = {
      {"", "", true},
      {"", "a", false},
      {"*", "", true},
      {"**", "abc", true},
      {"a*", "abc", true},
      {"*c", "abc", true},
      {"a*c", "abc", true},
      {"a*b", "abc", false},
      {"abc", "abc", true},
      {"ab", "abc", false},
      {"abc", "ab", false},
      {"*b*", "abc", true},
      {"a*b*c", "aXbbYc", true},
      {"GET /a/*", "GET /a/{id}", true},
      {"get /a", "GET /a", false},
  };
  for (const Row& row : rows)
    EXPECT_EQ(matches_pattern(row.pattern, row.text), row.matches) << row.pattern << " and " << row.text;
}

TEST(Selection, TakesLongStarredPatternsInBoundedTime) {
  std::string pattern;
  for (int at = 0; at < 200; ++at)
    pattern += "*a";
  EXPECT_FALSE(matches_pattern(pattern + "b", std::string(20'000, 'a')));
}

TEST(Selection, SaysWhatIsNoRegularExpression) {
  EXPECT_EQ(pattern_mistake("/a(b/").substr(0, 37), "`/a(b/` is no regular expression: `(`");
  for (const char* pattern : {"/a(b", "a(b/", "/", "//", "/a|b/"})
    EXPECT_EQ(pattern_mistake(pattern), "") << pattern;
}

Operation operation() {
  Operation made;
  made.method = "GET";
  made.path = "/books/{id}";
  made.operation_id = "getBook";
  made.tags = {"books", "read"};
  return made;
}

TEST(Selection, LooksAtNamePathIdAndTags) {
  for (const char* pattern : {"GET *", "/books/*", "getBook", "read"}) {
    EXPECT_TRUE(selects({{pattern}, {}}, operation())) << pattern;
    EXPECT_FALSE(selects({{}, {pattern}}, operation())) << pattern;
  }
  for (const char* pattern : {"/^GET .*id/", "/books/", "/^get[A-Z]/", "/^read$/"})
    EXPECT_TRUE(selects({{pattern}, {}}, operation())) << pattern;
  EXPECT_FALSE(selects({{"/^books/, POST *"}, {}}, operation()));
  EXPECT_FALSE(selects({{"POST *", "/^rea$/"}, {}}, operation()));
  EXPECT_TRUE(selects({}, operation()));
  EXPECT_FALSE(selects({{"write", "/pets"}, {}}, operation()));
  EXPECT_FALSE(selects({{"read"}, {"GET *"}}, operation()));
}

TEST(Selection, NamesThePatternsThatMatchNothing) {
  Api api;
  api.operations = {operation()};
  EXPECT_EQ(unmatched({"POST *", "GET *", "/^b/", "/^r/"}, api), std::vector<std::string>{"POST *"});
  EXPECT_EQ(unmatched({"POST *", "/^b$/"}, api), (std::vector<std::string>{"POST *", "/^b$/"}));
}

}  // namespace
}  // namespace conform
