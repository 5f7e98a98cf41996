#include "tests/rules/suite_text.hpp"

#include "runner/rules/example.hpp"
#include "runner/rules/xml.hpp"

#include <gtest/gtest.h>

// Facts of sections as a whole, of codings, digests and texts, and the tests that compare with other facts.

namespace conform::testing {
namespace {

struct Reading {
  std::string head;  ///< as in an example: lines, an empty line, content
  std::string fact;
  std::string value;
  std::string request = "GET / HTTP/1.1\n";
};
void PrintTo(const Reading& one, std::ostream* out) { *out << one.fact << " of " << one.head; }

std::string value_of(const Reading& reading) {
  RuleExample example;
  example.bytes = message_bytes(reading.head);
  example.request = message_bytes(reading.request);
  const Exchange exchange = exchange_of(example);
  const auto fact = find_fact(reading.fact);
  return fact ? describe(fact->read(subject_of(exchange, {}))) : "no such fact";
}

class FieldFacts : public ::testing::TestWithParam<Reading> {};

TEST_P(FieldFacts, AreRead) { EXPECT_EQ(value_of(GetParam()), GetParam().value); }

const std::string ok = "HTTP/1.1 200 OK\n";
const std::string chunked = ok + "Trailer: A\nTransfer-Encoding: chunked\n\n0\r\nA: 1\r\nB: 2\r\n\r\n";

const std::string asked = "GET /a/b?c HTTP/1.1\nHost: example.org:8080\n";

// RFC 3986 §5.2, RFC 9110 §4.3.1
INSTANTIATE_TEST_SUITE_P(
    References,
    FieldFacts,
    ::testing::Values(
        Reading{ok + "Location: /x?y#z\n", "target-in.Location", "`/x?y`", asked},
        Reading{ok + "Location: c\n", "target-in.Location", "`/a/c`", asked},
        Reading{ok + "Location: ../c/./d\n", "target-in.Location", "`/c/d`", asked},
        Reading{ok + "Location: ?d\n", "target-in.Location", "`/a/b?d`", asked},
        Reading{ok + "Location: http://EXAMPLE.org:8080\n", "target-in.Location", "`/`", asked},
        Reading{ok + "Location: //example.org:8080/c\n", "target-in.Location", "`/c`", asked},
        Reading{ok + "Location: http://example.org/c\n", "target-in.Location", "absent", asked},
        Reading{ok + "Location: https://example.org:8080/c\n", "target-in.Location", "absent", asked},
        Reading{ok + "Location: mailto:a@example.org\n", "target-in.Location", "absent", asked},
        Reading{ok + "Location: /a b\n", "target-in.Location", "absent", asked},
        Reading{ok, "target-in.Location", "absent", asked}));

INSTANTIATE_TEST_SUITE_P(
    Sections,
    FieldFacts,
    ::testing::Values(
        Reading{ok + "Date: a\nDATE: b\nX: c\nx: d\nx: e\n", "fields.repeated", "`date`, `x`"},
        Reading{ok + "Date: a\n", "fields.repeated", "none"},
        Reading{ok + "Vary: a,,b\n", "fields.with-empty-members", "`vary`"},
        Reading{ok + "Vary: , a\n", "fields.with-empty-members", "`vary`"},
        Reading{ok + "Vary: a,\n", "fields.with-empty-members", "`vary`"},
        Reading{ok + "Vary: a, ,b\n", "fields.with-empty-members", "`vary`"},
        Reading{ok + "Vary:\n", "fields.with-empty-members", "none"},
        Reading{ok + "Cache-Control: a=\"b,,c\"\n", "fields.with-empty-members", "none"},
        Reading{ok + "Link: </a,,b>; rel=c\n", "fields.with-empty-members", "none"},
        Reading{ok + "Link: </a>; x=\"\\\",,\"\n", "fields.with-empty-members", "none"},
        Reading{ok + "Content-Type: a/b; c = d\n", "fields.with-bad-white-space", "`content-type`"},
        Reading{ok + "Content-Type: a/b; c= d\n", "fields.with-bad-white-space", "`content-type`"},
        Reading{ok + "Content-Type: a/b; c=\"d = e\"\n", "fields.with-bad-white-space", "none"},
        Reading{ok + "X-Other: c = d\n", "fields.with-bad-white-space", "none"},
        Reading{ok + "WWW-Authenticate: Negotiate abc== , Basic realm=\"x\"\n",
                "fields.with-bad-white-space",
                "none"},
        Reading{chunked, "trailers", "`a`, `b`"},
        Reading{chunked, "trailers.unannounced", "`b`"},
        Reading{ok + "Set-Cookie: a=b\nSet-Cookie: a=c; X\n", "cookies", "`a=b`, `a=c; X`"},
        Reading{ok + "Set-Cookie: a=b\nSet-Cookie: a=c\nSet-Cookie: d=e\n", "cookies.repeated", "`a`"},
        Reading{ok, "cookies", "absent"},
        Reading{ok, "request.version", "`HTTP/1.0`", "GET / HTTP/1.0\n"},
        Reading{ok, "connection.secure", "false"}));

const std::string problem = "HTTP/1.1 404 No\nContent-Type: application/problem+json\n\n";

INSTANTIATE_TEST_SUITE_P(
    Contents,
    FieldFacts,
    ::testing::Values(
        Reading{ok + "Content-Type: a/b; x=y; Charset=\"UTF-8\"\n", "content.charset", "`utf-8`"},
        Reading{ok + "Content-Type: a/b\n", "content.charset", "absent"},
        Reading{ok + "\n\xff", "content.utf8", "false"},
        Reading{ok + "\n<a:b xmlns:a='c:'/>", "content.xml-root", "`{c:}b`"},
        Reading{ok + "\n<b>", "content.xml-root", "absent"},
        Reading{ok + "Content-Encoding: gzip\n\nHello",
                "content.coding-faults",
                "`The content is no `gzip` data.`"},
        Reading{ok + "Content-Encoding: br\n\n\x0b\x02\x80Hello\x03", "content.coding-faults", "none"},
        Reading{ok + "Content-Encoding: br\n\n\x0b\x02\x80Hello\x03", "content.text", "`Hello`"},
        Reading{ok + "Content-Encoding: zstd\n\nHello",
                "content.coding-faults",
                "unknown: the content coding `zstd` is not one that we remove"},
        Reading{"HTTP/1.1 206 P\nContent-Encoding: gzip\n\nHello", "content.coding-faults", "absent"},
        Reading{ok + "Content-Encoding: gzip\n", "content.coding-faults", "absent"},
        Reading{ok + "\nHello", "content.coding-faults", "absent"},
        Reading{ok + "Content-Encoding: br, x-gzip\n",
                "content.unaccepted-codings",
                "`br`",
                "GET / HTTP/1.1\nAccept-Encoding: gzip, br;q=0.000\n"},
        Reading{ok + "Content-Encoding: br\n",
                "content.unaccepted-codings",
                "none",
                "GET / HTTP/1.1\nAccept-Encoding: gzip, *;q=0.5\n"},
        Reading{ok + "Content-Encoding: br\n", "content.unaccepted-codings", "absent"},
        Reading{ok + "Content-MD5: ixqZU8RhEpaoJ6v4xHgE1w==\n\nHello", "digest.legacy-faults", "none"},
        Reading{"HTTP/1.1 206 P\nContent-MD5: x\n\nHello", "digest.legacy-faults", "absent"},
        Reading{ok + "\nHello", "digest.faults", "absent"},
        Reading{ok + "Repr-Digest: sha-256=:AA==:\n\nHello", "digest.faults", "none", "POST / HTTP/1.1\n"},
        Reading{problem + R"({"status": 404})", "problem.status", "`404`"},
        Reading{problem + R"({"status": "404"})", "problem.status", "absent"},
        Reading{problem + R"({"status": "404"})",
                "problem.faults",
                "``status` is no whole number from 100 to 599.`"},
        Reading{problem + R"({"type": "a b", "title": 1, "x": 1, "status": 404})",
                "problem.faults",
                "``title` is no text.`, ``type` is no URI reference.`"},
        Reading{problem + "[]", "problem.faults", "`The problem is no JSON object.`"},
        Reading{problem + "[", "problem.faults", "absent"},
        Reading{ok + "\n{}", "problem.faults", "absent"}));

Truth truth_of(const std::string& text, const std::string& head) {
  RuleExample example;
  example.bytes = message_bytes(head);
  const Exchange exchange = exchange_of(example);
  return condition(text).holds(subject_of(exchange, {}));
}

TEST(Predicate, TakesWhatIsAbsentWhereThatIsSaid) {
  EXPECT_EQ(truth_of("field.Age: {absent-or-is: delta-seconds}", ok), Truth::yes);
  EXPECT_EQ(truth_of("field.Age: {absent-or-is: delta-seconds}", ok + "Age: 1\n"), Truth::yes);
  EXPECT_EQ(truth_of("field.Age: {absent-or-is: delta-seconds}", ok + "Age: a\n"), Truth::no);
}

TEST(Predicate, TestsEachWord) {
  EXPECT_EQ(truth_of("cookies: {each-is: set-cookie}", ok + "Set-Cookie: a=b\nSet-Cookie: c=d\n"),
            Truth::yes);
  EXPECT_EQ(truth_of("cookies: {each-is: set-cookie}", ok + "Set-Cookie: a=b\nSet-Cookie: c\n"), Truth::no);
  EXPECT_EQ(truth_of("cookies: {each-is: set-cookie}", ok), Truth::no);
}

TEST(Predicate, ComparesDatesOfBothForms) {
  const std::string dates = ok + "A: Thu, 01 Jan 1970 00:00:10 GMT\nB: @10\nC: @11\nD: soon\n";
  EXPECT_EQ(truth_of("field.A: {not-later-than: field.B}", dates), Truth::yes);
  EXPECT_EQ(truth_of("field.C: {not-later-than: field.A}", dates), Truth::no);
  EXPECT_EQ(truth_of("field.A: {not-later-than: field.D}", dates), Truth::yes);
  EXPECT_EQ(truth_of("field.A: {not-later-than: field.E}", dates), Truth::yes);
  EXPECT_EQ(truth_of("field.E: {not-later-than: field.A}", dates), Truth::no);
}

TEST(Predicate, LooksForMembersInAnotherList) {
  const std::string lists = ok + "A: b, C;q=1\nB: c, B;x=y, d\n";
  EXPECT_EQ(truth_of("field.A: {members-of: field.B}", lists), Truth::yes);
  EXPECT_EQ(truth_of("field.B: {members-of: field.A}", lists), Truth::no);
  EXPECT_EQ(truth_of("field.A: {members-of: field.E}", lists), Truth::no);
}

TEST(Predicate, WaitsForWhatItNeeds) {
  using Names = std::vector<std::string_view>;
  EXPECT_EQ(condition("field.A: {present: true}").needed_to_hold(), Names{"A"});
  EXPECT_EQ(condition("field.A: {present: true}").needed_to_fail(), Names{});
  EXPECT_EQ(condition("field.A: {present: false}").needed_to_fail(), Names{"A"});
  EXPECT_EQ(condition("any: [{field.A: x}, {field.B: x}]").needed_to_hold(), (Names{"A", "B"}));
  EXPECT_EQ(condition("any: [{field.A: x}, {status: 200}]").needed_to_hold(), Names{});
  EXPECT_EQ(condition("{status: 200, field.B: x}").needed_to_hold(), Names{"B"});
  EXPECT_EQ(condition("{field.A: {present: false}, field.B: {absent-or-is: token}}").needed_to_fail(),
            (Names{"A", "B"}));
  EXPECT_EQ(condition("not: {field.A: {is: token}}").needed_to_fail(), Names{"A"});
  EXPECT_EQ(condition("content.type: text/html").needed_to_hold(), Names{"Content-Type"});
  EXPECT_EQ(condition("anomalies: {contains-none-of: [bare-lf]}").needed_to_fail(), Names{seldom::anomalies});
  EXPECT_EQ(condition("interim.count: {at-least: 1}").needed_to_hold(), Names{seldom::interim});
  EXPECT_EQ(condition("interim.count: {at-most: 0}").needed_to_hold(), Names{});
}

}  // namespace
}  // namespace conform::testing
