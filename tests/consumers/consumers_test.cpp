#include "reports/ctrf/ctrf.hpp"
#include "reports/har/har.hpp"
#include "reports/junit/junit.hpp"
#include "reports/sarif/run_sarif.hpp"
#include "runner/document/document.hpp"
#include "runner/schema/schema.hpp"
#include "tests/cli/process.hpp"
#include "tests/reports/samples.hpp"

#include <gtest/gtest.h>
#include <pugixml.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

// Programs that others wrote read what we write, and see in it what we meant.

namespace conform::testing {
namespace {

const std::string consumers = CONFORM_CONSUMERS;
const std::string here = CONFORM_SOURCE_DIR "/tests/consumers";

/// Debian's own: what python3-junitparser brings is there and nowhere else.
constexpr const char* python = "/usr/bin/python3";

/// A test case as a consumer sees it.
struct Seen {
  std::string status{};
  std::string suite{};
  std::string name{};
  std::string message{};
};

std::string junit_of(const Results& results, JUnitDialect dialect) {
  std::ostringstream out;
  JUnitOptions options;
  options.dialect = dialect;
  write_junit(results, options, out);
  return out.str();
}

/// What stands in the file, by pugixml, which the other tests trust.
std::vector<Seen> written_in(const std::string& junit) {
  pugi::xml_document document;
  EXPECT_TRUE(document.load_buffer(junit.data(), junit.size()));
  const std::map<std::string, std::string> statuses = {
      {"failure", "failed"}, {"error", "error"}, {"skipped", "skipped"}};
  std::vector<Seen> all;
  for (const auto suite : document.child("testsuites").children("testsuite")) {
    for (const auto test : suite.children("testcase")) {
      Seen seen{"passed", test.attribute("classname").value(), test.attribute("name").value(), ""};
      for (const auto& [element, status] : statuses) {
        if (!test.child(element.c_str())) continue;
        seen.status = status;
        seen.message = test.child(element.c_str()).attribute("message").value();
      }
      all.push_back(seen);
    }
  }
  return all;
}

std::string installation_log() {
  if (std::filesystem::exists(consumers + "/installed")) return {};
  const bool was_tried = std::filesystem::exists(consumers + "/install.log");
  return was_tried ? read_file(consumers + "/install.log")
                   : "Nothing is installed: run tests/consumers/install.sh " + consumers;
}

/// A parser, and what it does not tell apart.
struct Parser {
  std::string name{};
  std::vector<std::string> words{};  ///< without the file
  enum class Errors { apart, as_failures } errors = Errors::apart;
  enum class Reasons { told, left_out } reasons = Reasons::told;  ///< of what was skipped
  enum class References {
    once,
    twice
  } references = References::once;  ///< how often `&amp;` of a message is resolved
};

std::ostream& operator<<(std::ostream& out, const Parser& parser) { return out << parser.name; }

std::vector<Parser> parsers() {
  const auto node = [](const std::string& name) {
    return std::vector<std::string>{"node", here + "/read_junit.mjs", consumers, name};
  };
  const auto in_python = [](const std::string& name) {
    return std::vector<std::string>{python, here + "/read_junit.py", name};
  };
  using Errors = Parser::Errors;
  using Reasons = Parser::Reasons;
  return {{"junit2json", node("junit2json"), Errors::apart, Reasons::told},
          {"junitxml-to-javascript", node("junitxml-to-javascript"), Errors::as_failures, Reasons::told},
          {"test-results-parser",
           node("test-results-parser"),
           Errors::as_failures,
           Reasons::left_out,
           Parser::References::twice},
          {"junit-to-ctrf", node("junit-to-ctrf"), Errors::as_failures, Reasons::left_out},
          {"junitparser", in_python("junitparser"), Errors::apart, Reasons::told},
          {"expat", in_python("expat"), Errors::apart, Reasons::told}};
}

std::vector<Seen> seen_by(const Parser& parser, const std::string& file) {
  std::vector<std::string> words = parser.words;
  words.push_back(file);
  const Finished ran = run_program(words);
  EXPECT_EQ(ran.exit, 0) << ran.out << ran.err;
  const auto read = read_json(ran.out);
  const Value* const list = std::get_if<Value>(&read);
  std::vector<Seen> all;
  if (list == nullptr || !list->is_array()) return all;
  for (const Value& each : list->array()) {
    const Array& parts = each.array();
    all.push_back({parts[0].string(), parts[1].string(), parts[2].string(), parts[3].string()});
  }
  return all;
}

std::string as_seen(std::string text, const Parser& parser) {
  const std::string reference = "&amp;";
  if (parser.references == Parser::References::once) return text;
  for (auto at = text.find(reference); at != text.npos; at = text.find(reference, at + 1))
    text.replace(at, reference.size(), "&");
  return text;
}

class JUnitConsumer : public ::testing::TestWithParam<Parser> {};

TEST_P(JUnitConsumer, SeesCountsNamesAndMessages) {
  const Parser& parser = GetParam();
  ASSERT_EQ(installation_log(), "");
  for (const JUnitDialect dialect : {JUnitDialect::standard, JUnitDialect::strict}) {
    const Folder folder;
    const std::string junit = junit_of(mixed_run(), dialect);
    write_file(folder / "TEST-conform.xml", junit);
    const std::vector<Seen> expected = written_in(junit);
    const std::vector<Seen> seen = seen_by(parser, (folder / "TEST-conform.xml").string());
    ASSERT_EQ(seen.size(), expected.size());
    for (std::size_t at = 0; at < seen.size(); ++at) {
      const bool is_merged = expected[at].status == "error" && parser.errors == Parser::Errors::as_failures;
      EXPECT_EQ(seen[at].status, is_merged ? "failed" : expected[at].status) << expected[at].name;
      EXPECT_EQ(seen[at].suite, expected[at].suite);
      EXPECT_EQ(seen[at].name, expected[at].name);
      const bool is_silent = expected[at].status == "skipped" && parser.reasons == Parser::Reasons::left_out;
      EXPECT_EQ(seen[at].message, is_silent ? "" : as_seen(expected[at].message, parser))
          << expected[at].name;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Parsers, JUnitConsumer, ::testing::ValuesIn(parsers()), [](const auto& each) {
  std::string name = each.param.name;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(JUnitSchemas, AcceptTheStrictDialect) {
  const Folder folder;
  const std::vector<Results> runs = {mixed_run(), small_run(), hostile_run(), large_run(300), Results{}};
  for (const Results& run : runs) {
    write_file(folder / "strict.xml", junit_of(run, JUnitDialect::strict));
    for (const std::string schema : {"xunit-rules.xsd", "ant-rules.xsd"}) {
      const Finished ran = run_program({"xmllint",
                                        "--noout",
                                        "--huge",
                                        "--schema",
                                        here + "/" + schema,
                                        (folder / "strict.xml").string()});
      EXPECT_EQ(ran.exit, 0) << schema << "\n" << ran.err.substr(0, 2000);
    }
  }
}

TEST(JUnitSchemas, RefuseWhatTheyDoNotKnow) {
  const Folder folder;
  write_file(folder / "default.xml", junit_of(mixed_run(), JUnitDialect::standard));
  for (const std::string schema : {"xunit-rules.xsd", "ant-rules.xsd"})
    EXPECT_NE(run_program(
                  {"xmllint", "--noout", "--schema", here + "/" + schema, (folder / "default.xml").string()})
                  .exit,
              0);
}

TEST(JUnitNames, AreUniqueAndTheSameInEveryRun) {
  Results again = mixed_run();
  std::reverse(again.cases.begin(), again.cases.end());
  for (CaseResult& result : again.cases) {
    result.outcome = Outcome::passed;
    result.findings.clear();
    result.duration *= 7;
  }
  const auto names = [](const Results& results) {
    std::set<std::string> all;
    for (const Seen& seen : written_in(junit_of(results, JUnitDialect::standard)))
      EXPECT_TRUE(all.insert(seen.suite + " / " + seen.name).second) << seen.name;
    return all;
  };
  EXPECT_EQ(names(mixed_run()), names(again));
}

std::string rendered(void (*write)(const Results&, std::ostream&), const Results& results) {
  std::ostringstream out;
  write(results, out);
  return out.str();
}

std::size_t kept_exchanges(const Results& results) {
  std::size_t count = 0;
  for (const CaseResult& result : results.cases)
    count += static_cast<std::size_t>(
        std::ranges::count_if(result.exchanges, [](const auto& one) { return !one.sent.empty(); }));
  return count;
}

/// What a validator from npm says of a file.
void expect_accepted(const std::string& kind, const std::string& text, std::size_t count) {
  ASSERT_EQ(installation_log(), "");
  const Folder folder;
  write_file(folder / "report.json", text);
  const Finished ran =
      run_program({"node", here + "/check_json.mjs", consumers, kind, (folder / "report.json").string()});
  EXPECT_EQ(ran.exit, 0) << ran.err.substr(0, 2000);
  EXPECT_EQ(ran.out, std::to_string(count) + "\n");
}

TEST(Har, IsReadByAValidator) {
  for (const Results& run : {mixed_run(), hostile_run(), clustered_run()})
    expect_accepted("har", rendered(write_har, run), kept_exchanges(run));
}

TEST(Ctrf, IsReadByItsReferenceImplementation) {
  for (const Results& run : {mixed_run(), hostile_run(), large_run(50)}) {
    std::ostringstream out;
    write_ctrf(run, Weight::fail, as_named, out);
    expect_accepted("ctrf", out.str(), run.cases.size());
  }
}

TEST(Sarif, FitsItsSchema) {
  ASSERT_EQ(installation_log(), "");
  const std::string path =
      consumers + "/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";
  Diagnostics diagnostics;
  Library library;
  const Document* const document = library.open(read_source(path), diagnostics);
  ASSERT_NE(document, nullptr);
  CompileOptions options;
  options.dialect = Dialect::draft_4;
  const Located root{document, &document->root, {}};
  const SchemaPtr schema = compile_schema(root, options, library, diagnostics);
  ASSERT_NE(schema, nullptr);
  for (const Results& run : {mixed_run(), hostile_run(), clustered_run(), large_run(500)}) {
    std::ostringstream out;
    write_run_sarif(run, as_named, out);
    const auto read = read_json(out.str());
    const Value* const log = std::get_if<Value>(&read);
    ASSERT_NE(log, nullptr);
    EXPECT_TRUE(schema->accepts(*log)) << out.str().substr(0, 3000);
  }
  Object wrong;
  wrong.add("version", Value("2.0.0"));
  EXPECT_FALSE(schema->accepts(Value(std::move(wrong))));
}

}  // namespace
}  // namespace conform::testing
