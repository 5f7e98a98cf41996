#include "runner/judge/cause.hpp"
#include "tests/judge/judging.hpp"

#include <gtest/gtest.h>

namespace conform::testing {
namespace {

struct Pair {
  std::string_view left;
  std::string_view right;
};

TEST(ConstantPart, IsTheSameWhereNothingButNumbersIdsAndTimesDiffer) {
  for (const auto& [left, right] :
       {Pair{"row 7 of 12", "row 131 of 9"},
        Pair{"at 2026-11-21T14:48:19.123Z", "at 2027-01-02T00:00:00Z"},
        Pair{"Sat, 21 Nov 2026 14:48:19 GMT", "Sun, 02 Jan 2027 01:02:03 GMT"},
        Pair{"id 0f8fad5b-d9cb-469f-a165-70867728950e", "id abcdefab-cdef-abcd-efab-cdefabcdefab"},
        Pair{"object at 0x7f3a2c", "object at 0x55e1"},
        Pair{"digest deadbeefcafe", "digest 1234abcdfeed"},
        Pair{R"({"trace": "4bf92f3577b34da6", "lines": [1, 2, 3]})",
             R"({"trace": "00f067aa0ba902b7", "lines": [4]})"}})
    EXPECT_EQ(constant_part(left), constant_part(right)) << left;
  EXPECT_NE(constant_part("no such book"), constant_part("no such reader"));
  EXPECT_NE(constant_part("KeyError in a"), constant_part("TypeError in a"));
  EXPECT_EQ(constant_part("nothing special"), "nothing special");
}

TEST(ConstantPart, LeavesOutWhatTheRequestHad) {
  Request request;
  request.target = "/books/%C3%A9t%C3%A9?q=moby+dick&sort=price";
  request.content = R"({"title": "a \"quoted\" word", "lines": ["whale"]})";
  const auto echoes = values_in(request);
  for (const std::string_view text : {"no book \"été\" here",
                                      "no book \"moby dick\" here",
                                      "no book \"a \\\"quoted\\\" word\" here",
                                      "no book \"whale\" here",
                                      "no book \"a \"quoted\" word\" here"})
    EXPECT_EQ(constant_part(text, echoes), "no book \"\" here") << text;
}

TEST(ConstantPart, LeavesOutWholeTextsOfJsonHoweverShortAndEscaped) {
  Request request;
  request.target = "/books?q=%C3%A4&sort=up";
  const auto echoes = values_in(request);
  const std::string nothing = constant_part(R"({"error": "no such book", "about": ""})", echoes);
  EXPECT_EQ(constant_part(R"({"error":"no such book","about":"\u00e4"})", echoes), nothing);
  EXPECT_EQ(constant_part(R"({"error":"no such book","about":"up"})", echoes), nothing);
  EXPECT_NE(constant_part(R"({"error":"no such book","about":"down"})", echoes), nothing);
}

TEST(ConstantPart, IsBoundedForHostileTexts) {
  const std::string long_text(std::size_t{1} << 20U, 'x');
  EXPECT_LE(constant_part(long_text).size(), 512U);
  Request request;
  for (int number = 0; number < 5'000; ++number)
    request.target += "/segment" + std::to_string(number);
  EXPECT_LE(values_in(request).size(), 100U);
  request.content = std::string(100'000, '[');
  EXPECT_LE(constant_part("\xff\xfe\x00 bytes", values_in(request)).size(), 512U);
}

const Api& library() {
  static const Api api = api_with(R"(  /a:
    get:
      responses:
        '200':
          description: d
          content:
            application/json:
              schema: {type: object, properties: {id: {type: integer}, name: {type: string}}}
)");
  return api;
}

std::string cause_on(std::string_view require, std::string_view answer) {
  const auto book = book_of(rule_with("t/rule", "must", "require: " + std::string(require)));
  const Verdict verdict = verdict_on(library(), book, exchange_with(answer));
  return verdict.findings.empty() ? "nothing found" : verdict.findings.front().cause;
}

std::string error(std::string_view content) {
  return "HTTP/1.1 500 Internal Server Error\r\nContent-Length: " + std::to_string(content.size()) +
         "\r\n\r\n" + std::string(content);
}

std::string json(std::string_view content) {
  return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
         std::to_string(content.size()) + "\r\n\r\n" + std::string(content);
}

TEST(Cause, OfAStatusIsItsErrorAndHoldsNothingOfIt) {
  const std::string here = cause_on("{not: {status.class: 5}}", error("KeyError 17 in shelf"));
  EXPECT_EQ(here, cause_on("{not: {status.class: 5}}", error("KeyError 4 in shelf")));
  EXPECT_NE(here, cause_on("{not: {status.class: 5}}", error("KeyError 4 in cellar")));
  EXPECT_EQ(here.rfind("status 500, content ", 0), 0U) << here;
  EXPECT_EQ(here.find("KeyError"), std::string::npos) << here;
}

TEST(Cause, OfContentIsThePlaceOfItsSchema) {
  const std::string fits = "{documented.misfit-content: {empty: true}}";
  const std::string id = cause_on(fits, json(R"({"id": "x", "name": "a"})"));
  EXPECT_EQ(id, cause_on(fits, json(R"({"id": null, "name": "b"})")));
  EXPECT_NE(id, cause_on(fits, json(R"({"id": 1, "name": 2})")));
  EXPECT_NE(id, "nothing found");
}

TEST(Cause, OfAFieldIsTheField) {
  const std::string answer = "HTTP/1.1 200 OK\r\nDate: yesterday\r\nContent-Length: 0\r\n\r\n";
  EXPECT_EQ(cause_on("{field.Date: {is: http-date}}", answer), "`Date`");
  EXPECT_EQ(cause_on("{field.Allow: {present: true}}", answer), "the header section");
  EXPECT_EQ(cause_on("{request.method: POST}", answer), "status 200");
}

}  // namespace
}  // namespace conform::testing
