#include "runner/cli/report_files.hpp"

#include "runner/cli/command_line.hpp"
#include "runner/cli/repository.hpp"
#include "runner/document/document.hpp"
#include "tests/cli/process.hpp"

#include <regex>
#include <sstream>

#include <gtest/gtest.h>

// `--report`: what is asked for, what is refused before anything is sent, and what is written.

namespace conform::testing {
namespace {

std::string asked(std::string_view text, std::string* mistake = nullptr) {
  std::vector<ReportFile> files;
  const std::string wrong = add_reports_of(text, files);
  if (mistake != nullptr) *mistake = wrong;
  std::string all;
  for (const ReportFile& file : files)
    all += file.kind + " → " + file.path + "\n";
  return all;
}

std::string mistake_of(std::string_view text) {
  std::string mistake;
  static_cast<void>(asked(text, &mistake));
  return mistake;
}

TEST(ReportFiles, ReadsSeveralKindsAndKeepsCommasOfNames) {
  EXPECT_EQ(asked("html=out.html,junit=TEST-a,b.xml,json=-"),
            "html → out.html\njunit → TEST-a,b.xml\njson → -\n");
  EXPECT_EQ(asked("json=a=b,c/d=e"), "json → a=b,c/d=e\n");
}

TEST(ReportFiles, SaysWhichKindWasMeant) {
  EXPECT_EQ(mistake_of("html=a,jnuit=b"), "There is no report `jnuit`. Did you mean `junit`?");
  EXPECT_NE(mistake_of("elephant=b").find(report_kind_names()), std::string::npos);
  EXPECT_EQ(mistake_of("junit"), "`junit` lacks the file that it goes to, as in `junit=FILE`.");
  EXPECT_EQ(mistake_of("junit=,html=a"), "`junit=` lacks the file that it goes to, as in `junit=FILE`.");
}

TEST(ReportFiles, HasEachKindOnceAndInItsHelp) {
  std::string names;
  for (const ReportKind& kind : report_kinds()) {
    EXPECT_EQ(find_report_kind(kind.name), &kind);
    EXPECT_NE(kind.write, nullptr);
    EXPECT_FALSE(kind.title.empty() || kind.what.empty());
    names += (names.empty() ? "" : ", ") + std::string(kind.name);
  }
  EXPECT_EQ(names, report_kind_names());
  const Finished help = run_conform({"run", "--help"});
  EXPECT_NE(help.out.find("--report"), std::string::npos);
}

TEST(ReportFiles, GoToPlacesOfTheirOwn) {
  std::ostringstream err;
  EXPECT_TRUE(reports_are_apart({{"html", "a"}, {"json", "b"}, {"junit", "-"}}, {"j"}, err));
  EXPECT_TRUE(reports_are_apart({{"html", "/dev/null"}, {"json", "/dev/null"}}, {}, err));
  EXPECT_EQ(err.str(), "");
  EXPECT_FALSE(reports_are_apart({{"html", "a"}, {"json", "./x/../a"}}, {}, err));
  EXPECT_FALSE(reports_are_apart({{"html", "-"}, {"json", "-"}}, {}, err));
  EXPECT_FALSE(reports_are_apart({{"html", "results.ndjson"}}, {"./results.ndjson"}, err));
  EXPECT_NE(err.str().find("`./x/../a` would be written over"), std::string::npos) << err.str();
}

/// A run against a port where nobody listens: every report is written, quickly.
struct Unreachable {
  explicit Unreachable(std::vector<std::string> more) {
    std::vector<std::string> words = {"run", "demo:http-status", "--target", "http://127.0.0.1:1"};
    words.insert(words.end(), more.begin(), more.end());
    run = run_conform(words, folder.path());
  }
  Folder folder{};
  Finished run{};
};

TEST(ReportFiles, RefusesWhatItDoesNotKnowBeforeTheRun) {
  const Unreachable wrong({"--report", "hmtl=a.html"});
  EXPECT_EQ(wrong.run.exit, 2);
  EXPECT_NE((wrong.run.out + wrong.run.err).find("Did you mean `html`?"), std::string::npos) << wrong.run.err;
  const Unreachable twice({"--report", "html=a", "--junit", "a"});
  EXPECT_EQ(twice.run.exit, 2);
  EXPECT_NE(twice.run.err.find("`a` would be written over"), std::string::npos) << twice.run.err;
  EXPECT_FALSE(std::filesystem::exists(twice.folder / "conform-report"));
  const Unreachable journal({"--json", "conform-report/results.ndjson"});
  EXPECT_EQ(journal.run.exit, 2);
}

TEST(ReportFiles, WritesEveryKindWhole) {
  std::string wish;
  for (const ReportKind& kind : report_kinds())
    wish += (wish.empty() ? "" : ",") + std::string(kind.name) + "=out/" + std::string(kind.name);
  const Unreachable all({"--report", wish});
  EXPECT_EQ(all.run.exit, 3) << all.run.err;
  std::size_t files = 0;
  for (const auto& each : std::filesystem::directory_iterator(all.folder / "out")) {
    EXPECT_NE(find_report_kind(each.path().filename().string()), nullptr) << each.path();
    ++files;
  }
  EXPECT_EQ(files, report_kinds().size());
  for (const ReportKind& kind : report_kinds())
    EXPECT_NE(all.run.err.find(std::string(kind.title)), std::string::npos) << all.run.err;
}

TEST(ReportFiles, GivesStandardOutputToTheReportAlone) {
  const Unreachable run({"--report", "json=-"});
  EXPECT_EQ(run.run.exit, 3);
  EXPECT_TRUE(std::holds_alternative<Value>(read_json(run.run.out))) << run.run.out;
  EXPECT_NE(run.run.err.find("UNDECIDED"), std::string::npos) << run.run.err;
}

/// The same as a step of GitHub Actions.
TEST(ReportFiles, TellsGitHubWhereItRunsThere) {
  const Folder folder;
  write_file(folder / "summary.md", "before\n");
  const Finished run = run_program({"env",
                                    "GITHUB_ACTIONS=true",
                                    "GITHUB_STEP_SUMMARY=" + (folder / "summary.md").string(),
                                    CONFORM_BINARY,
                                    "run",
                                    "demo:http-status",
                                    "--target",
                                    "http://127.0.0.1:1"},
                                   folder.path());
  EXPECT_EQ(run.exit, 3);
  const std::string summary = read_file(folder / "summary.md");
  EXPECT_TRUE(summary.starts_with("before\n## ⚠️ conform:")) << summary;
  std::smatch token;
  const std::regex stopped("::stop-commands::(conform-[0-9a-f]{24})\n");
  ASSERT_TRUE(std::regex_search(run.out, token, stopped)) << run.out;
  const auto resumed = run.out.find("\n::" + token.str(1) + "::\n");
  EXPECT_NE(resumed, std::string::npos);
  EXPECT_LT(run.out.find("UNDECIDED"), resumed);
}

TEST(ReportFiles, TellsGitHubNothingElsewhere) {
  const Unreachable run({});
  EXPECT_EQ(run.run.out.find("::"), std::string::npos) << run.run.out;
}

TEST(ReportFiles, NamesFilesFromTheRootOfTheRepository) {
  const Folder folder;
  std::filesystem::create_directories(folder / "repo/.git");
  std::filesystem::create_directories(folder / "repo/api");
  const auto here = std::filesystem::current_path();
  std::filesystem::current_path(folder / "repo/api");
  EXPECT_EQ(name_in_repository("openapi.yaml"), "api/openapi.yaml");
  EXPECT_EQ(name_in_repository("./x/../openapi.yaml"), "api/openapi.yaml");
  EXPECT_EQ(name_in_repository("../openapi.yaml"), "openapi.yaml");
  EXPECT_EQ(name_in_repository((std::filesystem::current_path() / "a.yaml").string()), "api/a.yaml");
  EXPECT_EQ(name_in_repository("../../a.yaml"), "../../a.yaml");
  EXPECT_EQ(name_in_repository("/etc/a.yaml"), "/etc/a.yaml");
  EXPECT_EQ(name_in_repository("demo:http-status"), "demo:http-status");
  EXPECT_EQ(name_in_repository("https://h/a.yaml"), "https://h/a.yaml");
  std::filesystem::current_path(here);
}

TEST(ReportFiles, RemovesPartsOfAnEarlierReport) {
  const Folder folder;
  write_file(folder / "j-2.xml",
             "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"conform\"/>");
  write_file(folder / "k-2.xml", "mine");
  for (const std::string name : {"j.xml", "k.xml"})
    static_cast<void>(run_conform(
        {"run", "demo:http-status", "--target", "http://127.0.0.1:1", "--junit", name}, folder.path()));
  EXPECT_TRUE(std::filesystem::exists(folder / "j.xml"));
  EXPECT_FALSE(std::filesystem::exists(folder / "j-2.xml"));
  EXPECT_TRUE(std::filesystem::exists(folder / "k-2.xml"));
}

TEST(ReportFiles, WritesTheOthersWhenOneCannotBe) {
  const Unreachable run({"--report", "html=/dev/full,json=there.json,junit=/dev/null/x"});
  EXPECT_EQ(run.run.exit, 4);
  EXPECT_NE(run.run.err.find("cannot write `/dev/full`"), std::string::npos) << run.run.err;
  EXPECT_TRUE(std::holds_alternative<Value>(read_json(read_file(run.folder / "there.json"))));
}

}  // namespace
}  // namespace conform::testing
