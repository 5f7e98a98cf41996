#include "runner/lint/write_lint.hpp"
#include "tests/lint/linting.hpp"

#include <sstream>

#include <gtest/gtest.h>

namespace conform {
namespace {

const RuleBook& rules() {
  static const RuleBook book = RuleBook::embedded();
  return book;
}

LintReport small_report() {
  return lint_text(R"(openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /ä: {get: {responses: {'200': {description: OK}, '405': {description: No}}}}
)");
}

std::string as_text(const LintReport& report, std::size_t most = 10) {
  std::ostringstream out;
  write_lint_text(report, most, out);
  return out.str();
}

std::string as_github(const LintReport& report, std::size_t most = 10) {
  std::ostringstream out;
  write_lint_github(report, most, out);
  return out.str();
}

Value as_json(const LintReport& report) {
  std::ostringstream out;
  write_lint_json(report, rules(), out);
  const auto read = read_json(out.str());
  EXPECT_TRUE(std::holds_alternative<Value>(read)) << out.str();
  return std::get<Value>(read);
}

Value as_sarif(const LintReport& report) {
  std::ostringstream out;
  write_lint_sarif(report, rules(), "1.2.3", out);
  const auto read = read_json(out.str());
  EXPECT_TRUE(std::holds_alternative<Value>(read)) << out.str();
  return std::get<Value>(read);
}

const Value& at(const Value& root, std::string_view pointer) {
  static const Value none;
  const Value* const found = resolve_pointer(root, pointer);
  EXPECT_NE(found, nullptr) << pointer;
  return found == nullptr ? none : *found;
}

TEST(LintText, ShowsTheLineACaretTheHintAndTheCounts) {
  EXPECT_EQ(as_text(small_report()),
            "api.yaml:4:60: warning: The response `405` is documented without `Allow`. A 405 response lists "
            "the methods that the resource does support. (RFC 9110 §15.5.6, §10.2.1) [http/405-lists-allow]\n"
            "    4 |   /ä: {get: {responses: {'200': {description: OK}, '405': {description: No}}}}\n"
            "      |                                                           ^\n"
            "      = Describe `Allow` in its `headers`.\n"
            "api.yaml: 0 errors, 1 warning, 0 notes.\n");
}

TEST(LintText, CountsWhatItLeavesOut) {
  std::string text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n";
  for (int path = 0; path < 12; ++path)
    text += "  /" + std::to_string(path) + ": {get: {}}\n";
  const std::string shown = as_text(lint_text(text), 3);
  EXPECT_NE(shown.find("`GET /2`"), std::string::npos);
  EXPECT_EQ(shown.find("`GET /3`"), std::string::npos);
  EXPECT_NE(shown.find("… and 9 more of lint/responses.\napi.yaml: 0 errors, 0 warnings, 12 notes.\n"),
            std::string::npos);
  EXPECT_EQ(as_json(lint_text(text)).find("findings")->array().size(), 12U);
  EXPECT_NE(
      as_github(lint_text(text), 3).find("::notice title=lint/responses::… and 9 more of lint/responses.\n"),
      std::string::npos);
}

TEST(LintGithub, WritesWorkflowCommands) {
  EXPECT_EQ(as_github(small_report()),
            "::warning file=api.yaml,line=4,col=60,title=http/405-lists-allow::The response `405` is "
            "documented without `Allow`. A 405 response lists the methods that the resource does support. "
            "(RFC 9110 §15.5.6, §10.2.1)%0ADescribe `Allow` in its `headers`.\n");
}

TEST(LintGithub, EscapesWhatTheRunnerWouldObey) {
  const auto source = std::make_shared<const Source>(Source{"a,b:c%\n::error::d", "x"});
  LintFinding finding;
  finding.rule = "lint/text";
  finding.severity = Severity::error;
  finding.where = {source, {1, 1}};
  finding.message = "100%\r\n::error::boo";
  finding.hint = "\x1b[31m::set-output name=a::b";
  LintReport report;
  report.findings.push_back(finding);
  EXPECT_EQ(as_github(report),
            "::error file=a%2Cb%3Ac%25\\x0A%3A%3Aerror%3A%3Ad,line=1,col=1,title=lint/text::"
            "100%25\\x0D\\x0A::error::boo%0A\\x1B[31m::set-output name=a::b\n");
}

TEST(LintJson, HasEverythingOfAFinding) {
  const Value root = as_json(small_report());
  EXPECT_EQ(at(root, "/document"), Value("api.yaml"));
  EXPECT_EQ(at(root, "/summary/warnings"), Value(1));
  EXPECT_EQ(at(root, "/summary/errors"), Value(0));
  const Value& finding = at(root, "/findings/0");
  EXPECT_EQ(at(finding, "/rule"), Value("http/405-lists-allow"));
  EXPECT_EQ(at(finding, "/severity"), Value("warning"));
  EXPECT_EQ(at(finding, "/file"), Value("api.yaml"));
  EXPECT_EQ(at(finding, "/line"), Value(4));
  EXPECT_EQ(at(finding, "/column"), Value(60));
  EXPECT_EQ(at(finding, "/source"), Value("RFC 9110 §15.5.6, §10.2.1"));
}

TEST(LintSarif, HasTheStructureOfVersion210) {
  const Value root = as_sarif(small_report());
  EXPECT_EQ(at(root, "/version"), Value("2.1.0"));
  EXPECT_EQ(at(root, "/runs/0/tool/driver/name"), Value("conform"));
  EXPECT_EQ(at(root, "/runs/0/tool/driver/version"), Value("1.2.3"));
  EXPECT_EQ(at(root, "/runs/0/tool/driver/rules/0/id"), Value("http/405-lists-allow"));
  EXPECT_EQ(at(root, "/runs/0/tool/driver/rules/0/shortDescription/text"),
            Value("A 405 response lists the methods that the resource does support."));
  EXPECT_EQ(at(root, "/runs/0/columnKind"), Value("unicodeCodePoints"));
  const Value& result = at(root, "/runs/0/results/0");
  EXPECT_EQ(at(result, "/ruleId"), Value("http/405-lists-allow"));
  EXPECT_EQ(at(result, "/ruleIndex"), Value(0));
  EXPECT_EQ(at(result, "/level"), Value("warning"));
  EXPECT_EQ(at(result, "/locations/0/physicalLocation/artifactLocation/uri"), Value("api.yaml"));
  EXPECT_EQ(at(result, "/locations/0/physicalLocation/region/startLine"), Value(4));
  // Byte 60 of a line with one letter of two bytes before it.
  EXPECT_EQ(at(result, "/locations/0/physicalLocation/region/startColumn"), Value(59));
}

TEST(LintSarif, NamesFilesByUriReferences) {
  LintReport report;
  for (const char* const name : {"/a b/ä.yaml", "c:d?.yaml", "https://x.example/a?b"}) {
    LintFinding finding;
    finding.rule = "lint/text";
    finding.where.source = std::make_shared<const Source>(Source{name, ""});
    report.findings.push_back(finding);
  }
  const Value root = as_sarif(report);
  const std::string uri = "/locations/0/physicalLocation/artifactLocation/uri";
  EXPECT_EQ(at(root, "/runs/0/results/0" + uri), Value("file:///a%20b/%C3%A4.yaml"));
  EXPECT_EQ(at(root, "/runs/0/results/1" + uri), Value("c%3Ad%3F.yaml"));
  EXPECT_EQ(at(root, "/runs/0/results/2" + uri), Value("https://x.example/a?b"));
  EXPECT_EQ(at(root, "/runs/0/results/0/locations/0/physicalLocation").find("region"), nullptr);
}

TEST(LintFormats, LetNoControlByteOfADocumentThrough) {
  const std::string text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n"
                           "  /a: {get: {operationId: \"x\\n::error::y\\e[2J\", responses: {}}}\n"
                           "  /b: {get: {operationId: \"x\\n::error::y\\e[2J\", \"k\\n::error::z\": 1}}\n"
                           "  \"/c\\n::error::c\\e[2J\": {get: {}}\n";
  const LintReport report = lint_text(text, "n\n::error::\x1b.yaml");
  ASSERT_GT(report.findings.size(), 3U);
  std::ostringstream all;
  write_lint_text(report, 10, all);
  write_lint_github(report, 10, all);
  write_lint_json(report, rules(), all);
  write_lint_sarif(report, rules(), "1", all);
  std::istringstream lines(all.str());
  for (std::string line; std::getline(lines, line);) {
    EXPECT_EQ(line.find('\x1b'), std::string::npos) << line;
    EXPECT_FALSE(line.starts_with("::error::")) << line;
  }
}

}  // namespace
}  // namespace conform
