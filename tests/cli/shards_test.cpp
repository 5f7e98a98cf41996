#include "runner/document/document.hpp"
#include "tests/cli/mock_process.hpp"

#include <regex>

#include <gtest/gtest.h>

// A run in parts, by several processes, and their journals put together.

namespace conform::testing {
namespace {

std::string journal_of(int shard) {
  return "conform-report/results-" + std::to_string(shard) + "-of-4.ndjson";
}

/// `conform report` of these shards of four.
Finished
merge(const Folder& folder, const std::vector<int>& shards, const std::vector<std::string>& more = {}) {
  std::vector<std::string> words = {"report"};
  for (const int shard : shards)
    words.push_back(journal_of(shard));
  words.insert(words.end(), more.begin(), more.end());
  return run_conform(words, folder.path());
}

/// A report without what tells the time or the number of connections.
std::string timeless(const std::string& report) {
  const std::regex times(
      R"re( (time|timestamp)="[^"]*"|"(duration_ms|duration_us|connections|began)":[^,}]*|)re"
      R"re([A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [0-9:]{8} GMT)re");
  return std::regex_replace(report, times, "");
}

/// The journals of four shards, in a folder.
class Shards : public ::testing::Test {
protected:
  void SetUp() override {
    for (int shard = 1; shard <= 4; ++shard) {
      const Finished run =
          run_conform(run_words(mock.url, {"--shard", std::to_string(shard) + "/4"}), folder.path());
      EXPECT_LE(run.exit, 1) << run.out << run.err;
    }
  }
  Mock mock{bookshop, {"--break", "http/date-present"}};
  Folder folder{};
};

TEST_F(Shards, GiveTheReportsOfOneRunButForTimes) {
  const Finished whole =
      run_conform(run_words(mock.url, {"--junit", "whole.xml", "--json", "whole.json"}), folder.path());
  const Finished merged = merge(folder, {3, 1, 4, 2}, {"--junit", "merged.xml", "--json", "merged.json"});
  EXPECT_EQ(whole.exit, 1);
  EXPECT_EQ(merged.exit, 1) << merged.err;
  EXPECT_EQ(timeless(read_file(folder / "merged.xml")), timeless(read_file(folder / "whole.xml")));
  const std::string json = timeless(read_file(folder / "whole.json"));
  EXPECT_NE(json.find("http/date-present"), std::string::npos);
  EXPECT_EQ(timeless(read_file(folder / "merged.json")), json);
}

TEST_F(Shards, AreRefusedWhereOneIsMissing) {
  const Finished merged = merge(folder, {1, 2, 4});
  EXPECT_EQ(merged.exit, 2);
  EXPECT_EQ(merged.err, "error: Shard 3 of 4 is missing among the journals.\n");
  EXPECT_EQ(merge(folder, {2}).exit, 2);

  const Finished partial = merge(folder, {1, 2, 4}, {"--partial", "--json", "partial.json"});
  EXPECT_EQ(partial.exit, 1) << partial.err;
  EXPECT_NE(read_file(folder / "partial.json").find("Its shard, 3 of 4, is missing."), std::string::npos);
}

TEST_F(Shards, AreRefusedWhereOneIsThereTwice) {
  const Finished merged = merge(folder, {1, 2, 3, 4, 3});
  EXPECT_EQ(merged.exit, 2);
  EXPECT_NE(merged.err.find(journal_of(3) + ": error: This is shard 3 of 4 once more"), std::string::npos)
      << merged.err;
}

TEST_F(Shards, AreRefusedWhereTheyAreOfDifferentRuns) {
  const auto refused_with = [&](const std::vector<std::string>& more, const std::string& why) {
    std::vector<std::string> words = {"--shard", "2/4", "--journal", journal_of(2)};
    words.insert(words.end(), more.begin(), more.end());
    static_cast<void>(run_conform(run_words(mock.url, words), folder.path()));
    const Finished merged = merge(folder, {1, 2, 3, 4});
    EXPECT_EQ(merged.exit, 2) << why;
    EXPECT_NE(merged.err.find(journal_of(2) + ": error: "), std::string::npos) << merged.err;
    EXPECT_NE(merged.err.find(why), std::string::npos) << merged.err;
  };
  refused_with({"--seed", "7"}, "another seed");
  refused_with({"--depth", "smoke"}, "another plan");
  refused_with({"--level", "must"}, "other levels, weights or exceptions of rules");
  const Finished whole = run_conform(run_words(mock.url, {"--journal", journal_of(2)}), folder.path());
  EXPECT_EQ(whole.exit, 1);
  EXPECT_NE(merge(folder, {1, 2, 3, 4}).err.find("the journal of a whole run"), std::string::npos);
}

// Many machines and few paths: to have nothing to do is no failure, and to leave a journal is needed.
TEST(Shard, WithoutACaseIsGreenAndLeavesAJournal) {
  const Mock mock(bookshop);
  const Folder folder;
  std::vector<std::string> words = {"report"};
  int without = 0;
  for (int shard = 1; shard <= 40; ++shard) {
    const std::string of = std::to_string(shard) + "/40";
    const std::string journal = std::to_string(shard) + ".ndjson";
    const Finished run = run_conform(
        run_words(mock.url, {"--depth", "smoke", "--shard", of, "--journal", journal}), folder.path());
    EXPECT_EQ(run.exit, 0) << run.out << run.err;
    if (run.out.find("all cases are those of other shards") != std::string::npos) ++without;
    words.push_back(journal);
  }
  EXPECT_GT(without, 20);
  EXPECT_EQ(run_conform(words, folder.path()).exit, 0);
}

}  // namespace
}  // namespace conform::testing
