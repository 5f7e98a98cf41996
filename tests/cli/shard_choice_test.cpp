#include "runner/cli/shard_choice.hpp"

#include <map>

#include <gtest/gtest.h>

namespace conform {
namespace {

using Variables = std::map<std::string, std::string>;

std::variant<ChosenShard, std::string> choose(const std::string& text, const Variables& variables = {}) {
  return choose_shard(text, [&variables](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  });
}

/// `2/4 from NAME`, or the mistake.
std::string chosen(const std::string& text, const Variables& variables = {}) {
  const auto choice = choose(text, variables);
  if (const auto* mistake = std::get_if<std::string>(&choice)) return *mistake;
  const auto& [shard, from, status_file] = std::get<ChosenShard>(choice);
  return std::to_string(shard.index) + "/" + std::to_string(shard.total) + " from " + from;
}

TEST(ShardChoice, TakesWhatIsWritten) {
  EXPECT_EQ(chosen("2/4"), "2/4 from ");
  EXPECT_EQ(chosen("1/1"), "1/1 from ");
  EXPECT_EQ(chosen("2/4", {{"CI_NODE_INDEX", "1"}, {"CI_NODE_TOTAL", "3"}}), "2/4 from ");
}

TEST(ShardChoice, RefusesWhatIsNoShard) {
  for (const char* text : {"0/4", "5/4", "1/0", "1/999999"})
    EXPECT_NE(chosen(text).find("there is no shard"), std::string::npos) << text;
  for (const char* text : {"", "2", "2/", "/4", "-1/4", "two/4", "2/4/8", "2/4 ", "4294967297/4294967298"})
    EXPECT_NE(chosen(text).find("neither of the form"), std::string::npos) << text;
}

TEST(ShardChoice, CountsAsEachSystemDoes) {
  const auto told = [](const std::string& index, const std::string& total, const std::string& number) {
    return chosen("auto", {{index, number}, {total, "4"}});
  };
  EXPECT_EQ(told("CI_NODE_INDEX", "CI_NODE_TOTAL", "4"), "4/4 from CI_NODE_INDEX");
  EXPECT_EQ(told("JOB_COMPLETION_INDEX", "CONFORM_SHARD_TOTAL", "0"), "1/4 from JOB_COMPLETION_INDEX");
  EXPECT_EQ(told("TEST_SHARD_INDEX", "TEST_TOTAL_SHARDS", "3"), "4/4 from TEST_SHARD_INDEX");
  EXPECT_EQ(told("GTEST_SHARD_INDEX", "GTEST_TOTAL_SHARDS", "0"), "1/4 from GTEST_SHARD_INDEX");
  EXPECT_EQ(told("CIRCLE_NODE_INDEX", "CIRCLE_NODE_TOTAL", "1"), "2/4 from CIRCLE_NODE_INDEX");
  EXPECT_EQ(told("BUILDKITE_PARALLEL_JOB", "BUILDKITE_PARALLEL_JOB_COUNT", "1"),
            "2/4 from BUILDKITE_PARALLEL_JOB");
  EXPECT_EQ(told("SYSTEM_JOBPOSITIONINPHASE", "SYSTEM_TOTALJOBSINPHASE", "1"),
            "1/4 from SYSTEM_JOBPOSITIONINPHASE");
  EXPECT_EQ(chosen("auto", {{"CONFORM_SHARD", "3/5"}, {"CI_NODE_INDEX", "1"}}), "3/5 from CONFORM_SHARD");
  EXPECT_EQ(chosen("auto", {{"CI_NODE_TOTAL", "1"}}), "1/1 from CI_NODE_TOTAL");
}

// Each part taking itself for the whole would be slow, the whole taken for a part green for nothing.
TEST(ShardChoice, RefusesToGuess) {
  EXPECT_NE(chosen("auto").find("finds nothing"), std::string::npos);
  EXPECT_EQ(chosen("auto", {{"JOB_COMPLETION_INDEX", "1"}}),
            "JOB_COMPLETION_INDEX is `1` and CONFORM_SHARD_TOTAL is ``: that names no shard");
  EXPECT_NE(chosen("auto", {{"CI_NODE_INDEX", "0"}, {"CI_NODE_TOTAL", "4"}}).find("names no shard"),
            std::string::npos);
  EXPECT_NE(chosen("auto", {{"CI_NODE_INDEX", "5"}, {"CI_NODE_TOTAL", "4"}}).find("no shard 5 of 4"),
            std::string::npos);
}

TEST(ShardChoice, TouchesTheStatusFileOfBazel) {
  const auto choice = choose(
      "auto", {{"TEST_SHARD_INDEX", "0"}, {"TEST_TOTAL_SHARDS", "2"}, {"TEST_SHARD_STATUS_FILE", "/tmp/s"}});
  EXPECT_EQ(std::get<ChosenShard>(choice).status_file, "/tmp/s");
}

}  // namespace
}  // namespace conform
