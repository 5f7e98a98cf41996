#include "runner/http/fields.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

using Members = std::vector<std::string_view>;

TEST(Fields, KeepTheOrderInWhichTheyCame) {
  const Fields fields{{"Set-Cookie", "a=1"}, {"X-B", "2"}, {"set-cookie", "b=2"}};
  std::string names;
  for (const Field& line : fields)
    names += line.name + ' ';
  EXPECT_EQ(names, "Set-Cookie X-B set-cookie ");
}

TEST(Fields, CompareNamesWithoutCase) {
  const Fields fields{{"CONTENT-type", "text/plain"}};
  ASSERT_NE(fields.find("Content-Type"), nullptr);
  EXPECT_EQ(fields.find("Content-Type")->value, "text/plain");
  EXPECT_FALSE(fields.has("Content-Typ"));
  EXPECT_FALSE(equals_ignoring_case("a[", "A{"));
}

// RFC 9110 §5.3
TEST(Fields, CombineLinesOfOneNameInOrder) {
  const Fields fields{{"Allow", "GET"}, {"Date", "x"}, {"allow", "HEAD"}};
  EXPECT_EQ(fields.combined("ALLOW"), "GET, HEAD");
  EXPECT_EQ(fields.combined("Vary"), std::nullopt);
  EXPECT_EQ(fields.count("allow"), 2U);
  EXPECT_EQ(fields.values("Allow"), (Members{"GET", "HEAD"}));
}

TEST(Fields, SetReplacesEveryLineOfThatName) {
  Fields fields{{"A", "1"}, {"B", "2"}, {"a", "3"}};
  fields.set("a", "4");
  EXPECT_EQ(fields, (Fields{{"A", "4"}, {"B", "2"}}));
  fields.set("C", "5");
  EXPECT_EQ(fields.size(), 3U);
  fields.remove("A");
  EXPECT_EQ(fields, (Fields{{"B", "2"}, {"C", "5"}}));
}

TEST(Fields, ListMembersIgnoringCaseAndWhiteSpace) {
  const Fields fields{{"Connection", "keep-alive ,\tUpgrade"}, {"Connection", "close"}};
  EXPECT_TRUE(fields.lists("connection", "upgrade"));
  EXPECT_TRUE(fields.lists("connection", "Close"));
  EXPECT_FALSE(fields.lists("connection", "keep"));
}

// RFC 9110 §5.6.1 and §5.6.4
TEST(Fields, CommasInQuotedStringsDivideNothing) {
  EXPECT_EQ(list_members(R"(a, "b, c" , d="x\",y",, ,e)"), (Members{"a", R"("b, c")", R"(d="x\",y")", "e"}));
  EXPECT_EQ(list_members(R"("open, a)"), (Members{R"("open, a)"}));
  EXPECT_EQ(list_members(R"("open\)"), (Members{R"("open\)"}));
  EXPECT_EQ(list_members(" , "), Members{});
  EXPECT_EQ(list_members(""), Members{});
  EXPECT_FALSE((Fields{{"Connection", R"("a, close, b")"}}.lists("Connection", "close")));
}

}  // namespace
}  // namespace conform
