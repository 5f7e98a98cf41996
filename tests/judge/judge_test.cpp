#include "tests/judge/judging.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace conform::testing {
namespace {

using Names = std::vector<std::string>;

const std::string ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
const std::string gone = "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n";

const Api& plain() {
  static const Api api =
      api_with("  /a: {get: {responses: {'200': {description: d}, '501': {description: d}}}}\n");
  return api;
}

TEST(Judge, PassesWhatKeepsEveryRule) {
  const auto book = book_of(rule_with("t/ok", "must", "require: {status: 200}"));
  const auto verdict = verdict_on(plain(), book, exchange_with(ok));
  EXPECT_EQ(verdict.outcome, Outcome::passed);
  EXPECT_EQ(verdict.status, 200);
  EXPECT_EQ(verdict.rules_judged, 1U);
  EXPECT_TRUE(verdict.findings.empty());
  EXPECT_EQ(verdict.case_id, "a case");
}

TEST(Judge, SaysWhatWasExpectedAndWhatCame) {
  const auto book = book_of(rule_with("t/length", "must", "require: {field.Content-Length: '3'}"));
  const auto verdict = verdict_on(plain(), book, exchange_with(ok));
  EXPECT_EQ(verdict.outcome, Outcome::failed);
  ASSERT_EQ(verdict.findings.size(), 1U);
  const auto& finding = verdict.findings[0];
  EXPECT_EQ(finding.expected, "`Content-Length` is `3`");
  EXPECT_EQ(finding.actual, "`Content-Length` is `2`");
  ASSERT_EQ(finding.evidence.size(), 1U);
  EXPECT_EQ(finding.evidence[0].kind, Evidence::Kind::received);
  EXPECT_EQ(ok.substr(finding.evidence[0].offset, finding.evidence[0].length), "Content-Length: 2");
}

std::string rule_on_second(const std::string& id) {
  return id + ": {level: must, source: s, text: It is so., probe: p.second, require: {status: 200}, "
              "examples: [{pass: {second: a}}, {fail: {second: b}}]}\n";
}

TEST(Judge, DecidesNothingOfRequestsThatWereLeftOut) {
  const auto book =
      book_of("probe/p: {class: safe, methods: GET, text: Two., steps: {first: {}, second: {}}}\n" +
              rule_on_second("t/second") + rule_on_second("t/off"));
  std::vector<Step> steps(2);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    steps[i].probing = &book.probes().front()->steps[i];
    steps[i].name = "p." + steps[i].probing->name;
  }
  Trial trial;
  trial.steps = borrowed(steps);
  trial.exchanges.push_back(exchange_with(ok));
  trial.left_out = {1};
  const std::vector<RuleWish> wishes = {{.rule = "t/off", .weight = std::nullopt}};
  const JudgeOptions options{.wishes = Wishes(book, wishes)};
  const Verdict verdict = judge(Case{}, trial, plain(), book, options);
  EXPECT_EQ(verdict.outcome, Outcome::not_judged);
  ASSERT_EQ(verdict.undecided.size(), 1U);
  EXPECT_EQ(verdict.undecided[0].rule, "t/second");
  EXPECT_NE(verdict.undecided[0].why.find("left out"), std::string::npos);
}

TEST(Judge, PutsHeavyFindingsFirstThenFollowsTheBook) {
  const auto book = book_of(rule_with("t/may", "may", "require: {status: 201}") +
                            rule_with("t/should", "should", "require: {status: 201}") +
                            rule_with("t/must-b", "must", "require: {status: 201}") +
                            rule_with("t/must-a", "must", "require: {status: 201}"));
  EXPECT_EQ(findings_of(verdict_on(plain(), book, exchange_with(ok))),
            (Names{"t/must-b fail", "t/must-a fail", "t/should warn", "t/may note"}));
}

TEST(Judge, PassesWithWarningsAndNotes) {
  const auto book = book_of(rule_with("t/should", "should", "require: {status: 201}"));
  EXPECT_EQ(verdict_on(plain(), book, exchange_with(ok)).outcome, Outcome::passed);
}

TEST(Judge, FollowsTheWishesOfTheUser) {
  const auto book = book_of(rule_with("t/one", "must", "require: {status: 201}") +
                            rule_with("t/two", "should", "require: {status: 201}") +
                            rule_with("t/three", "may", "require: {status: 201}"));
  JudgeOptions options{
      .wishes = Wishes(book, std::vector<RuleWish>{{"t/one", std::nullopt}, {"t/tw*", Weight::fail}})};
  const auto verdict = verdict_on(plain(), book, exchange_with(ok), options);
  EXPECT_EQ(findings_of(verdict), (Names{"t/two fail", "t/three note"}));
  EXPECT_EQ(verdict.rules_judged, 2U);
  options = {.least = Level::must};
  EXPECT_EQ(findings_of(verdict_on(plain(), book, exchange_with(ok), options)), Names{"t/one fail"});
}

TEST(Judge, MakesExceptionsForOperationsAndSaysWhy) {
  const auto book = book_of(rule_with("t/one", "must", "require: {status: 201}"));
  const std::vector<RuleWish> wishes = {{"t/*", Weight::note, "GET /a", "Known since May."},
                                        {"t/one", Weight::fail, "GET /b", "Elsewhere."}};
  const JudgeOptions options{.wishes = Wishes(book, wishes)};
  const auto verdict = verdict_on(plain(), book, exchange_with(ok), options);
  EXPECT_EQ(findings_of(verdict), Names{"t/one note"});
  EXPECT_EQ(verdict.findings.at(0).waived, "Known since May.");
}

TEST(Judge, SaysWhenACacheIsJudged) {
  const auto book = book_of(rule_with("t/one", "must", "require: {status: 201}"));
  const auto verdict = verdict_on(plain(), book, exchange_with("HTTP/1.1 200 OK\r\nAge: 7\r\n\r\n"));
  EXPECT_EQ(verdict.findings.at(0).judged,
            "A cache gave this answer (`Age: 7`): it is judged here, not the server behind it.");
  EXPECT_EQ(verdict_on(plain(), book, exchange_with(ok)).findings.at(0).judged, "");
}

TEST(Judge, WaivesARuleWhereTheDocumentSaysExactlyThis) {
  const auto book = book_of(
      rule_with(
          "t/501", "must", "when: {status: 501}, require: {status: 200}, waived-by: documented-status") +
      rule_with(
          "t/410", "must", "when: {status: 410}, require: {status: 200}, waived-by: documented-status"));
  const auto waived = verdict_on(plain(), book, exchange_with("HTTP/1.1 501 N\r\n\r\n"));
  EXPECT_EQ(findings_of(waived), Names{"t/501 note"});
  EXPECT_EQ(waived.findings[0].waived, "The document says that GET /a answers with 501.");
  EXPECT_EQ(waived.outcome, Outcome::passed);
  EXPECT_EQ(findings_of(verdict_on(plain(), book, exchange_with(gone))), Names{"t/410 fail"});
  const JudgeOptions insist{.wishes = Wishes(book, std::vector<RuleWish>{{"t/501", Weight::fail}})};
  EXPECT_EQ(findings_of(verdict_on(plain(), book, exchange_with("HTTP/1.1 501 N\r\n\r\n"), insist)),
            Names{"t/501 fail"});
}

TEST(Judge, LetsTheExactRuleSpeakForTheGeneralOne) {
  const auto book = book_of(
      rule_with("t/general", "should", "require: {content.length: {at-least: 1}}") +
      rule_with("t/exact",
                "should",
                "when: {status: 410}, require: {content.length: {at-least: 1}}, supersedes: t/general"));
  EXPECT_EQ(findings_of(verdict_on(plain(), book, exchange_with(gone))), Names{"t/exact warn"});
  const auto other = verdict_on(plain(), book, exchange_with("HTTP/1.1 404 N\r\nContent-Length: 0\r\n\r\n"));
  EXPECT_EQ(findings_of(other), Names{"t/general warn"});
}

TEST(Judge, ReportsWhatItCannotDecideAndWhy) {
  const auto book =
      book_of(rule_with("t/when", "must", "when: {documented.content: true}, require: {status: 1}") +
              rule_with("t/require", "must", "require: {wire.bytes-after-message: 0}"));
  Exchange exchange = exchange_with(gone);
  exchange.read_to_close = false;
  const auto verdict = verdict_on(plain(), book, std::move(exchange));
  EXPECT_EQ(verdict.outcome, Outcome::not_judged);
  EXPECT_EQ(verdict.reason, "No rule that applies to this answer could be decided.");
  EXPECT_EQ(verdict.rules_judged, 0U);
  ASSERT_EQ(verdict.undecided.size(), 2U);
  EXPECT_EQ(verdict.undecided[0].rule, "t/when");
  EXPECT_EQ(verdict.undecided[0].why, "the document says nothing about status 410");
  EXPECT_EQ(verdict.undecided[1].why, "the connection was not read to its end");
}

TEST(Judge, IsNotContentWithAnAnswerThatNoRuleIsAbout) {
  const auto book = book_of(rule_with("t/404", "must", "when: {status: 404}, require: {status: 404}"));
  const auto verdict = verdict_on(plain(), book, exchange_with(ok));
  EXPECT_EQ(verdict.outcome, Outcome::not_judged);
  EXPECT_EQ(verdict.reason, "No rule applies to this answer.");
}

Outcome outcome_of_refusal(int status, const std::string& fault) {
  const auto book = book_of(rule_with("t/any", "must", "require: {status.class: 4}"));
  Case refused;
  refused.kind = CaseKind::negative;
  Intent intent;
  intent.faults = {fault};
  refused.intent = std::make_shared<const Intent>(intent);
  Trial trial;
  trial.exchanges.push_back(
      exchange_with("HTTP/1.1 " + std::to_string(status) + " N\r\nContent-Length: 0\r\n\r\n"));
  return judge(refused, trial, plain(), book).outcome;
}

TEST(Judge, TakesNoRefusalForOneOfTheInputThatIsAboutSomethingElse) {
  EXPECT_EQ(outcome_of_refusal(422, "`query q`: Found `6`."), Outcome::passed);
  for (const int status : {401, 403, 404, 405, 410, 429, 501, 503})
    EXPECT_NE(outcome_of_refusal(status, "`query q`: Found `6`."), Outcome::passed) << status;
  EXPECT_EQ(outcome_of_refusal(404, "`path id`: Found `0`."), Outcome::passed);
  EXPECT_EQ(outcome_of_refusal(405, "`path id`: Found `0`."), Outcome::not_judged);
}

/// What comes of a 429 where the document promises these statuses.
Verdict verdict_on_limit(const std::string& statuses) {
  const auto book = book_of(rule_with("contract/status-documented", "must", "require: {status: 200}") +
                            rule_with("http/date", "must", "require: {field.Date: {present: true}}") +
                            rule_with("http/any", "must", "require: {status: {at-least: 100}}"));
  const Api api = api_with("  /a:\n    get: {responses: {" + statuses + "}}\n");
  return verdict_on(
      api, book, exchange_with("HTTP/1.1 429 Too Many Requests\r\nDate: x\r\nContent-Length: 0\r\n\r\n"));
}

// RFC 6585 §4: the server did not look at the request.
TEST(Judge, CallsALimitOfTheRateAnErrorAndNoFailure) {
  for (const char* statuses :
       {"'200': {description: d}", "'200': {description: d}, '429': {description: d}"}) {
    const auto verdict = verdict_on_limit(statuses);
    EXPECT_EQ(verdict.outcome, Outcome::error) << statuses;
    EXPECT_NE(verdict.reason.find("limits the rate"), std::string::npos);
    EXPECT_TRUE(verdict.findings.empty());
    EXPECT_EQ(verdict.status, 429);
  }
  EXPECT_EQ(verdict_on_limit("'429': {description: d}").outcome, Outcome::failed) << "it is what is meant";
}

const std::string followed_by_final = rule_with(
    "t/final", "must", "of: exchange, when: {interim.count: {at-least: 1}}, require: {final: true}");

TEST(Judge, CallsSilenceAnErrorAndSaysWhy) {
  const auto book = book_of(followed_by_final + rule_with("t/ok", "must", "require: {status: 200}"));
  Exchange exchange;
  exchange.answer = Silence::timed_out;
  exchange.detail = "after 10 s";
  const auto verdict = verdict_on(plain(), book, std::move(exchange));
  EXPECT_EQ(verdict.outcome, Outcome::error);
  EXPECT_EQ(verdict.reason, std::string(meaning_of(Silence::timed_out)) + " (after 10 s)");
  EXPECT_EQ(verdict.status, 0);
}

TEST(Judge, FailsAnExchangeThatEndsAfterItsInterimResponse) {
  const auto book = book_of(followed_by_final);
  const auto verdict = verdict_on(plain(), book, exchange_with("HTTP/1.1 100 CONTINUE\r\n\r\n0\r\n\r\n"));
  EXPECT_EQ(verdict.outcome, Outcome::failed);
  EXPECT_EQ(findings_of(verdict), Names{"t/final fail"});
  EXPECT_EQ(verdict.interim, std::vector<int>{100});
  EXPECT_EQ(verdict.findings[0].actual, "no final response came");
}

TEST(Judge, JudgesEveryInterimResponse) {
  const auto book = book_of(rule_with("t/early",
                                      "must",
                                      "of: interim, when: {status: 103}, require: {field.Link: {present: "
                                      "true}}"));
  const auto verdict = verdict_on(
      plain(),
      book,
      exchange_with("HTTP/1.1 103 E\r\nLink: </a>\r\n\r\nHTTP/1.1 103 E\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"));
  EXPECT_EQ(findings_of(verdict), Names{"t/early fail"});
  EXPECT_EQ(verdict.rules_judged, 2U);
}

TEST(Judge, GivesTheSameVerdictAgain) {
  const auto book = book_of(rule_with("t/a", "must", "require: {status: 201}") +
                            rule_with("t/b", "should", "require: {field.Date: {present: true}}"));
  const auto once = verdict_on(plain(), book, exchange_with(ok));
  const auto again = verdict_on(plain(), book, exchange_with(ok));
  EXPECT_EQ(findings_of(once), findings_of(again));
  EXPECT_EQ(once.findings[0].actual, again.findings[0].actual);
}

TEST(Judge, SaysNothingOfWhatWasNotSent) {
  const Case subject{.id = "x", .operation = 3};
  const auto verdict = not_sent(subject, Outcome::not_judged, "There is no example.");
  EXPECT_EQ(verdict.case_id, "x");
  EXPECT_EQ(verdict.operation, 3U);
  EXPECT_EQ(verdict.outcome, Outcome::not_judged);
  EXPECT_EQ(verdict.reason, "There is no example.");
}

// The contract.

const Api& books() {
  static const Api api = api_with(R"(  /books:
    get:
      responses:
        '200':
          description: d
          headers:
            X-Total: {required: true, schema: {type: integer, minimum: 0}}
            X-Note: {schema: {type: string, maxLength: 3}}
          content:
            application/json:
              schema: {type: object, required: [id], properties: {id: {type: integer}}}
            text/plain: {schema: {type: string, maxLength: 5}}
            image/png: {schema: {type: string, maxLength: 1}}
            application/xml:
              schema: {type: object, xml: {name: book}, required: [id], properties: {id: {type: integer}}}
            application/x-ndjson: {schema: {type: object, required: [id]}}
            text/event-stream: {schema: {type: object, required: [data]}}
            application/x-www-form-urlencoded: {schema: {type: object, properties: {id: {type: integer}}}}
            application/pdf: {schema: {type: object}}
        4XX: {description: d}
        '304': {description: d, content: {application/json: {schema: {type: object}}}}
)");
  return api;
}

const RuleBook& contract() {
  static const RuleBook book = book_of(
      rule_with("c/status", "must", "require: {documented.status: true}") +
      rule_with(
          "c/type", "must", "when: {documented.content: true}, require: {documented.media-type: true}") +
      rule_with("c/missing",
                "must",
                "when: {documented.status: true}, require: {documented.missing-fields: "
                "{empty: true}}") +
      rule_with("c/misfit",
                "must",
                "when: {documented.status: true}, require: {documented.misfit-fields: {empty: "
                "true}}") +
      rule_with("c/content",
                "must",
                "when: {documented.misfit-content: {present: true}}, require: "
                "{documented.misfit-content: {empty: true}}"));
  return book;
}

struct ContractCase {
  std::string answer;
  Names findings;
  std::string undecided{};
  std::string method = "GET";
};
void PrintTo(const ContractCase& one, std::ostream* out) { *out << one.answer; }

class Contract : public ::testing::TestWithParam<ContractCase> {};

TEST_P(Contract, IsJudgedByTheDocument) {
  const auto verdict = verdict_on(books(), contract(), exchange_with(GetParam().answer, GetParam().method));
  EXPECT_EQ(findings_of(verdict), GetParam().findings);
  std::string undecided;
  for (const auto& one : verdict.undecided)
    if (one.rule == "c/content" && verdict.status == 200) undecided += one.why;
  EXPECT_EQ(undecided, GetParam().undecided);
}

std::string answer_200(const std::string& fields, const std::string& content) {
  return "HTTP/1.1 200 OK\r\n" + fields + "\r\n" + content;
}
const std::string total = "X-Total: 3\r\n";
const std::string json = total + "Content-Type: application/json\r\n";

INSTANTIATE_TEST_SUITE_P(
    Table,
    Contract,
    ::testing::Values(
        ContractCase{answer_200(json, R"({"id":1})"), {}},
        ContractCase{answer_200(total + "Content-Type: application/json; charset=utf-8\r\n", R"({"id":1})"),
                     {}},
        ContractCase{answer_200(json, R"({"id":"1"})"), {"c/content fail"}},
        ContractCase{answer_200(json, "{}"), {"c/content fail"}},
        ContractCase{answer_200(json, "{\"id\":1"), {"c/content fail"}},
        ContractCase{answer_200(json, R"({"id":1,"id":2})"), {"c/content fail"}},
        ContractCase{answer_200(json + "Content-Length: 0\r\n", ""), {"c/content fail"}},
        ContractCase{answer_200(json, ""), {}, "", "HEAD"},
        ContractCase{answer_200("Content-Type: text/plain\r\n" + total, "hello"), {}},
        ContractCase{answer_200("Content-Type: text/plain\r\n" + total, "hello!"), {"c/content fail"}},
        ContractCase{answer_200("Content-Type: image/png\r\n" + total, "\xFF"), {}},
        ContractCase{answer_200("Content-Type: image/png\r\n" + total, "xyz"), {"c/content fail"}},
        ContractCase{answer_200("Content-Type: application/xml\r\n" + total, "<book><id>7</id></book>"), {}},
        ContractCase{answer_200("Content-Type: application/xml\r\n" + total, "<book><id>x</id></book>"),
                     {"c/content fail"}},
        ContractCase{answer_200("Content-Type: application/xml\r\n" + total, "<book>"), {"c/content fail"}},
        ContractCase{answer_200("Content-Type: application/x-ndjson\r\n" + total, "{\"id\":1}\n{\"id\":2}\n"),
                     {}},
        ContractCase{answer_200("Content-Type: application/x-ndjson\r\n" + total, "{\"id\":1}\n{}\n"),
                     {"c/content fail"}},
        ContractCase{answer_200("Content-Type: text/event-stream\r\n" + total, "data: a\n\n"), {}},
        ContractCase{answer_200("Content-Type: text/event-stream\r\n" + total, "id: 7\n\n"),
                     {"c/content fail"}},
        ContractCase{answer_200("Content-Type: application/x-www-form-urlencoded\r\n" + total, "id=7"), {}},
        ContractCase{answer_200("Content-Type: application/x-www-form-urlencoded\r\n" + total, "id=x"),
                     {"c/content fail"}},
        ContractCase{answer_200("Content-Type: application/pdf\r\n" + total, "%PDF"),
                     {},
                     "content of type `application/pdf` is not read"},
        ContractCase{answer_200(json + "Content-Encoding: gzip\r\n", "xyz"),
                     {},
                     "the content coding cannot be removed: The content is no `gzip` data."},
        ContractCase{answer_200(json + "Content-Encoding: zstd\r\n", "xyz"),
                     {},
                     "the content coding `zstd` is not one that we remove"},
        ContractCase{answer_200("Content-Type: text/html\r\n" + total, "x"), {"c/type fail"}},
        ContractCase{answer_200(total, "x"), {"c/type fail"}},
        ContractCase{answer_200("Content-Type: application/json\r\n", R"({"id":1})"), {"c/missing fail"}},
        ContractCase{answer_200("Content-Type: application/json\r\nX-Total: -3\r\n", R"({"id":1})"),
                     {"c/misfit fail"}},
        ContractCase{answer_200("Content-Type: application/json\r\nX-Total: many\r\n", R"({"id":1})"),
                     {"c/misfit fail"}},
        ContractCase{answer_200(json + "X-Note: long\r\n", R"({"id":1})"), {"c/misfit fail"}},
        ContractCase{"HTTP/1.1 500 E\r\nContent-Length: 0\r\n\r\n", {"c/status fail"}},
        ContractCase{"HTTP/1.1 404 E\r\nContent-Length: 0\r\n\r\n", {}},
        ContractCase{"HTTP/1.1 304 N\r\nContent-Type: application/json\r\n\r\n", {}}));

TEST(Contract, TellsWhereTheDocumentPromisesIt) {
  const auto verdict = verdict_on(books(), contract(), exchange_with(answer_200(json, R"({"id":"1"})")));
  ASSERT_EQ(verdict.findings.size(), 1U);
  const auto& finding = verdict.findings[0];
  EXPECT_EQ(finding.expected, "there are no faults of the content against its schema");
  EXPECT_NE(finding.actual.find("/id"), std::string::npos) << finding.actual;
  const auto promised = std::ranges::find(finding.evidence, Evidence::Kind::document, &Evidence::kind);
  ASSERT_NE(promised, finding.evidence.end());
  EXPECT_EQ(promised->where.source->name, "api.yaml");
  EXPECT_EQ(promised->where.mark.line, 14U);
}

}  // namespace
}  // namespace conform::testing
