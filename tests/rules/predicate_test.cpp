#include "tests/rules/suite_text.hpp"

#include "runner/rules/answer.hpp"
#include "runner/rules/example.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace conform::testing {
namespace {

Exchange exchange_with(std::string head) {
  RuleExample example;
  example.bytes = message_bytes(head);
  return exchange_of(example);
}

Truth truth_on(const std::string& text, const std::string& head) {
  const Exchange exchange = exchange_with(head);
  return condition(text).holds(subject_of(exchange, {}));
}

const std::string ok =
    "HTTP/1.1 200 OK\nAllow: GET, \"a,b\"\nRetry-After: 7\nX-Empty:\nContent-Length: 2\n\nhi\n";

// Facts of each truth: a final response came, it did not, and nothing is known without a document.
const std::vector<std::pair<std::string, Truth>> atoms = {
    {"{final: true}", Truth::yes},
    {"{final: false}", Truth::no},
    {"{documented.status: true}", Truth::unknown},
};

TEST(Predicate, CombinesByKleenesLogic) {
  for (const auto& [left, l] : atoms) {
    EXPECT_EQ(truth_on("not: " + left, ok),
              l == Truth::unknown ? l
              : l == Truth::yes   ? Truth::no
                                  : Truth::yes);
    for (const auto& [right, r] : atoms) {
      EXPECT_EQ(truth_on("all: [" + left + ", " + right + "]", ok), std::min(l, r)) << left << right;
      EXPECT_EQ(truth_on("any: [" + left + ", " + right + "]", ok), std::max(l, r)) << left << right;
    }
  }
}

TEST(Predicate, HoldsAlwaysWhenEmpty) {
  const Exchange exchange;
  EXPECT_EQ(Predicate().holds(Subject{exchange}), Truth::yes);
}

struct TestCase {
  std::string condition;
  Truth truth;
};
void PrintTo(const TestCase& test, std::ostream* out) { *out << test.condition; }

class PredicateTests : public ::testing::TestWithParam<TestCase> {};

TEST_P(PredicateTests, HoldAsTheReadmeSays) {
  EXPECT_EQ(truth_on(GetParam().condition, ok), GetParam().truth) << GetParam().condition;
}

INSTANTIATE_TEST_SUITE_P(
    EveryTest,
    PredicateTests,
    ::testing::Values(TestCase{"status: 200", Truth::yes},
                      TestCase{"status: 201", Truth::no},
                      TestCase{"status: [201, 200]", Truth::yes},
                      TestCase{"status: {one-of: [201, 202]}", Truth::no},
                      TestCase{"status: {at-least: 200, at-most: 299}", Truth::yes},
                      TestCase{"status: {at-least: 201}", Truth::no},
                      TestCase{"status.class: 2", Truth::yes},
                      TestCase{"status.known: true", Truth::yes},
                      TestCase{"reason: OK", Truth::yes},
                      TestCase{"reason: ok", Truth::no},
                      TestCase{"reason: {equals-ignoring-case: ok}", Truth::yes},
                      TestCase{"version: HTTP/1.1", Truth::yes},
                      TestCase{"field.Allow: {present: true}", Truth::yes},
                      TestCase{"field.allow: {present: false}", Truth::no},
                      TestCase{"field.Date: {present: true}", Truth::no},
                      TestCase{"field.Date: {present: false}", Truth::yes},
                      TestCase{"field.Date: {empty: false}", Truth::no},
                      TestCase{"field.Date: {empty: true}", Truth::no},
                      TestCase{"field.X-Empty: {empty: true}", Truth::yes},
                      TestCase{"field.Allow: {lists: get}", Truth::yes},
                      TestCase{"field.Allow: {lists: a}", Truth::no},
                      TestCase{"field.Allow: {lists: '\"a,b\"'}", Truth::yes},
                      TestCase{"field.Allow: {contains: 'GET, '}", Truth::yes},
                      TestCase{"field.Allow: {starts-with: get}", Truth::yes},
                      TestCase{"field.Allow: {ends-with: 'B\"'}", Truth::yes},
                      TestCase{"field.Retry-After: {at-least: 7}", Truth::yes},
                      TestCase{"field.Retry-After: {at-most: 6}", Truth::no},
                      TestCase{"field.Retry-After: {is: delta-seconds}", Truth::yes},
                      TestCase{"lines.Allow: 1", Truth::yes},
                      TestCase{"lines.Date: 0", Truth::yes},
                      TestCase{"field.Content-Length: {same-as: content.length}", Truth::yes},
                      TestCase{"field.Retry-After: {same-as: content.length}", Truth::no},
                      TestCase{"field.Retry-After: {same-as: field.Date}", Truth::no},
                      TestCase{"content.text: hi", Truth::yes},
                      TestCase{"content.json: false", Truth::yes},
                      TestCase{"framing: content-length", Truth::yes},
                      TestCase{"anomalies: {empty: true}", Truth::yes},
                      TestCase{"anomalies: {contains-none-of: [bare-lf]}", Truth::yes},
                      TestCase{"anomalies: {contains: bare-lf}", Truth::no},
                      TestCase{"documented.missing-fields: {empty: true}", Truth::unknown}));

TEST(Predicate, DescribesItselfInWords) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"field.Allow: {present: true}", "`Allow` is present"},
      {"field.Allow: {present: false}", "`Allow` is absent"},
      {"not: {field.Allow: {present: true}}", "`Allow` is absent"},
      {"status: [301, 302]", "`status` is one of 301, 302"},
      {"status: 405", "`status` is 405"},
      {"not: {status: 405}", "`status` is not 405"},
      {"status.class: {at-least: 4}", "the class of the status is at least 4"},
      {"not: {status: {at-least: 400}}", "`status` is less than 400"},
      {"anomalies: {empty: true}", "there are no anomalies on the wire"},
      {"anomalies: {contains-none-of: [bare-lf]}", "anomalies on the wire do not include `bare-lf`"},
      {"anomalies: {contains-none-of: [bare-lf, bare-cr]}",
       "anomalies on the wire do not include any of `bare-lf`, `bare-cr`"},
      {"documented.status: true", "the status is documented"},
      {"documented.status: false", "the status is not documented"},
      {"not: {documented.status: true}", "the status is not documented"},
      {"any: [{field.ETag: {present: true}}, {field.Date: {present: true}}]",
       "`ETag` is present or `Date` is present"},
      {"not: {any: [{field.ETag: {present: true}}, {status: 200}]}",
       "`ETag` is absent and `status` is not 200"},
      {"field.Vary: {present: true, lists: Accept}", "`Vary` lists `Accept`"},
      {"field.Content-Length: {same-as: content.length}",
       "`Content-Length` is the same as the length of the content"},
      {"content.text: {empty: false}", "the content is not empty"},
  };
  for (const auto& [text, words] : cases)
    EXPECT_EQ(condition(text).describe(), words);
}

TEST(Predicate, SaysWhatWasFoundInstead) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"field.Date: {present: true}", "`Date` is absent"},
      {"status: 405", "`status` is `200`"},
      {"all: [{status: 200}, {field.Date: {present: true}}]", "`Date` is absent"},
      {"any: [{field.ETag: {present: true}}, {field.Date: {present: true}}]",
       "`ETag` is absent; `Date` is absent"},
      {"not: {field.Allow: {present: true}}", "`Allow` is `GET, \"a,b\"`"},
      {"content.json: true", "the content is not JSON"},
      {"anomalies: {contains: bare-lf}", "there are no anomalies on the wire"},
      {"field.Retry-After: {same-as: content.length}",
       "`Retry-After` is `7`; the length of the content is `2`"},
      {"documented.status: true", "there is no document that describes this"},
  };
  const Exchange exchange = exchange_with(ok);
  for (const auto& [text, words] : cases)
    EXPECT_EQ(condition(text).found(subject_of(exchange, {})), words) << text;
}

TEST(Predicate, PointsAtTheBytesThatBrokeIt) {
  const Exchange exchange = exchange_with(ok);
  const auto spots = condition("field.Allow: GET").spots(subject_of(exchange, {}));
  ASSERT_EQ(spots.size(), 1U);
  EXPECT_EQ(exchange.received.substr(spots[0].offset, spots[0].length), "Allow: GET, \"a,b\"");
  const auto status = condition("status: 404").spots(subject_of(exchange, {}));
  ASSERT_EQ(status.size(), 1U);
  EXPECT_EQ(exchange.received.substr(status[0].offset, status[0].length), "HTTP/1.1 200 OK");
}

TEST(Predicate, BlamesOnlyTheWordsThatItExcludes) {
  RuleExample example;
  example.bytes = "HTTP/1.1 200 OK\nA : b\r\nContent-Length: 0\r\n\r\n";
  const Exchange exchange = exchange_of(example);
  const auto predicate = condition("wire.anomalies: {contains-none-of: [space-before-colon, obs-fold]}");
  EXPECT_EQ(predicate.found(subject_of(exchange, {})), "anomalies on the wire: `space-before-colon`");
  const auto spots = predicate.spots(subject_of(exchange, {}));
  ASSERT_EQ(spots.size(), 1U);
  EXPECT_EQ(spots[0].word, "space-before-colon");
  EXPECT_EQ(condition("anomalies: {empty: true}").spots(subject_of(exchange, {})).size(), 2U);
}

TEST(Predicate, TellsWhichStatusesItAdmits) {
  using Statuses = std::vector<int>;
  EXPECT_EQ(condition("status: [405, 301]").admitted_statuses(), (Statuses{301, 405}));
  EXPECT_EQ(condition("status.class: 4").admitted_statuses().size(), 100U);
  EXPECT_EQ(condition("{status.class: 4, status: {at-least: 498}}").admitted_statuses(),
            (Statuses{498, 499}));
  EXPECT_EQ(condition("{status: 405, field.Allow: {present: true}}").admitted_statuses(), (Statuses{405}));
  EXPECT_EQ(condition("any: [{status: 405}, {field.Allow: {present: true}}]").admitted_statuses(),
            Statuses{});
  EXPECT_EQ(condition("any: [{status: 405}, {status: 404}]").admitted_statuses(), (Statuses{404, 405}));
  EXPECT_EQ(condition("not: {status: {at-least: 3}}").admitted_statuses(), (Statuses{1, 2}));
  EXPECT_EQ(condition("not: {all: [{status: 405}, {field.Allow: {present: true}}]}").admitted_statuses(),
            Statuses{});
  EXPECT_EQ(condition("field.Allow: {present: true}").admitted_statuses(), Statuses{});
}

Answer plain_answer() {
  Answer answer;
  answer.final = {.status = 200, .reason = "OK", .fields = {{"Allow", "GET"}}, .content = "hello"};
  return answer;
}

Truth truth_of(const Predicate& predicate, const Answer& answer) {
  const Exchange exchange = exchange_of(answer, {});
  return predicate.holds(subject_of(exchange, {}));
}

TEST(Predicate, CanBeMadeToHoldAndBroken) {
  const std::vector<std::string> conditions = {
      "status: 405",
      "status.class: 4",
      "status.known: true",
      "version: HTTP/1.1",
      "reason: Fine",
      "field.Retry-After: {present: true, is: delta-seconds}",
      "field.Allow: {present: true}",
      "field.Date: {is: http-date}",
      "field.Vary: {lists: Accept}",
      "field.Location: {starts-with: http}",
      "lines.Allow: {at-most: 1}",
      "trailer.X-Sum: {present: true}",
      "content.length: 0",
      "content.length: {at-least: 1}",
      "content.text: {contains: world}",
      "content.type: text/plain",
      "content.json: true",
      "content.xml: true",
      "framing: chunked",
      "anomalies: {contains-none-of: [bare-lf, obs-fold]}",
      "wire.anomalies: {empty: true}",
      "wire.bytes-after-message: 0",
      "final: true",
      "silence: {present: false}",
      "interim.count: 1",
      "interim.statuses: {contains: '103'}",
      "field.Content-Length: {same-as: content.length}",
      "all: [{status: 404}, {field.ETag: {is: entity-tag}}]",
      "any: [{field.ETag: {present: true}}, {field.Date: {present: true}}]",
      "not: {field.Allow: {present: true}}",
  };
  for (const auto& text : conditions) {
    const auto predicate = condition(text);
    Answer good = plain_answer();
    ASSERT_TRUE(predicate.make_hold(good)) << text;
    EXPECT_EQ(truth_of(predicate, good), Truth::yes) << text << '\n' << to_bytes(good);
    if (text == "wire.anomalies: {empty: true}") continue;  // no word says which to write
    const auto ways = predicate.ways_to_break(good);
    EXPECT_FALSE(ways.empty()) << text;
    for (const auto& way : ways)
      EXPECT_EQ(truth_of(predicate, way), Truth::no) << text << '\n' << to_bytes(way);
  }
}

TEST(Predicate, BreaksEachPartOfAConjunctionOnItsOwn) {
  const auto predicate = condition("{field.ETag: {present: true}, field.Allow: {present: true}}");
  Answer good = plain_answer();
  ASSERT_TRUE(predicate.make_hold(good));
  const auto ways = predicate.ways_to_break(good);
  ASSERT_EQ(ways.size(), 2U);
  EXPECT_FALSE(ways[0].final.fields.has("ETag"));
  EXPECT_TRUE(ways[0].final.fields.has("Allow"));
  EXPECT_TRUE(ways[1].final.fields.has("ETag"));
  EXPECT_FALSE(ways[1].final.fields.has("Allow"));
}

TEST(Predicate, CannotBeMadeToHoldByWhatAServerDoesNotDecide) {
  Answer answer = plain_answer();
  EXPECT_FALSE(condition("request.method: POST").make_hold(answer));
  EXPECT_EQ(to_bytes(answer), to_bytes(plain_answer()));
}

}  // namespace
}  // namespace conform::testing
