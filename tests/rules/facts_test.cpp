#include "runner/contract/media_type_for.hpp"
#include "runner/rules/example.hpp"
#include "runner/rules/fact.hpp"
#include "runner/rules/xml.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

namespace conform::testing {
namespace {

struct Shown {
  std::string answer;
  std::string fact;
  std::string value;  ///< as describe() tells it
  std::string request = "GET /a?b=c HTTP/1.1\r\nHost: here\r\nAccept: a\r\nAccept: b\r\n\r\nhello";
};
void PrintTo(const Shown& shown, std::ostream* out) { *out << shown.fact << " of " << shown.answer; }

class Facts : public ::testing::TestWithParam<Shown> {};

TEST_P(Facts, AreReadFromTheExchange) {
  RuleExample example;
  example.bytes = GetParam().answer;
  example.request = GetParam().request;
  const Exchange exchange = exchange_of(example);
  const auto fact = find_fact(GetParam().fact);
  ASSERT_TRUE(fact);
  EXPECT_EQ(describe(fact->read(subject_of(exchange, {}))), GetParam().value);
}

const std::string plain = "HTTP/1.1 200 OK\r\nVary: a\r\nVary: b\r\nContent-Type: Text/HTML; charset=x\r\n"
                          "Content-Length: 2\r\n\r\nhi";
const std::string chunked =
    "HTTP/1.0 299 \r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX-Sum: 7\r\n\r\n";
const std::string early = "HTTP/1.1 103 E\r\n\r\nHTTP/1.1 100 C\r\n\r\n";
const std::string late = "HTTP/1.1 204 N\r\n\r\nhello";

INSTANTIATE_TEST_SUITE_P(Message,
                         Facts,
                         ::testing::Values(Shown{plain, "status", "`200`"},
                                           Shown{plain, "status.class", "`2`"},
                                           Shown{plain, "status.known", "true"},
                                           Shown{chunked, "status.known", "false"},
                                           Shown{plain, "version", "`HTTP/1.1`"},
                                           Shown{chunked, "version", "`HTTP/1.0`"},
                                           Shown{plain, "reason", "`OK`"},
                                           Shown{chunked, "reason", "empty"},
                                           Shown{plain, "field.vary", "`a, b`"},
                                           Shown{plain, "field.Date", "absent"},
                                           Shown{plain, "lines.Vary", "`2`"},
                                           Shown{plain, "lines.Date", "`0`"},
                                           Shown{chunked, "trailer.x-sum", "`7`"},
                                           Shown{plain, "trailer.x-sum", "absent"},
                                           Shown{plain, "content.length", "`2`"},
                                           Shown{plain, "content.text", "`hi`"},
                                           Shown{plain, "content.type", "`text/html`"},
                                           Shown{chunked, "content.type", "absent"},
                                           Shown{plain, "content.json", "false"},
                                           Shown{chunked, "content.json", "true"},
                                           Shown{plain, "content.xml", "false"},
                                           Shown{plain, "framing", "`content-length`"},
                                           Shown{chunked, "framing", "`chunked`"},
                                           Shown{late, "framing", "`none`"}));

INSTANTIATE_TEST_SUITE_P(
    Wire,
    Facts,
    ::testing::Values(Shown{plain, "anomalies", "none"},
                      Shown{"HTTP/1.1 200 OK\nContent-Length: 0\r\n\r\n", "anomalies", "`bare-lf`"},
                      Shown{plain, "wire.bytes-after-message", "`0`"},
                      Shown{late, "wire.bytes-after-message", "`5`"},
                      Shown{late, "wire.anomalies", "`content-where-none-may-be`"},
                      Shown{plain, "final", "true"},
                      Shown{early, "final", "false"},
                      Shown{plain, "silence", "absent"},
                      Shown{early, "silence", "`closed`"},
                      Shown{early, "interim.count", "`2`"},
                      Shown{early, "interim.statuses", "`103`, `100`"},
                      Shown{early, "status", "unknown: there is no response to look at"}));

INSTANTIATE_TEST_SUITE_P(
    Request,
    Facts,
    ::testing::Values(Shown{plain, "request.method", "`GET`"},
                      Shown{plain, "request.target", "`/a?b=c`"},
                      Shown{plain, "request.content.length", "`5`"},
                      Shown{plain, "request.field.accept", "`a, b`"},
                      Shown{plain, "request.field.host", "`here`"},
                      Shown{plain, "request.field.Date", "absent"},
                      Shown{plain, "documented.operation", "unknown: there is no document"},
                      Shown{
                          plain, "documented.status", "unknown: there is no document that describes this"}));

TEST(Facts, OfWhatTheConnectionAddedAreReadFromTheBytesSent) {
  Exchange exchange;
  exchange.sent = "GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\nConnection: no";
  const auto fact = find_fact("request.field.connection");
  ASSERT_TRUE(fact);
  EXPECT_EQ(describe(fact->read(Subject{exchange})), "`close`");
}

TEST(Facts, AreUnknownWhereTheContentWasCut) {
  RuleExample example;
  example.bytes = plain;
  Exchange exchange = exchange_of(example);
  exchange.content_truncated = true;
  for (const auto* name : {"content.length", "content.text", "content.json", "content.xml"}) {
    EXPECT_EQ(describe(find_fact(name)->read(subject_of(exchange, {}))),
              "unknown: the content is longer than our limit")
        << name;
  }
}

TEST(Facts, AreFoundByNameAndParameter) {
  const auto field = find_fact("field.Retry-After");
  ASSERT_TRUE(field);
  EXPECT_EQ(field->fact->name, "field.*");
  EXPECT_EQ(field->parameter, "Retry-After");
  EXPECT_EQ(field->spoken(), "`Retry-After`");
  EXPECT_FALSE(find_fact("field."));
  EXPECT_FALSE(find_fact("field"));
  EXPECT_FALSE(find_fact("nonsense"));
}

TEST(Facts, HaveNamesMeaningsAndWords) {
  std::set<std::string_view> names;
  for (const auto& fact : facts()) {
    EXPECT_TRUE(names.insert(fact.name).second) << fact.name;
    EXPECT_FALSE(fact.meaning.empty()) << fact.name;
    EXPECT_EQ(fact.spoken.find('|') != std::string_view::npos, fact.kind == FactKind::truth) << fact.name;
    EXPECT_NE(fact.read, nullptr) << fact.name;
  }
}

TEST(Facts, StandInTheReadmeOfTheSuites) {
  std::ifstream file(CONFORM_SOURCE_DIR "/suites/README.md");
  const std::string readme{std::istreambuf_iterator<char>(file), {}};
  for (const auto& fact : facts()) {
    std::string name(fact.name);
    if (name.ends_with('*')) name.back() = 'X';
    EXPECT_NE(readme.find("`" + name + "`"), std::string::npos) << name;
  }
}

TEST(Facts, NeverThrowOnAnEmptyExchange) {
  const Exchange exchange;
  for (const auto& fact : facts()) {
    EXPECT_FALSE(describe(fact.read(Subject{exchange}, "X")).empty()) << fact.name;
    if (fact.locate == nullptr) continue;
    EXPECT_TRUE(fact.locate(Subject{exchange}, "X").empty()) << fact.name;
  }
}

TEST(Facts, AreDescribedForPeople) {
  EXPECT_EQ(describe(std::string("a\x1b[31m")), "`a\\x1B[31m`");
  EXPECT_EQ(describe(Words{"a", "b"}), "`a`, `b`");
  EXPECT_TRUE(describe(Words(25, "a")).ends_with("`a`, `a` and 5 more"));
  EXPECT_LT(describe(std::string(10'000, 'x')).size(), 300U);
}

// The document.

struct Documented {
  std::string answer;
  std::string fact;
  std::string value;
};
void PrintTo(const Documented& one, std::ostream* out) { *out << one.fact << " of " << one.answer; }

Value operation_object() {
  const auto read = read_json(R"({
    "responses": {
      "200": {"description": "d",
              "headers": {"X-A": {"required": true, "schema": {"type": "integer"}},
                          "Content-Type": {"required": true, "schema": {"type": "integer"}},
                          "X-J": {"content": {"application/json": {"schema": {"type": "object"}}}}},
              "content": {"application/json": {"schema": {"type": "integer"}}, "text/*": {}}},
      "4XX": {"description": "d"},
      "default": {"description": "d"}}})");
  return std::get<Value>(read);
}

class DocumentFacts : public ::testing::TestWithParam<Documented> {};

TEST_P(DocumentFacts, AreReadFromTheDocument) {
  RuleExample example;
  example.bytes = GetParam().answer;
  example.operation = std::make_shared<const Value>(operation_object());
  Diagnostics diagnostics;
  const auto api = api_of(example, diagnostics);
  ASSERT_TRUE(api && diagnostics.empty());
  const Exchange exchange = exchange_of(example);
  const Asked asked{.api = &*api, .operation = &api->operations.at(0)};
  const auto fact = find_fact(GetParam().fact);
  ASSERT_TRUE(fact);
  EXPECT_EQ(describe(fact->read(subject_of(exchange, asked))), GetParam().value);
}

const std::string json = "HTTP/1.1 200 OK\r\nX-A: 1\r\nX-J: {}\r\nContent-Type: application/json\r\n\r\n7";

INSTANTIATE_TEST_SUITE_P(
    Table,
    DocumentFacts,
    ::testing::Values(
        Documented{json, "documented.operation", "true"},
        Documented{json, "documented.status", "true"},
        Documented{json, "documented.exactly", "true"},
        Documented{"HTTP/1.1 404 N\r\n\r\n", "documented.status", "true"},
        Documented{"HTTP/1.1 404 N\r\n\r\n", "documented.exactly", "false"},
        Documented{"HTTP/1.1 103 E\r\n\r\n" + json, "documented.interim", "`103`"},
        Documented{json, "documented.methods", "`GET`"},
        Documented{json, "documented.content", "true"},
        Documented{"HTTP/1.1 404 N\r\n\r\n", "documented.content", "false"},
        Documented{json, "documented.media-type", "true"},
        Documented{"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\n\r\n", "documented.media-type", "true"},
        Documented{"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n", "documented.media-type", "false"},
        Documented{"HTTP/1.1 404 N\r\n\r\n", "documented.media-type", "absent"},
        Documented{json, "documented.missing-fields", "none"},
        Documented{"HTTP/1.1 200 OK\r\n\r\n", "documented.missing-fields", "`X-A`"},
        Documented{json, "documented.misfit-fields", "none"},
        Documented{json, "documented.misfit-content", "none"},
        Documented{
            "HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\n\r\n", "documented.misfit-content", "absent"},
        Documented{"HTTP/1.1 204 N\r\n\r\n", "documented.misfit-content", "absent"}));

TEST(MediaTypes, AreMatchedByTheMostSpecificRange) {
  const std::vector<MediaType> documented = {
      {.name = "*/*"}, {.name = "text/*"}, {.name = "text/plain"}, {.name = "text/plain; charset=utf-8"}};
  const auto chosen = [&documented](std::string_view type) { return media_type_for(documented, type)->name; };
  EXPECT_EQ(chosen("text/plain; Charset=\"UTF-8\""), "text/plain; charset=utf-8");
  EXPECT_EQ(chosen("TEXT/PLAIN"), "text/plain");
  EXPECT_EQ(chosen("text/html"), "text/*");
  EXPECT_EQ(chosen("image/png"), "*/*");
  EXPECT_EQ(chosen(""), "*/*");
  EXPECT_EQ(media_type_for({{.name = "text/plain"}}, ""), nullptr);
  EXPECT_EQ(media_type_for({}, "text/plain"), nullptr);
  EXPECT_NE(media_type_for({{.name = "application/octet-stream"}}, ""), nullptr);
}

TEST(Xml, IsWellFormedOrNot) {
  for (const auto* good :
       {"<a/>", "<?xml version=\"1.0\"?>\n<a b='1'><c>d</c></a>\n", "<!DOCTYPE html><html></html>"})
    EXPECT_TRUE(is_well_formed_xml(good)) << good;
  for (const auto* bad :
       {"", "a", "<a>", "<a></b>", "<a/><b/>", "<a/>x", "<a b=1/>", "<a b='1' b='2'/>", "{}"})
    EXPECT_FALSE(is_well_formed_xml(bad)) << bad;
}

}  // namespace
}  // namespace conform::testing
