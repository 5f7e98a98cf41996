#include "runner/mock/keeping.hpp"
#include "runner/mock/mock.hpp"

#include "runner/http/response_reader.hpp"
#include "tests/mock/small_document.hpp"

#include <gtest/gtest.h>

namespace conform::test {
namespace {

const RuleBook no_rules;

/// The bytes of an answer, read as a client reads them.
Exchange read_back(const Answer& answer, const std::string& method) {
  ReadingOf reading;
  reading.method = method;
  ResponseReader reader(reading);
  reader.feed(to_bytes(answer));
  reader.finish();
  Exchange exchange;
  reader.take(exchange, Silence::closed);
  return exchange;
}

Exchange exchange_for(const SmallApi& small, const Request& request, const RuleBook& rules = no_rules) {
  return read_back(conforming_answer(*small.api, rules, small.api->operations.front(), request),
                   request.method);
}

void expect_clean(const Exchange& exchange) {
  EXPECT_TRUE(exchange.anomalies.empty());
  for (const Response& interim : exchange.interim)
    EXPECT_TRUE(interim.anomalies.empty());
  ASSERT_NE(exchange.response(), nullptr);
  EXPECT_TRUE(exchange.response()->anomalies.empty());
}

const std::string books = R"(
  /books:
    get:
      responses:
        '404': { description: None. }
        '200':
          description: Books.
          headers:
            X-Total: { required: true, schema: { type: integer, minimum: 3, maximum: 3 } }
            X-Next: { schema: { type: string }, example: more }
            Content-Length: { schema: { type: integer } }
          content:
            application/json:
              schema: { type: array, items: { type: string }, minItems: 1 }
              example: [Emma]
            text/plain:
              schema: { type: string }
              examples: { one: { value: Emma } }
)";

TEST(ConformingAnswer, IsTheFirstDocumentedSuccess) {
  const Exchange exchange = exchange_for(api_of(books), request_of("GET", "/books"));
  expect_clean(exchange);
  const Response& response = *exchange.response();
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.reason, "OK");
  EXPECT_EQ(response.fields.combined("Content-Type"), "application/json");
  EXPECT_EQ(response.content, R"(["Emma"])");
  EXPECT_EQ(response.fields.combined("X-Total"), "3");
  EXPECT_EQ(response.fields.combined("X-Next"), "more");
  EXPECT_EQ(response.fields.count("Content-Length"), 1U);
  EXPECT_TRUE(response.fields.has("Date"));
}

TEST(ConformingAnswer, IsTheOneThatPreferAsksFor) {
  const SmallApi small = api_of(books);
  for (const std::string prefer : {"code=404", "respond-async, code=\"404\""}) {
    const Exchange exchange = exchange_for(small, request_of("GET", "/books", {{"Prefer", prefer}}));
    expect_clean(exchange);
    EXPECT_EQ(exchange.response()->status, 404);
  }
  for (const std::string prefer : {"code=500", "code=x", "code="}) {
    const Exchange exchange = exchange_for(small, request_of("GET", "/books", {{"Prefer", prefer}}));
    EXPECT_EQ(exchange.response()->status, 200) << prefer;
  }
}

TEST(ConformingAnswer, HasTheMediaTypeThatAcceptLikesBest) {
  const SmallApi small = api_of(books);
  const std::pair<std::string, std::string> table[] = {
      {"text/plain", "text/plain"},
      {"text/*", "text/plain"},
      {"*/*", "application/json"},
      {"application/json;q=0.5, text/plain;q=0.6", "text/plain"},
      {"text/plain;q=0, */*", "application/json"},
      {"image/png", "application/json"},
      {",;q=, /", "application/json"},
  };
  for (const auto& [accept, type] : table) {
    const Exchange exchange = exchange_for(small, request_of("GET", "/books", {{"Accept", accept}}));
    EXPECT_EQ(exchange.response()->fields.combined("Content-Type"), type) << accept;
  }
}

TEST(ConformingAnswer, SamplesTheSchemaWhereNoExampleFits) {
  const SmallApi small = api_of(R"(
  /a:
    get:
      responses:
        '200':
          description: A number.
          content: { application/json: { schema: { type: integer, minimum: 7, maximum: 7 }, example: wrong } }
)");
  EXPECT_EQ(exchange_for(small, request_of("GET", "/a")).response()->content, "7");
}

TEST(ConformingAnswer, CountsButOmitsTheContentForHead) {
  const Exchange exchange = exchange_for(api_of(books), request_of("HEAD", "/books"));
  expect_clean(exchange);
  EXPECT_EQ(exchange.response()->content, "");
  EXPECT_EQ(exchange.response()->fields.combined("Content-Length"), "8");
}

TEST(ConformingAnswer, HasNoContentWhereNoneMayBe) {
  for (const std::string status : {"204", "304"}) {
    const SmallApi small = api_of("\n  /a:\n    get:\n      responses:\n        '" + status +
                                  "': { description: None., content: { text/plain: { example: no } } }\n");
    const Exchange exchange = exchange_for(small, request_of("GET", "/a"));
    expect_clean(exchange);
    EXPECT_EQ(exchange.response()->status, std::stoi(status));
    EXPECT_EQ(exchange.response()->content, "");
  }
}

TEST(ConformingAnswer, SendsInterimResponsesBeforeAFinalOne) {
  for (const std::string status : {"100", "102", "103"}) {
    const SmallApi small =
        api_of("\n  /a:\n    get:\n      responses:\n        '" + status +
               "': { description: Wait., headers: { Link: { schema: { const: <a> } } } }\n");
    const Exchange exchange = exchange_for(small, request_of("GET", "/a"));
    expect_clean(exchange);
    ASSERT_EQ(exchange.interim.size(), 1U);
    EXPECT_EQ(exchange.interim[0].status, std::stoi(status));
    EXPECT_EQ(exchange.interim[0].fields.combined("Link"), "<a>");
    EXPECT_EQ(exchange.response()->status, 200);
  }
}

TEST(ConformingAnswer, SwitchesToTheProtocolThatWasAskedFor) {
  const SmallApi small =
      api_of("\n  /a:\n    get:\n      responses:\n        '101': { description: Go on. }\n");
  const Fields asked = {{"Upgrade", "websocket, x/1"}, {"Connection", "upgrade"}};
  const Exchange exchange = exchange_for(small, request_of("GET", "/a", asked));
  expect_clean(exchange);
  EXPECT_EQ(exchange.response()->status, 101);
  EXPECT_EQ(exchange.response()->fields.combined("Upgrade"), "websocket");
  EXPECT_TRUE(exchange.response()->fields.lists("Connection", "upgrade"));
}

TEST(ConformingAnswer, ListsTheMethodsOfThePathIn405) {
  const SmallApi small = api_of(R"(
  /a:
    delete: { responses: { '405': { description: No. } } }
    get: { responses: { '200': { description: Yes. } } }
    put: { responses: { '200': { description: Yes. } } }
)");
  const Operation* refused = nullptr;
  for (const Operation& operation : small.api->operations) {
    if (operation.method == "DELETE") refused = &operation;
  }
  ASSERT_NE(refused, nullptr);
  const Answer answer = conforming_answer(*small.api, no_rules, *refused, request_of("DELETE", "/a"));
  EXPECT_EQ(answer.final.status, 405);
  EXPECT_TRUE(answer.final.fields.lists("Allow", "GET"));
  EXPECT_TRUE(answer.final.fields.lists("Allow", "PUT"));
  EXPECT_FALSE(answer.final.fields.lists("Allow", "DELETE"));
}

TEST(ConformingAnswer, ChoosesSomethingForEveryKindOfPattern) {
  const std::pair<std::string, int> table[] = {
      {"'2XX'", 200}, {"'4XX'", 400}, {"default", 200}, {"'418'", 418}};
  for (const auto& [pattern, status] : table) {
    const SmallApi small =
        api_of("\n  /a:\n    get:\n      responses:\n        " + pattern + ": { description: So. }\n");
    const Exchange exchange = exchange_for(small, request_of("GET", "/a"));
    expect_clean(exchange);
    EXPECT_EQ(exchange.response()->status, status) << pattern;
  }
}

const std::string suite = R"(
test/401-challenge:
  level: must
  source: RFC 9110 §15.5.2
  text: A 401 response has a challenge.
  when: { status: 401 }
  require: { field.WWW-Authenticate: { present: true } }
  examples:
    - pass: |
        HTTP/1.1 401 Unauthorized
        WWW-Authenticate: Basic realm="x"
    - fail: |
        HTTP/1.1 401 Unauthorized
test/errors-explain:
  level: should
  source: RFC 9110 §15.5
  text: An error has content.
  when: { status.class: 4 }
  require: { content.length: { at-least: 1 } }
  examples:
    - pass: |
        HTTP/1.1 404 Not Found

        x
    - fail: |
        HTTP/1.1 404 Not Found
test/103-link:
  level: should
  of: interim
  source: RFC 8297 §2
  text: Early hints have a link.
  when: { status: 103 }
  require: { field.Link: { present: true } }
  examples:
    - pass: |
        HTTP/1.1 103 Early Hints
        Link: </a>

        HTTP/1.1 200 OK
    - fail: |
        HTTP/1.1 103 Early Hints

        HTTP/1.1 200 OK
)";

const std::string refusals = R"(
  /a:
    get:
      responses:
        '200': { description: Yes. }
        '401': { description: No. }
        '103': { description: Soon. }
)";

TEST(ConformingAnswer, KeepsTheRulesWhereTheDocumentSaysNothing) {
  const auto rules = rules_of(suite);
  const Exchange exchange =
      exchange_for(api_of(refusals), request_of("GET", "/a", {{"Prefer", "code=401"}}), *rules);
  expect_clean(exchange);
  EXPECT_EQ(exchange.response()->status, 401);
  EXPECT_TRUE(exchange.response()->fields.has("WWW-Authenticate"));
  EXPECT_NE(exchange.response()->content, "");
  ASSERT_EQ(exchange.interim.size(), 1U);
  EXPECT_TRUE(exchange.interim[0].fields.has("Link"));
}

TEST(BrokenAnswer, BreaksExactlyTheRule) {
  const auto rules = rules_of(suite);
  const SmallApi small = api_of(refusals);
  const Operation& operation = small.api->operations.front();
  const Request request = request_of("GET", "/a");
  Asked asked;
  asked.request = &request;
  asked.api = small.api.get();
  asked.operation = &operation;
  for (const Rule& rule : rules->rules()) {
    const auto answer = broken_answer(*small.api, *rules, operation, request, rule);
    ASSERT_TRUE(answer.has_value()) << rule.id;
    const auto broken = broken_rules(*rules, *answer, asked);
    ASSERT_EQ(broken.size(), 1U) << rule.id;
    EXPECT_EQ(broken.front()->id, rule.id);
  }
}

TEST(BrokenAnswer, IsNothingWhereTheRuleCannotApply) {
  const auto rules = rules_of(suite);
  const SmallApi small = api_of("\n  /a:\n    get: { responses: { '200': { description: Yes. } } }\n");
  const auto* rule = rules->find("test/103-link");
  ASSERT_NE(rule, nullptr);
  EXPECT_FALSE(
      broken_answer(*small.api, *rules, small.api->operations.front(), request_of("GET", "/a"), *rule));
}

}  // namespace
}  // namespace conform::test
