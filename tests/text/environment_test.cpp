#include "runner/text/environment.hpp"

#include <cstdlib>
#include <vector>

#include <gtest/gtest.h>

namespace conform {
namespace {

std::optional<std::string> known(const std::string& name) {
  return name == "KEY" ? std::optional<std::string>("abc") : std::nullopt;
}

struct Row {
  std::string written;
  std::string text;
  std::string missing;
};

TEST(Environment, StandsBetweenBraces) {
  const std::vector<Row> rows = {{"${KEY}", "abc", ""},
                                 {"a:${KEY}${KEY}!", "a:abcabc!", ""},
                                 {"$KEY ${x", "$KEY ${x", ""},
                                 {"", "", ""},
                                 {"a${NONE:-b:-c}d", "ab:-cd", ""},
                                 {"${KEY:-b}", "abc", ""},
                                 {"${NONE:-}", "", ""},
                                 {"a${NONE}b${NEVER}", "ab", "NONE"},
                                 {"p$$w", "p$$w", ""}};
  for (const Row& row : rows) {
    const Expanded expanded = expand_variables(row.written, known, Dollars::as_written);
    EXPECT_EQ(expanded.text, row.text) << row.written;
    EXPECT_EQ(expanded.missing, row.missing) << row.written;
    EXPECT_EQ(expanded.has_variables, row.written.find('}') != std::string::npos) << row.written;
  }
}

TEST(Environment, LeavesOneOfTwoDollarsWhereThatIsTheWayToWriteOne) {
  for (const auto& [written, text] : {std::pair("p$$w$", "p$w$"), {"$${KEY}", "${KEY}"}, {"$$$$", "$$"}})
    EXPECT_EQ(expand_variables(written, known, Dollars::doubled).text, text) << written;
}

TEST(Environment, IsThatOfTheProcess) {
  ::setenv("CONFORM_TEST_TOKEN", "abc", 1);
  ::unsetenv("CONFORM_TEST_NOTHING");
  EXPECT_EQ(process_environment("CONFORM_TEST_TOKEN"), "abc");
  EXPECT_EQ(process_environment("CONFORM_TEST_NOTHING"), std::nullopt);
}

}  // namespace
}  // namespace conform
