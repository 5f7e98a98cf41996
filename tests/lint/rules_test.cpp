#include "runner/lint/lint_rule.hpp"
#include "tests/lint/linting.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

namespace conform {
namespace {

/// tests/data/lint/rules.txt has each rule twice: a title `=== lint/example, broken` or `…, kept`, a document
/// without its first two lines, `--- says`, and the findings: place, severity and rule.
struct Entry {
  std::string rule{};
  bool is_broken = false;
  std::string document = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";
  std::string says{};
};

std::vector<Entry> entries() {
  std::ifstream in(CONFORM_SOURCE_DIR "/tests/data/lint/rules.txt");
  std::vector<Entry> list;
  std::string line;
  std::string* into = nullptr;
  while (std::getline(in, line)) {
    if (line.starts_with("=== ")) {
      Entry entry;
      entry.rule = line.substr(4, line.find(',') - 4);
      entry.is_broken = line.ends_with(", broken");
      into = &list.emplace_back(std::move(entry)).document;
    } else if (line == "--- says") {
      into = &list.back().says;
    } else if (into != nullptr) {
      *into += line + "\n";
    }
  }
  return list;
}

std::string_view word_for(Severity severity) {
  return severity == Severity::error ? "error" : severity == Severity::warning ? "warning" : "note";
}

std::string said(const LintReport& report) {
  std::ostringstream out;
  for (const LintFinding& finding : report.findings)
    out << finding.where.mark.line << ':' << finding.where.mark.column << ' ' << word_for(finding.severity)
        << ' ' << finding.rule << '\n';
  return out.str();
}

std::string message_of(const LintReport& report, std::string_view rule) {
  const auto found = std::ranges::find(report.findings, rule, &LintFinding::rule);
  return found == report.findings.end() ? "none" : found->message + " [" + found->hint + "]";
}

TEST(LintRules, FindWhatIsBrokenAndNothingElse) {
  for (const Entry& entry : entries())
    EXPECT_EQ(said(lint_text(entry.document)), entry.says)
        << entry.rule << (entry.is_broken ? ", broken" : ", kept");
}

TEST(LintRules, HaveADocumentThatBreaksThemAndOneThatDoesNot) {
  std::set<std::string> broken;
  std::set<std::string> kept;
  for (const Entry& entry : entries()) {
    const bool is_found = entry.says.find(" " + entry.rule + "\n") != std::string::npos;
    EXPECT_EQ(is_found, entry.is_broken) << entry.rule;
    (entry.is_broken ? broken : kept).insert(entry.rule);
  }
  for (const LintRule& rule : lint_rules()) {
    EXPECT_TRUE(broken.contains(std::string(rule.id))) << rule.id;
    EXPECT_TRUE(kept.contains(std::string(rule.id))) << rule.id;
    EXPECT_FALSE(rule.text.empty() || rule.source.empty()) << rule.id;
  }
}

TEST(LintRules, SayWhatWasFoundAndWhatWasExpected) {
  const auto report = lint_text(R"(openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a:
    get:
      responses:
        '200':
          description: OK
          content:
            application/json:
              schema: {type: object, properties: {n: {type: integer, minimum: 3, default: 2}}}
              example: {n: {}}
        '405': {description: No}
)");
  EXPECT_EQ(message_of(report, "lint/default"),
            "The default does not fit its schema: Found `2`, expected at least `3`. "
            "[`minimum` stands at api.yaml:11:70.]");
  EXPECT_EQ(message_of(report, "lint/example"),
            "The example does not fit its schema at `/n`: Found `{}` (object), expected integer. "
            "[`type` stands at api.yaml:11:55.]");
  EXPECT_EQ(message_of(report, "http/405-lists-allow"),
            "The response `405` is documented without `Allow`. A 405 response lists the methods that the "
            "resource does support. (RFC 9110 §15.5.6, §10.2.1) [Describe `Allow` in its `headers`.]");
}

TEST(LintRules, SayAMistakeInASharedComponentOnce) {
  const auto report = lint_text(R"(openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a: {get: {responses: {'200': {description: OK}, '401': {$ref: '#/components/responses/No'}}}}
  /b: {get: {responses: {'200': {description: OK}, '401': {$ref: '#/components/responses/No'}}}}
components:
  responses:
    No:
      description: No
      content: {application/json: {schema: {$ref: '#/components/schemas/N'}, example: x}}
  schemas:
    N: {type: integer, default: y}
)");
  EXPECT_EQ(said(report),
            "9:7 warning http/401-has-challenge\n"
            "10:87 warning lint/example\n"
            "12:33 warning lint/default\n");
}

TEST(LintRules, TakeTheRulesOfOtherSuitesForPromises) {
  RuleBook rules;
  Diagnostics diagnostics;
  const auto suite = read_document(std::make_shared<const Source>(Source{"s.yaml", R"(mine/teapot-names-tea:
  level: must
  source: our handbook
  text: A 418 response names the tea.
  when: { status: 418 }
  require: { field.Tea: { present: true } }
  examples:
    - pass: "HTTP/1.1 418 X\nTea: green\nContent-Length: 0\n\n"
    - fail: "HTTP/1.1 418 X\nContent-Length: 0\n\n"
)"}),
                                   diagnostics);
  ASSERT_TRUE(suite);
  rules.add(*suite, diagnostics);
  ASSERT_FALSE(diagnostics.has_errors());
  Library library;
  const auto source = std::make_shared<const Source>(
      Source{"api.yaml",
             "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n"
             "  /a: {get: {responses: {'200': {description: OK}, '418': {description: Tea}}}}\n"});
  EXPECT_EQ(said(lint(source, library, rules)), "4:59 warning mine/teapot-names-tea\n");
}

TEST(LintRules, LookAtSchemasThatNobodyUses) {
  EXPECT_EQ(said(lint_text("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n"
                           "components: {schemas: {A: {type: integer, default: x}}}\n")),
            "4:52 warning lint/default\n");
  EXPECT_EQ(said(lint_text("swagger: '2.0'\ninfo: {title: T, version: '1'}\npaths: {}\n"
                           "definitions: {A: {type: integer, default: x}}\n")),
            "4:43 warning lint/default\n");
}

TEST(LintRules, SayWhyADocumentCannotBeReadAtAll) {
  EXPECT_EQ(said(lint_text("")), "1:1 error lint/text\n");
  EXPECT_EQ(said(lint_text("{\"a\": ")), "1:1 error lint/text\n");
  EXPECT_EQ(said(lint_text("[]")), "1:1 error lint/structure\n");
}

TEST(LintRules, GiveUpOnPatternsThatAreTooCostly) {
  std::string text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n"
                     "components: {schemas: {A: {pattern: '^(a+)+$', enum: [";
  for (int at = 0; at < 5'000; ++at)
    text += std::string(28, 'a') + std::to_string(at) + "!, ";
  const auto began = std::chrono::steady_clock::now();
  (void)lint_text(text + "b]}}}\n");
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(20));
}

TEST(LintRules, KeepAtMostTenThousandFindingsOfOneRule) {
  std::string text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n";
  for (int at = 0; at < 10'050; ++at)
    text += "  /" + std::to_string(at) + ": {get: {}}\n";
  const LintReport report = lint_text(text);
  EXPECT_EQ(report.count(Severity::note), 10'000U);
  EXPECT_EQ(report.left_out.at("lint/responses"), 50U);
}

}  // namespace
}  // namespace conform
