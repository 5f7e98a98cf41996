#include "tests/cli/mock_process.hpp"

#include <gtest/gtest.h>

// How long, how fast and how often: what a run does about time.

namespace conform::testing {
namespace {

TEST(Pace, StopsAfterEnoughFailures) {
  const Mock mock(bookshop, {"--break", "http/date-present"});
  const Folder folder;
  const Finished run =
      run_conform(run_words(mock.url, {"--max-failures", "3", "--jobs", "1"}), folder.path());
  EXPECT_EQ(run.exit, 1);
  EXPECT_NE(run.out.find(" 3 failed,"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("The run stopped there:"), std::string::npos) << run.out;
}

TEST(Pace, StopsWhenTheTimeIsUp) {
  const Mock mock(bookshop);
  const Folder folder;
  const Finished run =
      run_conform(run_words(mock.url, {"--rate", "20/s", "--max-time", "0.5"}), folder.path());
  EXPECT_EQ(run.exit, 3) << run.out << run.err;
  EXPECT_NE(run.out.find("The time ran out: "), std::string::npos) << run.out;
}

TEST(Pace, RefusesWhatIsNoRate) {
  for (const char* rate : {"fast", "0", "-1/s", "5/day", "5/", "nan", "inf/s", "1e9"}) {
    const Finished run = run_conform(run_words("http://127.0.0.1:1", {"--rate", rate}));
    EXPECT_EQ(run.exit, 2) << rate;
    EXPECT_NE(run.err.find("is not of the form 50/s"), std::string::npos) << run.err;
  }
}

/// A run against a server that answers the first request with 429, of `/never` all of them.
Finished run_limited(const std::vector<std::string>& more) {
  Background server({"python3", "-B", CONFORM_SOURCE_DIR "/tests/data/limiting_server.py"});
  const std::string url = server.wait_for("(http://127\\.0\\.0\\.1:[0-9]+) ");
  const Folder folder;
  write_file(folder / "api.yaml",
             "openapi: 3.0.3\n"
             "info: {title: t, version: '1'}\n"
             "paths:\n"
             "  /sometimes:\n"
             "    get: {responses: {'200': {description: d}}}\n"
             "  /never:\n"
             "    get: {responses: {'200': {description: d}}}\n");
  std::vector<std::string> words = {
      "run", "api.yaml", "--target", url, "--probes", "none", "--level", "must", "--jobs", "1"};
  words.insert(words.end(), more.begin(), more.end());
  return run_conform(words, folder.path());
}

TEST(Pace, SaysThatTheServerLimitsTheRate) {
  const Finished run = run_limited({});
  EXPECT_EQ(run.exit, 3) << run.out << run.err;
  EXPECT_NE(run.out.find("limits the rate"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find(" 0 failed, 2 undecided"), std::string::npos) << run.out;
}

TEST(Pace, AsksAgainAfterALimit) {
  const Finished run = run_limited({"--retries", "2", "--include", "/sometimes"});
  EXPECT_EQ(run.exit, 0) << run.out << run.err;
  EXPECT_NE(run.out.find("2 requests on 1 connection"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("1 of them again"), std::string::npos) << run.out;
}

// What was asked is answered and judged, every report is written, and whoever resumes loses nothing.
TEST(Signal, LeavesReportsOfWhatWasDone) {
  for (const std::string signal : {"TERM", "INT"}) {
    const Mock mock(bookshop);
    const Folder folder;
    const std::string script =
        "\"$0\" run \"$1\" --target \"$2\" --rate 40/s --junit j.xml --json r.json --html r.html & run=$!\n"
        "until grep -qs '\"outcome\":\"passed\"' conform-report/results.ndjson; do sleep 0.02; done\n"
        "kill -" +
        signal + " $run; wait $run";
    const Finished run =
        run_program({"bash", "-c", script, CONFORM_BINARY, bookshop, mock.url}, folder.path());
    EXPECT_EQ(run.exit, 130) << signal << run.out << run.err;
    EXPECT_NE(run.out.find("INTERRUPTED  Interrupted after "), std::string::npos) << run.out;
    EXPECT_NE(read_file(folder / "j.xml").find("</testsuites>"), std::string::npos);
    EXPECT_NE(read_file(folder / "r.json").find("\"end\":\"interrupted\""), std::string::npos);
    EXPECT_NE(read_file(folder / "r.html").find("</html>"), std::string::npos);
    const Finished again =
        run_conform(run_words(mock.url, {"--resume", "conform-report/results.ndjson"}), folder.path());
    EXPECT_EQ(again.exit, 0) << again.out << again.err;
  }
}

TEST(WaitFor, BeginsWhenTheServerIsReady) {
  const Folder folder;
  std::string url;
  {
    const Mock gone(bookshop);
    url = gone.url;
  }
  const std::string script =
      "(sleep 0.7; exec \"$0\" mock \"$1\" --port ${2##*:}) >/dev/null 2>&1 & mock=$!\n"
      "\"$0\" run \"$1\" --target \"$2\" --wait-for tcp; status=$?\n"
      "kill $mock; exit $status";
  const Finished run = run_program({"bash", "-c", script, CONFORM_BINARY, bookshop, url}, folder.path());
  EXPECT_EQ(run.exit, 0) << run.out << run.err;
  EXPECT_NE(run.err.find("Waiting for tcp: The target `127.0.0.1:"), std::string::npos) << run.err;
}

TEST(WaitFor, LosesPatienceWithASentence) {
  const Mock mock(bookshop);
  const Folder folder;
  const Finished run = run_conform(
      run_words(mock.url, {"--wait-for", mock.url + "/nothing/here?x=1", "--wait-timeout", "0.3"}),
      folder.path());
  EXPECT_EQ(run.exit, 3);
  EXPECT_NE(run.err.find("was not ready within 0 s: It answers with status 404."), std::string::npos)
      << run.err;
  EXPECT_EQ(run_conform(run_words(mock.url, {"--wait-for", mock.url + "/v1/books"}), folder.path()).exit, 0);
}

TEST(WaitFor, RefusesWhatIsNoPlace) {
  for (const char* place : {"ftp://x", "tcp://", "tcp://host", "tcp://h:1/path", "here"}) {
    const Finished run = run_conform(run_words("http://127.0.0.1:1", {"--wait-for", place}));
    EXPECT_EQ(run.exit, 2) << place << run.err;
  }
}

}  // namespace
}  // namespace conform::testing
