#include "tests/cli/mock_process.hpp"
#include "tests/cli/process.hpp"

#include "runner/cli/command_line.hpp"

#include <algorithm>
#include <cstdlib>

#include <gtest/gtest.h>

// conform.yaml and the command line together: what each command makes of both.

namespace conform {
namespace {

using testing::Folder;
using testing::write_file;

/// A folder with a conform.yaml; the document beside it is never read here.
struct Project {
  explicit Project(const std::string& configuration) { write_file(folder / "conform.yaml", configuration); }

  [[nodiscard]] Command asked(std::vector<std::string> words) const {
    words.insert(words.begin(), "conform");
    std::vector<const char*> argv;
    for (std::string& word : words) {
      if (word == "SPEC") word = (folder / "api.yaml").string();
      argv.push_back(word.c_str());
    }
    return parse_command_line(static_cast<int>(argv.size()), argv.data());
  }

  /// The run, or one that fails the test.
  [[nodiscard]] RunCommand run(std::vector<std::string> words) const {
    words.insert(words.begin(), {"run", "SPEC"});
    Command command = asked(std::move(words));
    if (auto* run = std::get_if<RunCommand>(&command)) return std::move(*run);
    ADD_FAILURE() << std::get<NoCommand>(command).text;
    return {};
  }

  /// What is said instead, with the folder left out.
  [[nodiscard]] std::string refusal(std::vector<std::string> words) const {
    const Command command = asked(std::move(words));
    const auto* none = std::get_if<NoCommand>(&command);
    if (none == nullptr) return "nothing";
    EXPECT_EQ(none->exit, 2);
    std::string text = none->text;
    const std::string here = folder.path().string() + "/";
    for (auto at = text.find(here); at != std::string::npos; at = text.find(here))
      text.erase(at, here.size());
    return text;
  }

  Folder folder{};
};

TEST(Configuration, StandsForOptions) {
  const Project project(R"(target: http://127.0.0.1:9/base
include: [GET /a, /b]
exclude: /c
read-only: true
discover: false
level: should
depth: deep
probes: [safe, negotiation]
seed: 42
fail-on: warn
jobs: 3
timeout: 2.5
connect-timeout: 1
max-response: 4kb
max-cases: 17
max-total: 170
repeat: 2
confirm: 0
shrink: off
cacert: ca.pem
insecure: true
journal: out/results.ndjson
suites: more.yaml
)");
  const RunCommand run = project.run({});
  EXPECT_EQ(run.target, "http://127.0.0.1:9/base");
  EXPECT_EQ(run.contract.selection.include, (std::vector<std::string>{"GET /a", "/b"}));
  EXPECT_EQ(run.contract.selection.exclude, std::vector<std::string>{"/c"});
  EXPECT_EQ(run.contract.methods, PlanOptions::Methods::safe);
  EXPECT_FALSE(run.discover);
  EXPECT_EQ(run.least, Level::should);
  EXPECT_EQ(run.contract.depth, Depth::deep);
  EXPECT_EQ(run.contract.probes, (std::vector<ProbeClass>{ProbeClass::safe, ProbeClass::negotiation}));
  EXPECT_EQ(run.contract.seed, 42U);
  EXPECT_EQ(run.reports.fail_on, Weight::warn);
  EXPECT_EQ(run.wire.jobs, 3U);
  EXPECT_EQ(run.wire.response_timeout, std::chrono::milliseconds(2500));
  EXPECT_EQ(run.wire.connect_timeout, std::chrono::seconds(1));
  EXPECT_EQ(run.wire.limits.content, 4096U);
  EXPECT_EQ(run.contract.most_per_operation, 17U);
  EXPECT_EQ(run.contract.most_in_all, 170U);
  EXPECT_EQ(run.rounds, 2U);
  EXPECT_EQ(run.confirm, 0U);
  EXPECT_EQ(run.shrink, Shrink::off);
  EXPECT_EQ(run.wire.tls.ca_file, project.folder / "ca.pem");
  EXPECT_FALSE(run.wire.tls.verify);
  EXPECT_EQ(run.journal, project.folder / "out/results.ndjson");
  EXPECT_EQ(run.contract.suites, std::vector<std::string>{project.folder / "more.yaml"});
}

TEST(Configuration, YieldsToTheCommandLine) {
  const Project project("jobs: 3\ninclude: [a, b]\ndiscover: false\nshrink: off\ndepth: deep\n"
                        "headers: { X-Team: a, X-Other: b }\nreports: { junit: a.xml, html: a.html }\n");
  const RunCommand run = project.run({"--jobs",
                                      "5",
                                      "--include",
                                      "c",
                                      "--discover",
                                      "--shrink",
                                      "unsafe",
                                      "-H",
                                      "x-team: mine",
                                      "--junit",
                                      "b.xml"});
  EXPECT_EQ(run.wire.jobs, 5U);
  EXPECT_EQ(run.contract.selection.include, std::vector<std::string>{"c"});
  EXPECT_TRUE(run.discover);
  EXPECT_EQ(run.shrink, Shrink::unsafe);
  EXPECT_EQ(run.contract.depth, Depth::deep);
  EXPECT_EQ(run.contract.fields, (std::vector<Field>{{"x-team", "mine"}, {"X-Other", "b"}}));
  ASSERT_EQ(run.reports.files.size(), 2U);
  EXPECT_EQ(run.reports.files[0].path, "b.xml");
  EXPECT_EQ(run.reports.files[1].path, project.folder / "a.html");
  EXPECT_EQ(project.run({"--no-config"}).wire.jobs, WireOptions().jobs);
}

constexpr const char* two_targets = R"(target: local
jobs: 3
headers: { X-Team: a, X-Both: b }
auth: { key: weak-81, other: both-82 }
targets:
  local: http://127.0.0.1:8080
  staging:
    url: https://staging.example/api
    jobs: 2
    read-only: true
    cacert: ca.pem
    headers: { x-team: c, Authorization: Bearer header-83 }
    auth: { key: strong-84 }
)";

TEST(Configuration, NamesTargets) {
  const Project project(two_targets);
  const RunCommand local = project.run({});
  EXPECT_EQ(local.target, "http://127.0.0.1:8080");
  EXPECT_EQ(local.wire.jobs, 3U);
  EXPECT_EQ(local.contract.fields, (std::vector<Field>{{"X-Team", "a"}, {"X-Both", "b"}}));

  const RunCommand staging = project.run({"--target", "staging"});
  EXPECT_EQ(staging.target, "https://staging.example/api");
  EXPECT_EQ(staging.wire.jobs, 2U);
  EXPECT_EQ(staging.contract.methods, PlanOptions::Methods::safe);
  EXPECT_EQ(staging.wire.tls.ca_file, project.folder / "ca.pem");
  EXPECT_EQ(staging.contract.fields,
            (std::vector<Field>{{"x-team", "c"}, {"Authorization", "Bearer header-83"}, {"X-Both", "b"}}));
  std::string given;
  for (const GivenCredential& one : staging.contract.auth.given)
    given += one.scheme + "=" + one.text + " ";
  EXPECT_EQ(given, "key=strong-84 other=both-82 ");
  const auto& secrets = staging.contract.secrets;
  EXPECT_NE(std::ranges::find(secrets, "header-83"), secrets.end());

  EXPECT_EQ(project.run({"--target", "staging", "--jobs", "9"}).wire.jobs, 9U);
  const RunCommand by_url = project.run({"--target", "http://other.example"});
  EXPECT_EQ(by_url.target, "http://other.example");
  EXPECT_EQ(by_url.contract.methods, PlanOptions::Methods::all);
}

TEST(Configuration, SaysWhichTargetsThereAre) {
  const Project project(two_targets);
  EXPECT_EQ(project.refusal({"run", "SPEC", "--target", "stagign"}),
            "conform: The configuration has no target `stagign`. Did you mean `staging`?\n");
  EXPECT_EQ(project.refusal({"plan", "SPEC", "--target", "production"}),
            "conform: The configuration has no target `production`. There are `local`, `staging`.\n");
}

TEST(Configuration, ConcernsOtherCommandsAsFarAsTheyHaveTheOptions) {
  const Project project("target: http://a.example/b\ndepth: smoke\nsuites: s.yaml\nallow-refs: [more]\n"
                        "jobs: 3\nheaders: { X-Team: a }\n");
  const Command planned = project.asked({"plan", "SPEC"});
  const auto& plan = std::get<PlanCommand>(planned);
  EXPECT_EQ(plan.target, "http://a.example/b");
  EXPECT_EQ(plan.contract.depth, Depth::smoke);
  EXPECT_EQ(plan.contract.fields, (std::vector<Field>{{"X-Team", "a"}}));
  for (const char* name : {"lint", "mock"}) {
    const Command command = project.asked({name, "SPEC"});
    const ContractArguments& contract = std::string(name) == "lint" ? std::get<LintCommand>(command).contract
                                                                    : std::get<MockCommand>(command).contract;
    EXPECT_EQ(contract.suites, std::vector<std::string>{project.folder / "s.yaml"});
    EXPECT_EQ(contract.reference_folders, std::vector<std::string>{project.folder / "more"});
  }
}

TEST(Configuration, OfAReportIsNamedAndHasItsFiles) {
  const Project project("reports: { junit: out/a.xml }\nfail-on: note\ntarget: http://a.example\n");
  const Command plain = project.asked({"report", "results.ndjson"});
  EXPECT_TRUE(std::get<ReportCommand>(plain).reports.files.empty());
  const std::string file = project.folder / "conform.yaml";
  const Command configured = project.asked({"report", "results.ndjson", "--config", file});
  const ReportArguments& reports = std::get<ReportCommand>(configured).reports;
  EXPECT_EQ(reports.fail_on, Weight::note);
  ASSERT_EQ(reports.files.size(), 1U);
  EXPECT_EQ(reports.files[0].path, project.folder / "out/a.xml");
}

// All of them in one go, whichever command meets them.
TEST(Configuration, ShowsAllMistakesWithPlacesAndCarets) {
  const Project project(R"(jobs: 1000
dept: smoke
depth: smok
target: stagin
rules: { http/405-lists-alow: off }
exceptions: [{ rule: http/date-presnt, reason: Old. }]
headers: { "a b": c }
targets:
  staging: { url: "ftp://a", timeout: soon }
)");
  const std::string expected = R"(conform.yaml:1:7: error: Value 1000 not in range 1 to 512.
    1 | jobs: 1000
      |       ^
conform.yaml:2:1: error: The configuration has no key `dept`.
    2 | dept: smoke
      | ^
      = Did you mean `depth`?
conform.yaml:3:8: error: `smok` is none of smoke, standard and deep; did you mean `smoke`?
    3 | depth: smok
      |        ^
conform.yaml:4:9: error: The configuration has no target `stagin`.
    4 | target: stagin
      |         ^
      = Did you mean `staging`?
)";
  for (const char* command : {"run", "plan", "lint", "mock"}) {
    const std::string text = project.refusal({command, "SPEC"});
    EXPECT_EQ(text.substr(0, expected.size()), expected) << command;
    for (const char* part : {"9:39: error: ",
                             "9:3: error: ",
                             "7:12: error: `a b` is no field name (RFC 9110 §5.1).",
                             "5:10: error: There is no rule `http/405-lists-alow`.",
                             "6:22: error: There is no rule `http/date-presnt`.",
                             "Did you mean `http/date-present`?"})
      EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
}

TEST(Configuration, HidesSecretsInWhatItShows) {
  ::setenv("CONFORM_TEST_KEY", "key-from-environment-91", 1);
  const Project project(
      "headers: { X-Api-Key: written-secret-92, \"a b\": c, Cookie: \"a=cookie-secret-93\" }\n");
  const std::string text = project.refusal({"run", "SPEC"});
  EXPECT_NE(text.find("no field name"), std::string::npos) << text;
  EXPECT_EQ(text.find("secret-9"), std::string::npos) << text;
  const Project good("headers: { X-Api-Key: \"${CONFORM_TEST_KEY}\" }\n");
  const RunCommand run = good.run({"--target", "http://a.example"});
  EXPECT_EQ(run.contract.secrets, std::vector<std::string>{"key-from-environment-91"});
}

TEST(Configuration, KeepsItsSecretsOutOfEverythingThatARunWrites) {
  const testing::Mock mock("demo:bookshop", {"--break", "http/date-present"});
  const Project project("target: there\nheaders: { X-Api-Key: secret-of-all-94 }\n"
                        "reports: { junit: j.xml, html: r.html, json: r.json }\n"
                        "targets:\n  there:\n    url: " +
                        mock.url +
                        "/v1\n    headers: { Authorization: Bearer secret-of-target-95 }\n"
                        "    auth: { key: secret-of-scheme-96 }\n");
  std::filesystem::copy_file(CONFORM_SOURCE_DIR "/specs/bookshop.yaml", project.folder / "api.yaml");
  const testing::Finished run =
      testing::run_conform({"run", "api.yaml", "--depth", "smoke"}, project.folder.path());
  EXPECT_EQ(run.exit, 1) << run.out << run.err;
  const testing::Finished plan =
      testing::run_conform({"plan", "api.yaml", "--format", "curl"}, project.folder.path());
  EXPECT_NE(plan.out.find("X-Api-Key: •••"), std::string::npos) << plan.out.substr(0, 2000);
  std::string everything = run.out + run.err + plan.out + plan.err;
  for (const char* name : {"j.xml", "r.html", "r.json", "conform-report/results.ndjson"}) {
    const std::string text = testing::read_file(project.folder / name);
    EXPECT_FALSE(text.empty()) << name;
    everything += text;
  }
  for (const char* secret : {"secret-of-all-94", "secret-of-target-95", "secret-of-scheme-96"})
    EXPECT_EQ(everything.find(secret), std::string::npos) << secret;
}

}  // namespace
}  // namespace conform
