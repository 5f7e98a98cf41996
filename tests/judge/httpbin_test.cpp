// What httpbin under gunicorn really answers, byte for byte in its style, judged by the embedded suites.

#include "tests/judge/judging.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace conform::testing {
namespace {

const RuleBook& book() {
  static const RuleBook rules = RuleBook::embedded();
  return rules;
}

/// An Api with one operation that documents just this status, as the demo's document does.
Api documenting(const std::string& status) {
  return api_with("  /status/x: {get: {responses: {'" + status + "': {description: d}}}}\n");
}

std::string head(const std::string& status_line, const std::string& fields) {
  return "HTTP/1.1 " + status_line +
         "\r\nServer: gunicorn\r\nDate: Fri, 20 Nov 2026 23:24:04 GMT\r\nConnection: close\r\n" + fields +
         "Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Credentials: true\r\n";
}

const std::string html = "Content-Type: text/html; charset=utf-8\r\n";
const std::string nothing = "Content-Length: 0\r\n\r\n";

struct Answered {
  std::string documented;
  std::string answer;
  Outcome outcome = Outcome::passed;
  std::vector<std::string> fails{};  ///< rules broken with weight `fail`
};
void PrintTo(const Answered& answered, std::ostream* out) { *out << answered.answer; }

class Httpbin : public ::testing::TestWithParam<Answered> {};

TEST_P(Httpbin, IsJudgedAsItAnswers) {
  const auto verdict =
      verdict_on(documenting(GetParam().documented), book(), exchange_with(GetParam().answer));
  std::vector<std::string> fails;
  for (const auto& finding : verdict.findings) {
    if (finding.weight == Weight::fail) fails.push_back(finding.rule);
    EXPECT_FALSE(finding.expected.empty()) << finding.rule;
    EXPECT_FALSE(finding.actual.empty()) << finding.rule;
  }
  EXPECT_EQ(fails, GetParam().fails);
  EXPECT_EQ(verdict.outcome, GetParam().outcome) << verdict.reason;
  EXPECT_GT(verdict.rules_judged, 0U);
}

INSTANTIATE_TEST_SUITE_P(
    Kept,
    Httpbin,
    ::testing::Values(Answered{"200", head("200 OK", html) + nothing},
                      Answered{"204", head("204 NO CONTENT", html) + "\r\n"},
                      Answered{"301", head("301 MOVED PERMANENTLY", "location: /redirect/1\r\n") + nothing},
                      Answered{"302", head("302 FOUND", "location: /redirect/1\r\n") + nothing},
                      Answered{"303", head("303 SEE OTHER", "location: /redirect/1\r\n") + nothing},
                      Answered{"307", head("307 TEMPORARY REDIRECT", "location: /redirect/1\r\n") + nothing},
                      Answered{"304", head("304 NOT MODIFIED", "") + "\r\n"},
                      Answered{"401",
                               head("401 UNAUTHORIZED", "WWW-Authenticate: Basic realm=\"Fake Realm\"\r\n") +
                                   nothing},
                      Answered{"521", head("521 UNKNOWN", html) + nothing}));

INSTANTIATE_TEST_SUITE_P(Broken,
                         Httpbin,
                         ::testing::Values(Answered{"206",
                                                    head("206 PARTIAL CONTENT", html) + nothing,
                                                    Outcome::failed,
                                                    {"http/206-has-content-range"}},
                                           Answered{"226",
                                                    head("226 IM USED", html) + nothing,
                                                    Outcome::failed,
                                                    {"http/226-has-etag", "http/226-names-manipulations"}},
                                           Answered{"405",
                                                    head("405 METHOD NOT ALLOWED", html) + nothing,
                                                    Outcome::failed,
                                                    {"http/405-lists-allow"}},
                                           Answered{"407",
                                                    head("407 PROXY AUTHENTICATION REQUIRED", "") + nothing,
                                                    Outcome::failed,
                                                    {"http/407-has-challenge"}},
                                           Answered{"426",
                                                    head("426 UPGRADE REQUIRED", html) + nothing,
                                                    Outcome::failed,
                                                    {"http/426-names-protocol"}},
                                           Answered{"521",
                                                    head("512 UNKNOWN", html) + nothing,
                                                    Outcome::failed,
                                                    {"contract/status-documented"}}));

// gunicorn sends the last chunk of an answer that has no content, and no final response.
TEST(Httpbin, SendsAnInterimResponseAndNoFinalOne) {
  for (const auto* status_line : {"100 CONTINUE", "102 PROCESSING", "103 EARLY HINTS"}) {
    const auto answer = head(status_line, "Transfer-Encoding: chunked\r\n" + html) + "\r\n0\r\n\r\n";
    const std::string status = std::string(status_line).substr(0, 3);
    const auto verdict = verdict_on(documenting(status), book(), exchange_with(answer));
    EXPECT_EQ(verdict.outcome, Outcome::failed) << status;
    const auto is_first = [](const Finding& finding) { return finding.rule == "http/1xx-followed-by-final"; };
    const auto found = std::ranges::find_if(verdict.findings, is_first);
    ASSERT_NE(found, verdict.findings.end()) << status;
    EXPECT_EQ(found->weight, Weight::fail);
    EXPECT_EQ(found->actual, "no final response came");
    EXPECT_EQ(verdict.interim, std::vector<int>{std::stoi(status)});
  }
}

TEST(Httpbin, SendsSwitchingProtocolsWithoutNamingOne) {
  const auto answer =
      head("101 SWITCHING PROTOCOLS", "Transfer-Encoding: chunked\r\n" + html) + "\r\n0\r\n\r\n";
  const auto verdict = verdict_on(documenting("101"), book(), exchange_with(answer));
  const auto names_none = [](const Finding& finding) { return finding.rule == "http/101-names-protocol"; };
  EXPECT_EQ(verdict.outcome, Outcome::failed);
  EXPECT_TRUE(std::ranges::any_of(verdict.findings, names_none));
}

TEST(Httpbin, IsShownTheBytesThatMatter) {
  const auto answer = head("405 METHOD NOT ALLOWED", html) + "Allow: GET GET\r\n" + nothing;
  const auto verdict = verdict_on(documenting("405"), book(), exchange_with(answer));
  const auto about_allow = [](const Finding& finding) { return finding.rule == "http/allow-value"; };
  const auto found = std::ranges::find_if(verdict.findings, about_allow);
  ASSERT_NE(found, verdict.findings.end());
  ASSERT_EQ(found->evidence.size(), 1U);
  EXPECT_EQ(answer.substr(found->evidence[0].offset, found->evidence[0].length), "Allow: GET GET");
}

}  // namespace
}  // namespace conform::testing
