#include "runner/openapi/status_pattern.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

TEST(StatusPattern, ReadsCodesClassesAndDefault) {
  for (const char* key : {"100", "200", "404", "599", "999", "1XX", "5XX", "default"}) {
    const auto pattern = parse_status_pattern(key);
    ASSERT_TRUE(pattern) << key;
    EXPECT_EQ(pattern->to_string(), key);
  }
}

TEST(StatusPattern, RefusesEverythingElse) {
  for (const char* key :
       {"", "2xx", "20", "2000", "099", "6XX", "0XX", "Default", "2X0", " 200", "-20", "+20"})
    EXPECT_FALSE(parse_status_pattern(key)) << key;
}

TEST(StatusPattern, CoversItsStatuses) {
  EXPECT_TRUE(parse_status_pattern("404")->covers(404));
  EXPECT_FALSE(parse_status_pattern("404")->covers(405));
  EXPECT_TRUE(parse_status_pattern("4XX")->covers(499));
  EXPECT_FALSE(parse_status_pattern("4XX")->covers(500));
  EXPECT_TRUE(parse_status_pattern("default")->covers(1));
}

TEST(Operation, PrefersTheExactResponseThenItsClassThenDefault) {
  Operation operation;
  for (const char* key : {"default", "4XX", "404"})
    operation.responses.push_back({*parse_status_pattern(key), key});
  EXPECT_EQ(operation.response_for(404)->description, "404");
  EXPECT_EQ(operation.response_for(405)->description, "4XX");
  EXPECT_EQ(operation.response_for(200)->description, "default");
  operation.responses.erase(operation.responses.begin());
  EXPECT_EQ(operation.response_for(200), nullptr);
}

}  // namespace
}  // namespace conform
