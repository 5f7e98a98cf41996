#include "tests/rules/suite_text.hpp"

#include "runner/rules/example.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace conform::testing {
namespace {

const std::string examples = R"(
  examples:
    - pass: |
        HTTP/1.1 405 Method Not Allowed
        Allow: GET
    - fail: |
        HTTP/1.1 405 Method Not Allowed
)";

const std::string good = R"(http/405-lists-allow:
  level: must
  source: RFC 9110 §15.5.6
  text: A 405 response lists the methods.
  when: { status: 405 }
  require: { field.Allow: { present: true } })" +
                         examples;

std::string rule_with(const std::string& id, const std::string& lines) {
  return id + ":\n  level: should\n  source: somewhere\n  text: It is so.\n" + lines + examples;
}

std::vector<std::string> mistakes(const std::string& text) {
  RuleBook book;
  Diagnostics diagnostics;
  book.add(suite_of(text), diagnostics);
  std::vector<std::string> found;
  for (const auto& one : diagnostics.list()) {
    found.push_back(std::to_string(one.where.mark.line) + ":" + std::to_string(one.where.mark.column) + ": " +
                    one.message + (one.hint.empty() ? "" : " | " + one.hint));
  }
  return found;
}

TEST(RuleBook, ReadsARule) {
  RuleBook book;
  Diagnostics diagnostics;
  book.add(suite_of(good), diagnostics);
  ASSERT_TRUE(diagnostics.empty()) << render(diagnostics.list().front());
  const Rule* rule = book.find("http/405-lists-allow");
  ASSERT_NE(rule, nullptr);
  EXPECT_EQ(rule->level, Level::must);
  EXPECT_EQ(rule->weight, Weight::fail);
  EXPECT_EQ(rule->scope, Scope::response);
  EXPECT_EQ(rule->where.mark.line, 1U);
  ASSERT_EQ(rule->examples.size(), 2U);
  EXPECT_EQ(rule->examples[0].bytes, "HTTP/1.1 405 Method Not Allowed\r\nAllow: GET\r\n\r\n");
  EXPECT_TRUE(rule->examples[0].passes);
  EXPECT_FALSE(rule->examples[1].passes);
}

TEST(RuleBook, ReadsTheKeysThatAreSeldomUsed) {
  RuleBook book;
  Diagnostics diagnostics;
  const std::string lines = R"(  report: note
  hint: Do it.
  of: interim
  waived-by: documented-status
  supersedes: [http/405-lists-allow]
  known-to-break: [nginx, some]
  require: { status: 405 })";
  book.add(suite_of(good + rule_with("http/other", lines)), diagnostics);
  ASSERT_TRUE(diagnostics.empty()) << render(diagnostics.list().front());
  const Rule& rule = *book.find("http/other");
  EXPECT_EQ(rule.weight, Weight::note);
  EXPECT_EQ(rule.scope, Scope::interim);
  EXPECT_TRUE(rule.waived_when_documented);
  EXPECT_EQ(rule.supersedes, std::vector<std::string>{"http/405-lists-allow"});
  EXPECT_EQ(rule.known_to_break, (std::vector<std::string>{"nginx", "some"}));
}

TEST(RuleBook, OffersOnlyRulesThatCanApply) {
  RuleBook book;
  Diagnostics diagnostics;
  book.add(suite_of(good + rule_with("http/any", "  require: { status: 405 }")), diagnostics);
  ASSERT_TRUE(diagnostics.empty());
  EXPECT_EQ(book.candidates(Scope::response, 405).size(), 2U);
  EXPECT_EQ(book.candidates(Scope::response, 404).size(), 1U);
  EXPECT_EQ(book.candidates(Scope::response, 0).size(), 1U);
  EXPECT_EQ(book.candidates(Scope::response, 12345).size(), 1U);
  EXPECT_EQ(book.candidates(Scope::interim, 405).size(), 0U);
  EXPECT_TRUE(RuleBook().candidates(Scope::response, 200).empty());
}

TEST(RuleBook, ReplacesARuleOnlyWhenTold) {
  RuleBook book;
  Diagnostics diagnostics;
  book.add(suite_of(good), diagnostics);
  book.add(suite_of(rule_with("http/405-lists-allow", "  require: { status: 405 }"), "mine.yaml"),
           diagnostics);
  ASSERT_EQ(diagnostics.list().size(), 1U);
  EXPECT_EQ(diagnostics.list()[0].message,
            "There is a rule `http/405-lists-allow` already, at suite.yaml:1:1.");
  book.add(suite_of(rule_with("http/405-lists-allow", "  overrides: true\n  require: { status: 405 }")),
           diagnostics);
  EXPECT_EQ(diagnostics.list().size(), 1U);
  EXPECT_EQ(book.rules().size(), 1U);
  EXPECT_EQ(book.find("http/405-lists-allow")->level, Level::should);
  EXPECT_EQ(book.candidates(Scope::response, 404).size(), 1U);
}

struct Mistake {
  std::string text;
  std::vector<std::string> found;
};
void PrintTo(const Mistake& mistake, std::ostream* out) { *out << mistake.text; }

class SuiteMistakes : public ::testing::TestWithParam<Mistake> {};

TEST_P(SuiteMistakes, AreToldWithPlaceAndHint) { EXPECT_EQ(mistakes(GetParam().text), GetParam().found); }

const std::string require = "  require: { status: 405 }";

INSTANTIATE_TEST_SUITE_P(
    Each,
    SuiteMistakes,
    ::testing::Values(
        Mistake{"[]", {"1:1: A suite is a map from the ids of rules to rules."}},
        Mistake{"http/a: 3", {"1:9: The rule `http/a` is not a map."}},
        Mistake{
            rule_with("Nonsense", require),
            {"1:1: `Nonsense` is no id of a rule. | An id is made of lower-case words and slashes, such as "
             "`http/405-lists-allow`."}},
        Mistake{rule_with("http/a", require + "\n  requires: {}"),
                {"6:3: `requires` is no key of a rule. | Did you mean `require`?"}},
        Mistake{rule_with("http/a", require + "\n  report: fail"),
                {"6:11: A rule of level `should` cannot be reported as `fail`. | `warn` is the strongest for "
                 "it."}},
        Mistake{rule_with("http/a", require + "\n  report: warm"),
                {"6:11: `warm` is no `report`. | Did you mean `warn`?"}},
        Mistake{rule_with("http/a", require + "\n  of: exchanges"),
                {"6:7: `exchanges` is no `of`. | Did you mean `exchange`?"}},
        Mistake{rule_with("http/a", require + "\n  waived-by: me"),
                {"6:14: `waived-by` can only be `documented-status`."}},
        Mistake{rule_with("http/a", require + "\n  overrides: please"),
                {"6:14: `overrides` is `true` or `false`."}},
        Mistake{rule_with("http/a", require + "\n  supersedes: http/b"),
                {"6:15: There is no rule `http/b`. | Did "
                 "you mean `http/a`?"}},
        Mistake{rule_with("http/a", require + "\n  hint: 3"), {"6:9: `hint` is a text. | Put it in quotes."}},
        Mistake{rule_with("http/a", ""), {"1:1: The rule `http/a` has no `require`."}},
        Mistake{rule_with("http/a", "  require: { field.Alow: 3 }"),
                {"5:26: `field.*` is a text and cannot equal `3`. | Put it in quotes."}},
        Mistake{rule_with("http/a", "  require: { stats: 3 }"),
                {"5:14: `stats` is no fact. | Did you mean `status`?"}},
        Mistake{rule_with("http/a", "  require: { filed.Allow: x }"),
                {"5:14: `filed.Allow` is no fact. | Did you mean `field.Allow`?"}},
        Mistake{rule_with("http/a", "  require: { field.Date: { is: http-dat } }"),
                {"5:32: `http-dat` is no grammar. | Did you mean `http-date`?"}},
        Mistake{rule_with("http/a", "  require: { field.Date: { presnt: true } }"),
                {"5:28: `presnt` is no test. | Did you mean `present`?"}},
        Mistake{rule_with("http/a", "  require: { field.Date: { present: yes } }"),
                {"5:37: `present` is `true` or `false`."}},
        Mistake{rule_with("http/a", "  require: { status: { is: token } }"),
                {"5:24: `is` cannot test `status`, which is a number."}},
        Mistake{rule_with("http/a", "  require: { status: { at-least: x } }"),
                {"5:34: `at-least` takes a whole number."}},
        Mistake{rule_with("http/a", "  require: { status: [] }"), {"5:22: There is nothing in this list."}},
        Mistake{rule_with("http/a", "  require: { status: {} }"), {"5:22: There is no test in this map."}},
        Mistake{rule_with("http/a", "  require: {}"),
                {"5:12: This condition is empty. | Leave the key out where nothing is asked for."}},
        Mistake{rule_with("http/a", "  require: true"),
                {"5:12: A condition is a map of facts to tests, and this is boolean."}},
        Mistake{rule_with("http/a", "  require: { any: {} }"), {"5:19: `any` takes a list of conditions."}},
        Mistake{rule_with("http/a", "  require: { anomalies: bare-lf }"),
                {"5:25: `anomalies` is a list of words and cannot equal `\"bare-lf\"`. | Ask for a word with "
                 "`contains`, or whether there are any with `empty`."}},
        Mistake{rule_with("http/a", "  require: { status: { same-as: content.json } }"),
                {"5:33: `status` is a number and can never be the same as `content.json`, which is true or "
                 "false."}},
        Mistake{rule_with("http/a", "  when: { stauts: 1 }\n  require: { staus: 1 }"),
                {"5:11: `stauts` is no fact. | Did you mean `status`?",
                 "6:14: `staus` is no fact. | Did you mean `status`?"}}));

TEST(RuleBook, NeedsWitnessesOfBothKinds) {
  const std::string head = "http/a:\n  level: may\n  source: s\n  text: It is.\n  require: { status: 405 }\n";
  EXPECT_EQ(
      mistakes(head),
      std::vector<std::string>{"1:1: The rule `http/a` has no list of `examples`. | A rule needs at least "
                               "one `pass` and one `fail`."});
  EXPECT_EQ(
      mistakes(head + "  examples:\n    - pass: a\n"),
      std::vector<std::string>{"7:5: The rule `http/a` has no example that fails. | A rule needs at least "
                               "one `pass` and one `fail`."});
  EXPECT_EQ(mistakes(head + "  examples:\n    - pass: a\n      fail: b\n"),
            std::vector<std::string>{"7:7: An example has one answer. | Write it under `pass`, `fail`, "
                                     "`pass-bytes` or `fail-bytes`."});
  EXPECT_EQ(mistakes(head + "  examples:\n    - pas: a\n").front(),
            "7:7: `pas` is no key of an example. | Did you mean `pass`?");
}

TEST(RuleBook, ReadsTheSameExamplesAsTheReadmeShows) {
  EXPECT_EQ(message_bytes("HTTP/1.1 200 OK\nA: b\n"), "HTTP/1.1 200 OK\r\nA: b\r\n\r\n");
  EXPECT_EQ(message_bytes("HTTP/1.1 200 OK\nA: b"), "HTTP/1.1 200 OK\r\nA: b\r\n\r\n");
  EXPECT_EQ(message_bytes("HTTP/1.1 200 OK\n\nhello\nyou\n"), "HTTP/1.1 200 OK\r\n\r\nhello\nyou");
  EXPECT_EQ(message_bytes("HTTP/1.1 200 OK\n\nhello\n\n"), "HTTP/1.1 200 OK\r\n\r\nhello\n");
  EXPECT_EQ(message_bytes("HTTP/1.1 103 Early Hints\nHTTP/1.1 200 OK\nA: b\n\nx\n"),
            "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n\r\nx");
  EXPECT_EQ(message_bytes("HTTP/1.1 103 Early Hints\n\nHTTP/1.1 200 OK\n"),
            "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n\r\n");
}

TEST(RuleExample, HasARequest) {
  const auto request = request_of(message_bytes("POST /a?b=c HTTP/1.1\nHost: here\n\nbody"));
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/a?b=c");
  EXPECT_EQ(request.fields.combined("host"), "here");
  EXPECT_EQ(request.content, "body");
}

}  // namespace
}  // namespace conform::testing
