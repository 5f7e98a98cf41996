#include "runner/document/document.hpp"
#include "tests/cli/process.hpp"

#include <gtest/gtest.h>

// What a hostile server sends must stay data in every file and stream that a run writes.

namespace conform::testing {
namespace {

/// One run against the hostile server; the files stay for all tests of this file.
struct HostileRun {
  Folder folder{};
  Finished finished{};
  HostileRun() {
    Background server({CONFORM_SOURCE_DIR "/tests/data/hostile_server.py"});
    const std::string port = server.wait_for("127\\.0\\.0\\.1:([0-9]+)[^0-9]");
    finished = run_conform({"run",
                            CONFORM_SOURCE_DIR "/tests/data/hostile.yaml",
                            "--target",
                            "http://127.0.0.1:" + port,
                            "--junit",
                            "j.xml",
                            "--html",
                            "r.html",
                            "--json",
                            "r.json",
                            "--color",
                            "never"},
                           folder.path());
  }
};

const HostileRun& hostile_run() {
  static const HostileRun run;
  return run;
}

TEST(Hostile, IsJudgedAndFails) {
  EXPECT_EQ(hostile_run().finished.exit, 1) << hostile_run().finished.out << hostile_run().finished.err;
}

TEST(Hostile, LeavesWellFormedXml) {
  const Finished lint = run_program({"xmllint", "--noout", (hostile_run().folder / "j.xml").string()});
  EXPECT_EQ(lint.exit, 0) << lint.err;
  EXPECT_LT(std::filesystem::file_size(hostile_run().folder / "j.xml"), 1U << 20U);
}

TEST(Hostile, LeavesInertHtml) {
  const std::string page = read_file(hostile_run().folder / "r.html");
  ASSERT_FALSE(page.empty());
  EXPECT_EQ(page.find("<script>document.title"), std::string::npos);
  EXPECT_EQ(page.find("<img src=x"), std::string::npos);
  EXPECT_NE(page.find("Content-Security-Policy"), std::string::npos);
  EXPECT_LT(page.size(), 4U << 20U);
}

TEST(Hostile, LeavesTerminalsAndLogsCalm) {
  const std::string printed = hostile_run().finished.out + hostile_run().finished.err;
  for (const char byte : printed) {
    const auto code = static_cast<unsigned char>(byte);
    EXPECT_TRUE(code == '\n' || (code >= 0x20 && code != 0x7f)) << "byte " << int{code};
  }
  EXPECT_EQ(("\n" + printed).find("\n::"), std::string::npos);
  EXPECT_EQ(("\n" + printed).find("\n##["), std::string::npos);
}

TEST(Hostile, LeavesAJournalThatRendersAgain) {
  const Finished again = run_conform({"report", "conform-report/results.ndjson", "--color", "never"},
                                     hostile_run().folder.path());
  EXPECT_EQ(again.exit, 1) << again.err;
  EXPECT_EQ(again.out, hostile_run().finished.out);
}

/// What a run says of the paths of zeros.yaml that `pattern` chooses.
struct ZerosRun {
  Finished finished{};
  Value results{};
};

ZerosRun run_on_zeros(const std::string& port, const std::string& pattern) {
  const Folder folder;
  ZerosRun run;
  run.finished = run_conform({"run",
                              CONFORM_SOURCE_DIR "/tests/data/zeros.yaml",
                              "--target",
                              "http://127.0.0.1:" + port,
                              "--include",
                              pattern,
                              "--probes",
                              "none",
                              "--jobs",
                              "1",
                              "--json",
                              "r.json"},
                             folder.path());
  auto read = read_json(read_file(folder / "r.json"));
  if (std::holds_alternative<Value>(read)) run.results = std::get<Value>(std::move(read));
  return run;
}

TEST(Hostile, FillsNoMemoryWithWhatACodingStandsFor) {
  Background server({CONFORM_SOURCE_DIR "/tests/data/hostile_server.py"});
  const std::string port = server.wait_for("127\\.0\\.0\\.1:([0-9]+)[^0-9]");
  const ZerosRun without = run_on_zeros(port, "/other");
  const ZerosRun with = run_on_zeros(port, "/*");
  ASSERT_TRUE(with.results.is_object()) << with.finished.err;
  const auto& cases = with.results.find("cases")->array();
  ASSERT_EQ(cases.size(), 2U);
  // The answer breaks nothing that could be seen, and what could not be seen is said; the other one is as
  // ever.
  EXPECT_EQ(cases[0].text("outcome"), "passed");
  ASSERT_FALSE(cases[0].find("undecided")->array().empty());
  const std::string_view why = cases[0].find("undecided")->array().front().text("why");
  EXPECT_TRUE(why.starts_with("under `gzip` lies more than we take")) << why;
  EXPECT_EQ(cases[1].text("outcome"), without.results.find("cases")->array().front().text("outcome"));
  EXPECT_TRUE(cases[1].find("undecided")->array().empty());
  const auto duration = with.results.find("run")->find("duration_ms")->number().as_int64().value_or(-1);
  EXPECT_GE(duration, 0);
  EXPECT_LT(duration, 5000);
  EXPECT_LT(with.finished.peak - without.finished.peak, std::int64_t{48} << 20);
}

}  // namespace
}  // namespace conform::testing
