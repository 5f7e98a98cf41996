#include "runner/document/document.hpp"
#include "tests/cli/mock_process.hpp"

#include <algorithm>
#include <regex>

#include <gtest/gtest.h>

// `conform run` as a user meets it: exit codes, what is printed, which files are there afterwards.

namespace conform::testing {
namespace {

const std::string demo_document = CONFORM_SOURCE_DIR "/specs/http-status.yaml";

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
    ++found;
  return found;
}

/// A port of 127.0.0.1 where nobody listens: a mock had it a moment ago.
std::string closed_port() {
  const Mock mock(demo_document);
  return mock.url;
}

TEST(Run, FindsNothingOnTheCleanMockOfTheDemo) {
  const Mock mock(demo_document);
  const Folder folder;
  const Finished run = run_conform({"run",
                                    demo_document,
                                    "--target",
                                    mock.url,
                                    "--junit",
                                    "junit.xml",
                                    "--html",
                                    "report.html",
                                    "--json",
                                    "r.json"},
                                   folder.path());
  EXPECT_EQ(run.exit, 0) << run.out << run.err;
  const std::string junit = read_file(folder / "junit.xml");
  EXPECT_GE(count(junit, "<testcase "), 89U);
  EXPECT_EQ(count(junit, "<failure"), 0U);
  EXPECT_EQ(count(junit, "<error"), 0U);
  EXPECT_EQ(count(junit, "<skipped"), 0U);
  EXPECT_NE(read_file(folder / "report.html").find("<!DOCTYPE html>"), std::string::npos);
  const auto results = read_json(read_file(folder / "r.json"));
  EXPECT_TRUE(std::holds_alternative<Value>(results));
  EXPECT_TRUE(std::filesystem::exists(folder / "conform-report/results.ndjson"));
}

TEST(Run, FindsABrokenRuleAndExitsWithOne) {
  const Mock mock(demo_document, {"--break", "http/405-lists-allow"});
  const Folder folder;
  const Finished run = run_conform({"run", demo_document, "--target", mock.url}, folder.path());
  EXPECT_EQ(run.exit, 1) << run.out << run.err;
  EXPECT_NE(run.out.find("http/405-lists-allow"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("GET /status/405"), std::string::npos) << run.out;
}

TEST(Run, SaysInOneSentenceThatNobodyListensAndStillWritesReports) {
  const Folder folder;
  const Finished run = run_conform(
      {"run", demo_document, "--target", closed_port(), "--junit", "junit.xml", "--html", "report.html"},
      folder.path());
  EXPECT_EQ(run.exit, 3) << run.out << run.err;
  EXPECT_EQ(count(run.out + run.err, "refused"), 1U) << run.out << run.err;
  EXPECT_GE(count(read_file(folder / "junit.xml"), "<testcase "), 89U);
  EXPECT_FALSE(read_file(folder / "report.html").empty());
}

TEST(Run, ShowsSeveralMistakesOfADocumentWithCarets) {
  const Folder folder;
  write_file(folder / "broken.yaml",
             "openapi: 3.0.3\ninfo: {title: Broken}\npaths:\n  /a:\n    gett: {}\n  b: {}\n");
  const Finished run = run_conform({"run", "broken.yaml", "--target", "http://127.0.0.1:1"}, folder.path());
  EXPECT_EQ(run.exit, 2);
  EXPECT_GE(count(run.err, "broken.yaml:"), 2U) << run.err;
  EXPECT_GE(count(run.err, "^"), 2U) << run.err;
  EXPECT_NE(run.err.find("`get`"), std::string::npos) << run.err;
}

/// A document whose one operation is described elsewhere.
std::string referring_to(const std::string& reference) {
  return "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a: {$ref: '" + reference + "'}\n";
}

constexpr std::string_view path_item =
    "get:\n  parameters:\n    - {name: q, in: query, required: true, schema: {$ref: 'schema.yaml'}}\n"
    "  responses: {'200': {description: OK}}\n";

TEST(Run, FollowsReferencesToFilesOfTheFolderAndOfAllowedOnes) {
  const Folder folder;
  for (const char* name : {"api/paths", "shared"})
    std::filesystem::create_directories(folder / name);
  for (const char* name : {"api/paths/a.yaml", "shared/a.yaml"})
    write_file(folder / name, std::string(path_item));
  for (const char* name : {"api/paths/schema.yaml", "shared/schema.yaml"})
    write_file(folder / name, "const: from-afar\n");
  write_file(folder / "api/api.yaml", referring_to("paths/a.yaml"));
  write_file(folder / "api/far.yaml", referring_to("../shared/a.yaml"));
  const Finished near = run_conform({"plan", "api.yaml"}, folder / "api");
  EXPECT_EQ(near.exit, 0) << near.err;
  EXPECT_NE(near.out.find("GET /a?q=from-afar"), std::string::npos) << near.out;
  const Finished refused = run_conform({"plan", "api/far.yaml"}, folder.path());
  EXPECT_EQ(refused.exit, 2);
  EXPECT_EQ(refused.err.find("api/far.yaml:4:14: error: `shared/a.yaml` lies outside the folder"), 0U)
      << refused.err;
  const Finished allowed = run_conform({"plan", "api/far.yaml", "--allow-refs", "shared"}, folder.path());
  EXPECT_EQ(allowed.exit, 0) << allowed.err;
  EXPECT_NE(allowed.out.find("GET /a?q=from-afar"), std::string::npos) << allowed.out;
}

TEST(Run, FetchesWhatReferencesNameOnlyWhenAllowed) {
  const Folder folder;
  write_file(folder / "server.yaml", R"(openapi: 3.1.0
info: {title: Server of documents, version: '1'}
paths:
  /path-item.json:
    get:
      responses:
        '200':
          description: A Path Item Object.
          content:
            application/json:
              example:
                get:
                  parameters: [{name: q, in: query, required: true, schema: {$ref: schema.json}}]
                  responses: {'200': {description: OK}}
  /schema.json:
    get:
      responses: {'200': {description: A schema., content: {application/json: {example: {const: fetched}}}}}
)");
  const Mock mock(folder / "server.yaml");
  write_file(folder / "api.yaml", referring_to(mock.url + "/path-item.json"));
  const Finished refused = run_conform({"plan", "api.yaml"}, folder.path());
  EXPECT_EQ(refused.exit, 2);
  EXPECT_NE(refused.err.find("nothing is fetched"), std::string::npos) << refused.err;
  const Finished allowed = run_conform({"plan", "api.yaml", "--allow-remote-refs"}, folder.path());
  EXPECT_EQ(allowed.exit, 0) << allowed.err;
  EXPECT_NE(allowed.out.find("GET /a?q=fetched"), std::string::npos) << allowed.out << allowed.err;

  write_file(folder / "api.yaml", referring_to(mock.url + "/nothing.json"));
  const Finished missing = run_conform({"plan", "api.yaml", "--allow-remote-refs"}, folder.path());
  EXPECT_EQ(missing.exit, 2);
  EXPECT_NE(missing.err.find("cannot be fetched: the answer is 404."), std::string::npos) << missing.err;
  write_file(folder / "api.yaml", referring_to(closed_port() + "/a.json"));
  const Finished silent = run_conform({"plan", "api.yaml", "--allow-remote-refs"}, folder.path());
  EXPECT_EQ(silent.exit, 2);
  EXPECT_NE(silent.err.find("refused"), std::string::npos) << silent.err;
}

TEST(Run, LeavesOutAFaultyOperationAndIsNotGreen) {
  const Folder folder;
  write_file(
      folder / "api.yaml",
      "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n"
      "  /good: {get: {responses: {'200': {description: OK}}}}\n"
      "  /bad: {get: {operationId: bad, responses: {'200': {$ref: '#/components/responses/None'}}}}\n");
  const Mock mock(folder / "api.yaml");
  const std::string sentence = "A mistake in the document, at api.yaml:5:60: `#/components/responses/None` "
                               "leads nowhere: the document has no member `components`.";
  const std::vector<std::string> words = {
      "run", "api.yaml", "--target", mock.url, "--probes", "none", "--junit", "j.xml", "--html", "r.html"};
  const Finished run = run_conform(words, folder.path());
  EXPECT_EQ(run.exit, 3) << run.out << run.err;
  EXPECT_NE(run.err.find("api.yaml:5:60: error:"), std::string::npos) << run.err;
  EXPECT_NE(run.out.find("1 passed, 0 failed, 0 undecided, 1 not judged"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("api.yaml:5:60"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("the document has mistakes"), std::string::npos) << run.out;
  EXPECT_NE(read_file(folder / "j.xml").find("<skipped message=\"" + sentence), std::string::npos);
  EXPECT_NE(read_file(folder / "r.html").find("A mistake in the document, at api.yaml:5:60"),
            std::string::npos);
  EXPECT_EQ(run_conform({"report", "conform-report/results.ndjson"}, folder.path()).exit, 3);
  const Finished plan = run_conform({"plan", "api.yaml"}, folder.path());
  EXPECT_EQ(plan.exit, 3);
  EXPECT_NE(plan.out.find("not judged: " + sentence), std::string::npos) << plan.out;

  std::vector<std::string> without = words;
  without.insert(without.end(), {"--exclude", "bad"});
  EXPECT_EQ(run_conform(without, folder.path()).exit, 0);
}

TEST(Run, IsNotGreenForAMistakeThatBelongsToNoOperation) {
  const Folder folder;
  write_file(folder / "api.yaml",
             "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n"
             "  /good: {get: {responses: {'200': {description: OK}}}}\n  /bad: {gett: {}}\n");
  const Mock mock(folder / "api.yaml");
  const Finished run = run_conform({"run", "api.yaml", "--target", mock.url}, folder.path());
  EXPECT_EQ(run.exit, 3) << run.out << run.err;
  EXPECT_NE(run.out.find("the document has mistakes"), std::string::npos) << run.out;
}

TEST(Run, ExitsWithFiveWhenNothingIsSelected) {
  const Folder folder;
  const Finished run = run_conform({"run",
                                    demo_document,
                                    "--target",
                                    "http://127.0.0.1:1",
                                    "--include",
                                    "/status/40x",
                                    "--junit",
                                    "j.xml"},
                                   folder.path());
  EXPECT_EQ(run.exit, 5) << run.out << run.err;
  EXPECT_NE(run.err.find("did you mean"), std::string::npos) << run.err;
  EXPECT_FALSE(read_file(folder / "j.xml").empty());
}

TEST(Run, SelectsByPattern) {
  const Mock mock(demo_document);
  const Folder folder;
  const Finished run = run_conform({"run",
                                    demo_document,
                                    "--target",
                                    mock.url,
                                    "--include",
                                    "/status/40*",
                                    "--exclude",
                                    "GET /status/404",
                                    "--depth",
                                    "smoke",
                                    "--probes",
                                    "none",
                                    "--junit",
                                    "j.xml"},
                                   folder.path());
  EXPECT_EQ(run.exit, 0) << run.out << run.err;
  const std::string junit = read_file(folder / "j.xml");
  EXPECT_EQ(count(junit, "<testcase "), 9U);
  EXPECT_EQ(count(junit, "/status/404"), 0U);
}

TEST(Run, RefusesWrongUsageWithASentence) {
  const Folder folder;
  const Finished nothing = run_conform({"run", demo_document}, folder.path());
  EXPECT_EQ(nothing.exit, 2);
  EXPECT_NE(nothing.err.find("--target"), std::string::npos);
  const Finished rule = run_conform(
      {"run", demo_document, "--target", "http://127.0.0.1:1", "--rule", "http/405-list-allow=off"},
      folder.path());
  EXPECT_EQ(rule.exit, 2);
  EXPECT_NE(rule.err.find("Did you mean `http/405-lists-allow`?"), std::string::npos) << rule.err;
  const Finished header =
      run_conform({"run", demo_document, "--target", "http://127.0.0.1:1", "-H", "no colon"});
  EXPECT_EQ(header.exit, 2);
  EXPECT_NE(header.err.find("Name: value"), std::string::npos) << header.err;
}

TEST(Run, SaysWhichFileIsMissing) {
  const Finished run = run_conform({"run", "/nowhere/api.yaml", "--target", "http://127.0.0.1:1"});
  EXPECT_NE(run.exit, 0);
  EXPECT_NE(run.err.find("/nowhere/api.yaml"), std::string::npos) << run.err;
}

TEST(Run, KeepsGivenCredentialsOutOfEverything) {
  const Mock mock(demo_document, {"--break", "http/405-lists-allow"});
  const Folder folder;
  const Finished run = run_conform({"run",
                                    demo_document,
                                    "--target",
                                    mock.url,
                                    "-u",
                                    "alice:open-sesame-42",
                                    "-H",
                                    "X-Api-Key: key-4711-secret",
                                    "--junit",
                                    "j.xml",
                                    "--html",
                                    "r.html",
                                    "--json",
                                    "r.json"},
                                   folder.path());
  EXPECT_EQ(run.exit, 1);
  std::string everything = run.out + run.err;
  for (const char* name : {"j.xml", "r.html", "r.json", "conform-report/results.ndjson"}) {
    const std::string text = read_file(folder / name);
    EXPECT_FALSE(text.empty()) << name;
    everything += text;
  }
  for (const char* secret : {"open-sesame-42", "key-4711-secret", "YWxpY2U6b3Blbi1zZXNhbWUtNDI="})
    EXPECT_EQ(count(everything, secret), 0U) << secret;
}

TEST(Run, RendersTheSameReportsAgainFromTheJournal) {
  const Mock mock(demo_document, {"--break", "http/405-lists-allow"});
  const Folder folder;
  const Finished run =
      run_conform({"run", demo_document, "--target", mock.url, "--junit", "a.xml"}, folder.path());
  const Finished again =
      run_conform({"report", "conform-report/results.ndjson", "--junit", "b.xml"}, folder.path());
  EXPECT_EQ(again.exit, run.exit);
  EXPECT_EQ(again.out, run.out);
  EXPECT_EQ(read_file(folder / "a.xml"), read_file(folder / "b.xml"));
}

/// JUnit of a run, without what tells the time.
std::string junit_of(std::vector<std::string> words, const std::string& url) {
  const Folder folder;
  words.insert(words.begin(), "run");
  words.insert(words.end(), {"--target", url, "--junit", "junit.xml"});
  EXPECT_EQ(run_conform(words, folder.path()).exit, 1);
  const std::regex times(R"re( (time|timestamp)="[^"]*"|Date: [^\n]*)re");
  return std::regex_replace(read_file(folder / "junit.xml"), times, "");
}

TEST(Run, IsTheSameTwiceButForTimes) {
  const Mock mock(demo_document, {"--break", "http/405-lists-allow"});
  const std::vector<std::string> words = {demo_document};
  const std::string first = junit_of(words, mock.url);
  EXPECT_NE(first.find("http/405-lists-allow"), std::string::npos);
  EXPECT_EQ(first, junit_of(words, mock.url));
}

TEST(Run, IsTheSameTwiceWithAllThatIsPlannedForDepth) {
  const std::string library = CONFORM_SOURCE_DIR "/tests/defects/library.yaml";
  const std::vector<std::string> words = {library, "--depth", "deep", "--max-cases", "12"};
  const Folder folder;
  const auto plan = [&] {
    std::vector<std::string> all = {"plan", "--format", "json"};
    all.insert(all.end(), words.begin(), words.end());
    return run_conform(all, folder.path()).out;
  };
  const std::string planned = plan();
  EXPECT_GT(count(planned, "\"kind\":\"fuzz\""), 40U);
  EXPECT_EQ(planned, plan());

  const Mock mock(library, {"--break", "http/date-present"});
  const std::string first = junit_of(words, mock.url);
  EXPECT_NE(first.find("fuzz"), std::string::npos);
  EXPECT_EQ(first, junit_of(words, mock.url));
}

TEST(Explain, ShowsWhatAProbeSendsAndItsExamplesStepByStep) {
  const Folder folder;
  const Finished run = run_conform({"explain", "http/if-none-match-gives-304"}, folder.path());
  EXPECT_EQ(run.exit, 0) << run.err;
  EXPECT_NE(run.out.find("If-None-Match:\n            ${get.field.ETag}"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("to `if-none-match`:\n      HTTP/1.1 304 Not Modified"), std::string::npos)
      << run.out;
}

// The places that a DELETE needs are asked for first. Whoever stops the run then has sent nothing else.
TEST(Run, SendsNothingAfterASignalWhileListsAreAsked) {
  const Folder folder;
  write_file(folder / "api.yaml",
             "openapi: 3.0.3\n"
             "info: {title: t, version: '1'}\n"
             "paths:\n"
             "  /books:\n"
             "    get: {responses: {'200': {description: d, content: {application/json: {schema: {type: "
             "array}}}}}}\n"
             "  /books/{bookId}:\n"
             "    delete:\n"
             "      parameters: [{name: bookId, in: path, required: true, schema: {type: integer}}]\n"
             "      responses: {'204': {description: d}}\n");
  const std::string log = (folder / "log").string();
  Background server({CONFORM_SOURCE_DIR "/tests/data/silent_server.py", log});
  const std::string url = server.wait_for("(http://127\\.0\\.0\\.1:[0-9]+) ");
  const std::string script = "\"$0\" run api.yaml --target \"$1\" & run=$!\n"
                             "until test -s log; do sleep 0.01; done\n"
                             "kill -TERM $run; sleep 0.1; kill -TERM $run; wait $run";
  const Finished run = run_program({"bash", "-c", script, CONFORM_BINARY, url}, folder.path());
  EXPECT_EQ(run.exit, 130) << run.out << run.err;
  EXPECT_EQ(run.err, "conform: interrupted before a case was sent.\n");
  EXPECT_EQ(read_file(folder / "log"), "GET /books HTTP/1.1\r\n");
}

TEST(Run, CallsANamedFileThatIsNotThereTheUsersMistake) {
  const std::vector<std::string> start = {"plan", demo_document};
  for (const char* option : {"--config", "--suite", "--diff"}) {
    std::vector<std::string> words = start;
    words.insert(words.end(), {option, "not-there"});
    const Finished plan = run_conform(words);
    EXPECT_EQ(plan.exit, 2) << option;
    EXPECT_NE(plan.err.find("not-there: error: The "), std::string::npos) << plan.err;
  }
}

TEST(Run, PrintsWhatTheReadmeShows) {
  const std::string readme = read_file(CONFORM_SOURCE_DIR "/README.md");
  const std::string command = "$ conform run demo:http-status --target http://127.0.0.1:8099\n";
  const auto begin = readme.find(command) + command.size();
  ASSERT_LT(begin, readme.size());
  const std::string shown = readme.substr(begin, readme.find("```", begin) - begin);
  const Mock mock(demo_document, {"--break", "http/405-lists-allow"});
  const Folder folder;
  const Finished run =
      run_conform({"run", "demo:http-status", "--target", mock.url, "--color", "never"}, folder.path());
  // The port, and what the moment decides.
  const auto settled = [](std::string text) {
    text = std::regex_replace(text, std::regex("127\\.0\\.0\\.1:[0-9]+"), "127.0.0.1");
    return std::regex_replace(text, std::regex("on [0-9]+ connections in [0-9.]+ s"), "on some connections");
  };
  EXPECT_EQ(settled(run.out), settled(shown));
}

}  // namespace
}  // namespace conform::testing
