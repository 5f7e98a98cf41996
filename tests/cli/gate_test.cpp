#include "runner/document/document.hpp"
#include "tests/cli/process.hpp"

#include <gtest/gtest.h>

// A gate in practice: deployments of a server, one after the other, against one baseline.

namespace conform::testing {
namespace {

const std::string document = CONFORM_SOURCE_DIR "/specs/http-status.yaml";
const std::string rule = "http/405-lists-allow";

enum class Defect { none, one };

/// A deployment: the mock, on a port of its own.
struct Deployment {
  explicit Deployment(Defect defect)
      : process(words(defect)),
        url("http://127.0.0.1:" + process.wait_for("127\\.0\\.0\\.1:([0-9]+)[^0-9]")) {}

  static std::vector<std::string> words(Defect defect) {
    std::vector<std::string> all = {CONFORM_BINARY, "mock", document, "--port", "0"};
    if (defect == Defect::one) all.insert(all.end(), {"--break", rule});
    return all;
  }

  Background process;
  std::string url;
};

/// The pipeline's command, with another seed each time.
Finished gate(const Folder& folder, const std::string& url, const std::vector<std::string>& more) {
  static int seed = 0;
  std::vector<std::string> words = {"run",
                                    document,
                                    "--target",
                                    url,
                                    "--seed",
                                    std::to_string(++seed),
                                    "--report",
                                    "junit=junit.xml,json=r.json,html=r.html"};
  words.insert(words.end(), more.begin(), more.end());
  return run_conform(words, folder.path());
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// The text with each run of white space as one space.
std::string unfolded(const std::string& text) {
  std::string out;
  for (const char c : text)
    if (c != '\n' && c != ' ')
      out += c;
    else if (!out.ends_with(' '))
      out += ' ';
  return out;
}

TEST(Gate, PassesWhatIsKnownBreaksAtWhatIsNewAndTellsWhatIsGone) {
  const Folder folder;
  const std::vector<std::string> known = {"--baseline", "known.yaml"};
  {
    const Deployment clean(Defect::none);
    const Finished first = gate(folder, clean.url, {"--baseline", "known.yaml", "--update-baseline"});
    EXPECT_EQ(first.exit, 0) << first.out << first.err;
    EXPECT_TRUE(has(read_file(folder / "known.yaml"), "known: []\n"));
    EXPECT_EQ(gate(folder, clean.url, known).exit, 0);
  }
  {
    const Deployment broken(Defect::one);
    const Finished second = gate(folder, broken.url, known);
    EXPECT_EQ(second.exit, 1) << second.out << second.err;
    EXPECT_TRUE(has(second.out, "0 known, 1 new")) << second.out;
    EXPECT_TRUE(has(read_file(folder / "junit.xml"), "<failure "));
    EXPECT_EQ(gate(folder, broken.url, {"--baseline", "known.yaml", "--update-baseline"}).exit, 0);
  }
  {
    const Deployment broken(Defect::one);
    const Finished third = gate(folder, broken.url, known);
    EXPECT_EQ(third.exit, 0) << third.out << third.err;
    EXPECT_TRUE(has(third.out, "1 known, 0 new")) << third.out;
    EXPECT_TRUE(has(third.out, "PASSED  Kept: nothing is new.")) << third.out;
    const std::string junit = read_file(folder / "junit.xml");
    EXPECT_FALSE(has(junit, "<failure "));
    EXPECT_TRUE(has(junit, "<system-out>Known, by the baseline:"));
    EXPECT_TRUE(has(read_file(folder / "r.json"), "\"known\":true"));
  }
  const Deployment mended(Defect::none);
  const Finished fourth = gate(folder, mended.url, known);
  EXPECT_EQ(fourth.exit, 0) << fourth.out << fourth.err;
  EXPECT_TRUE(has(unfolded(fourth.out), "1 entry of the baseline no longer occurs.")) << fourth.out;
  EXPECT_TRUE(has(read_file(folder / "r.json"), "\"gone\":[\n{\"operation\":\"GET /status/405\""));
  EXPECT_EQ(gate(folder, mended.url, {"--baseline", "known.yaml", "--baseline-strict"}).exit, 1);
  EXPECT_EQ(
      gate(folder, mended.url, {"--baseline", "known.yaml", "--baseline-strict", "--update-baseline"}).exit,
      0);
  EXPECT_TRUE(has(read_file(folder / "known.yaml"), "known: []\n"));
}

TEST(Gate, DoesNotTakeForGoneWhatWasNotLookedAt) {
  const Folder folder;
  write_file(folder / "known.yaml",
             "version: 1\nknown:\n  - operation: GET /status/405\n    rule: " + rule +
                 "\n    reason: Old.\n");
  const Deployment clean(Defect::none);
  const std::vector<std::vector<std::string>> narrower = {
      {"--exclude", "/status/405"}, {"--rule", rule + "=off"}, {"--exclude", "GET /status/405"}};
  for (std::vector<std::string> words : narrower) {
    words.insert(words.end(), {"--baseline", "known.yaml", "--baseline-strict"});
    const Finished run = gate(folder, clean.url, words);
    EXPECT_EQ(run.exit, 0) << run.out << run.err;
    EXPECT_TRUE(has(run.out, "1 not looked at")) << run.out;
    words.push_back("--update-baseline");
    EXPECT_EQ(gate(folder, clean.url, words).exit, 0);
    EXPECT_TRUE(has(read_file(folder / "known.yaml"), "reason: Old.\n"));
  }
}

TEST(Gate, EndsTheTimeOfAnEntry) {
  const Folder folder;
  const Deployment broken(Defect::one);
  const std::string entry = "version: 1\nknown:\n  - operation: GET /status/405\n    rule: " + rule +
                            "\n    owner: ada\n    until: ";
  write_file(folder / "known.yaml", entry + "9999-12-31\n");
  EXPECT_EQ(gate(folder, broken.url, {"--baseline", "known.yaml"}).exit, 0);
  write_file(folder / "known.yaml", entry + "2000-01-31\n");
  const Finished over = gate(folder, broken.url, {"--baseline", "known.yaml"});
  EXPECT_EQ(over.exit, 1);
  EXPECT_TRUE(has(unfolded(over.out), "Its time in the baseline is over since 2000-01-31 (owner: ada)."))
      << over.out;
  // Only a person gives it another day.
  EXPECT_EQ(gate(folder, broken.url, {"--baseline", "known.yaml", "--update-baseline"}).exit, 1);
  EXPECT_TRUE(has(read_file(folder / "known.yaml"), "until: 2000-01-31\n"));
}

TEST(Gate, RendersAJournalAgainstABaselineAndLeavesItAsItIs) {
  const Folder folder;
  const Deployment broken(Defect::one);
  EXPECT_EQ(gate(folder, broken.url, {}).exit, 1);
  const std::string journal = read_file(folder / "conform-report/results.ndjson");
  const std::vector<std::string> words = {
      "report", "conform-report/results.ndjson", "--baseline", "known.yaml"};
  EXPECT_EQ(run_conform(words, folder.path()).exit, 2);
  std::vector<std::string> writing = words;
  writing.push_back("--update-baseline");
  EXPECT_EQ(run_conform(writing, folder.path()).exit, 0);
  EXPECT_EQ(run_conform(words, folder.path()).exit, 0);
  EXPECT_EQ(read_file(folder / "conform-report/results.ndjson"), journal);
}

TEST(Gate, EndsBeforeARequestIsSentWhereTheBaselineIsOfNoUse) {
  const Folder folder;
  const Deployment clean(Defect::none);
  const Finished missing = gate(folder, clean.url, {"--baseline", "nothing.yaml"});
  EXPECT_EQ(missing.exit, 2);
  EXPECT_EQ(missing.err,
            "conform: there is no baseline `nothing.yaml`. --update-baseline makes one of what is "
            "found now.\n");
  EXPECT_FALSE(std::filesystem::exists(folder / "conform-report"));
  write_file(folder / "known.yaml", "version: 1\nknown:\n  - {operation: GET /, rule: r, raeson: x}\n");
  const Finished faulty = gate(folder, clean.url, {"--baseline", "known.yaml"});
  EXPECT_EQ(faulty.exit, 2);
  EXPECT_TRUE(has(faulty.err, "Did you mean `reason`?")) << faulty.err;
  EXPECT_TRUE(has(faulty.err, "known.yaml:3:")) << faulty.err;
  EXPECT_EQ(gate(folder, clean.url, {"--update-baseline"}).exit, 2);
  EXPECT_EQ(gate(folder, clean.url, {"--baseline", "r.json"}).exit, 2);  // that is a report
}

}  // namespace
}  // namespace conform::testing
