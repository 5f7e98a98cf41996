#include "runner/judge/place.hpp"
#include "tests/judge/judging.hpp"

#include <gtest/gtest.h>

namespace conform::testing {
namespace {

using Places = std::vector<std::string>;

constexpr std::string_view book = R"(  /books:
    get:
      responses:
        '200':
          description: d
          headers: {X-Pages: {required: true, schema: {type: integer}}}
          content:
            application/json:
              schema:
                type: object
                required: [id, name]
                properties: {id: {type: integer}, name: {allOf: [{type: string}, {maxLength: 3}]}}
            text/csv: {}
)";
// The same promises in another order, behind another operation.
constexpr std::string_view reordered = R"(  /added: {get: {responses: {'200': {description: d}}}}
  /books:
    get:
      responses:
        '404': {description: n}
        '200':
          content:
            text/csv: {}
            application/json:
              schema:
                properties: {name: {allOf: [{maxLength: 3}, {type: string}]}, id: {type: integer}}
                required: [name, id]
                type: object
          headers: {X-Pages: {schema: {type: integer}, required: true}}
          description: d
)";

std::string answer(std::string_view content, std::string_view fields = "") {
  return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + std::string(fields) +
         "Content-Length: " + std::to_string(content.size()) + "\r\n\r\n" + std::string(content);
}

Places places_in(const Api& api, std::string_view require, std::string_view bytes) {
  const auto rules = book_of(rule_with("t/rule", "must", "require: " + std::string(require)));
  const Verdict verdict = verdict_on(api, rules, exchange_with(bytes));
  return verdict.findings.empty() ? Places{"nothing found"} : verdict.findings.front().places;
}

Places places_on(std::string_view require, std::string_view bytes) {
  static const Api api = api_with(std::string(book));
  return places_in(api, require, bytes);
}

constexpr std::string_view fits = "{documented.misfit-content: {empty: true}}";
constexpr std::string_view schema = "#/paths/~1books/get/responses/200/content/application~1json/schema";

TEST(Place, OfContentIsEachKeywordThatRefusesIt) {
  EXPECT_EQ(places_on(fits, answer(R"({"id": "x", "name": "a"})")),
            Places{std::string(schema) + "/properties/id/type"});
  EXPECT_EQ(
      places_on(fits, answer(R"({"name": 4711})")),
      (Places{std::string(schema) + "/properties/name/allOf/*/type", std::string(schema) + "/required id"}));
  EXPECT_EQ(places_on(fits, answer("{}")),
            (Places{std::string(schema) + "/required id", std::string(schema) + "/required name"}));
  EXPECT_EQ(places_on(fits, answer("{")), Places{"the response 200, content"});
}

TEST(Place, IsTheSameWhereverTheDocumentSaysIt) {
  Api other = api_with(std::string(reordered));
  std::swap(other.operations.front(), other.operations.back());
  for (const std::string_view content : {R"({"id": "x", "name": "a"})", R"({"name": 4711})", "{}", "{"})
    EXPECT_EQ(places_in(other, fits, answer(content)), places_on(fits, answer(content))) << content;
  EXPECT_EQ(places_in(other,
                      "{documented.misfit-media-type: {empty: true}}",
                      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1\r\n\r\nx"),
            Places{"the response 200, content"});
}

TEST(Place, HoldsNoValue) {
  EXPECT_EQ(places_on(fits, answer(R"({"id": "x", "name": "a"})")),
            places_on(fits, answer(R"({"id": [17], "name": ""})")));
  EXPECT_EQ(
      places_on("{not: {status.class: 5}}", "HTTP/1.1 500 Oops 17\r\nContent-Length: 8\r\n\r\nKeyError"),
      Places{"status 500"});
}

TEST(Place, OfAFieldIsTheField) {
  const std::string odd = answer("{}", "Date: yesterday\r\n");
  EXPECT_EQ(places_on("{field.Date: {is: http-date}}", odd), Places{"Date"});
  EXPECT_EQ(places_on("{field.Allow: {present: true}}", odd), Places{"the header section"});
  EXPECT_EQ(places_on("{documented.misfit-fields: {empty: true}}", answer("{}", "X-Pages: many\r\n")),
            Places{"the response 200, X-Pages: type"});
  EXPECT_EQ(places_on("{documented.missing-fields: {empty: true}}", odd),
            Places{"the response 200, the header X-Pages"});
}

/// Of a 500 or a 422 to a request of that kind.
Places places_after(int status, const Intent* intent, const Purpose& purpose) {
  Exchange exchange;
  Response response;
  response.status = status;
  const Subject subject{.exchange = exchange, .message = &response, .intent = intent};
  Finding finding;
  finding.evidence.push_back({.label = "the status line"});
  return places_of(finding, subject, purpose);
}

TEST(Place, OfAStatusTellsWhatKindOfRequestItAnswers) {
  const Intent wrong{.faults = {"`path id` at `/4711`: Found 3.", "`body`: Found no property `title`, no."},
                     .keywords = {"maximum", "required"}};
  const Intent uninvited{.credential_faults = {"The credential `key` is left out."}};
  EXPECT_EQ(places_after(500, nullptr, {}), Places{"status 500"});
  EXPECT_EQ(places_after(500, nullptr, {CaseKind::fuzz}), Places{"status 500, another good request"});
  EXPECT_EQ(places_after(500, &wrong, {CaseKind::negative}), Places{"status 500, body required title"});
  EXPECT_EQ(places_after(422, &wrong, {CaseKind::negative}), Places{"status 422, a wrong request"});
  EXPECT_EQ(places_after(200, &uninvited, {CaseKind::negative}),
            Places{"status 200, The credential key is left out."});
  EXPECT_EQ(places_after(500, nullptr, {CaseKind::probe, "ranges.first"}),
            Places{"status 500, probe ranges.first"});
}

TEST(Place, IsBounded) {
  Exchange exchange;
  const Subject subject{.exchange = exchange};
  Finding finding;
  for (int at = 0; at < 100; ++at)
    finding.evidence.push_back({.label = std::string(1000, static_cast<char>('g' + at % 20)) + "\n"});
  const Places places = places_of(finding, subject, {});
  EXPECT_EQ(places.size(), 20U);
  for (const std::string& place : places)
    EXPECT_LE(place.size(), 400U);
}

}  // namespace
}  // namespace conform::testing
