#include "tests/mutants/pipeline.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

// The kill matrix: a mock that breaks one rule is caught, through the whole program, by exactly that rule.

namespace conform::testing {
namespace {

/// Rules whose fault cannot be seen alone, and what else rightly speaks wherever it shows.
struct Exception {
  std::set<std::string> also{};
  std::string reason{};
};
const std::map<std::string, Exception> exceptions = {
    {"http/1xx-ends-with-its-head",
     {{"http/103-has-link"}, "The interim response that the mock adds to break it is a bare 103."}},
    {"http/announced-end-comes",
     {{"http/connections-persist"}, "To break it the mock says that each connection ends, and ends none."}},
    {"http/trace-hides-credentials",
     {{"http/trace-reflects-request"}, "The content that the mock makes is nothing but the credentials."}},
    {"http/no-upgrade-in-http10", {{"http/101-names-protocol"}, "The 101 of the mock names no protocol."}},
    {"http/range-is-within-request",
     {{"http/206-has-content-range"}, "The other Content-Range that the mock makes is no range of bytes."}},
    {"http/no-transfer-encoding-to-http10",
     {{"http/content-length-without-transfer-encoding", "http/transfer-coding-was-accepted"},
      "The coding that the mock adds is not chunked, and stands beside a Content-Length."}},
};

/// Rules that a mock cannot break in an answer to a planned request, and why. Their examples witness them.
const std::map<std::string, std::string> out_of_reach = {
    {"http/long-field-is-refused-or-taken", "The mock refuses such a request before it has read all of it."},
    {"http/first-challenge-has-no-error", "The mock cannot add a parameter to a challenge."},
    {"http/vary-names-accept-encoding", "The mock has no content codings."},
    {"http/etag-differs-across-codings", "The mock has no content codings."},
    {"http/if-none-match-meets-coded-tag", "The mock has no content codings."},
    {"http/etag-changes-with-content", "The mock answers equal requests equally."},
    {"http/etag-stays-with-content", "The same."},
    {"http/put-of-new-gives-201",
     "The mock keeps nothing that was put: a GET finds as little after it as before."},
    {"http/pipelined-answers-in-order", "The same: those in one write are like those one by one."},
    {"http/no-end-without-word", "The mock breaks one answer, and not three equal ones."},
    {"http/connections-persist", "The same."},
    {"http/redirections-come-to-an-end", "The mock redirects to what is no redirection."},
    {"http/content-location-leads-to-same", "The mock does not know from where a request was sent there."},
    {"http/redirection-leads-somewhere", "The same."},
    {"http/created-resource-is-there", "The same."},
    {"http/early-answer-announces-end", "The mock always asks for the content."},
    {"http/dav-names-class", "The mock cannot add a method to an Allow that has to list others."},
    {"http/406-answers-a-preference", "Every planned request has an Accept field."},
    {"http/transport-security-value", "The mock speaks no TLS, and without it the field must not be there."},
    {"http/transport-security-age", "The same."},
    {"http/transport-security-directives-once", "The same."},
};

const std::vector<std::string> documents = {
    CONFORM_SOURCE_DIR "/tests/data/mutants.yaml",
    CONFORM_SOURCE_DIR "/specs/http-status.yaml",
    CONFORM_SOURCE_DIR "/specs/bookshop.yaml",
};

const std::shared_ptr<const RuleBook>& book() {
  static const auto rules = std::make_shared<const RuleBook>(RuleBook::embedded());
  return rules;
}

std::set<std::string> rules_of(const Verdict& verdict) {
  std::set<std::string> found;
  for (const Finding& finding : verdict.findings)
    found.insert(finding.rule);
  return found;
}

bool is_probe(const Verdict& verdict) { return verdict.case_id.find(" · probe ") != std::string::npos; }

/// What the mock that breaks `rule` is caught by: the smallest set of findings of one case in which the rule
/// is. A case with findings in which it is not would be a false alarm, and comes first.
std::set<std::string> caught_by(const std::string& rule, Depth depth) {
  std::set<std::string> smallest;
  for (const std::string& path : documents) {
    for (const Verdict& verdict : verdicts_on_mock(load_document(path), book(), rule, depth)) {
      const std::set<std::string> found = rules_of(verdict);
      if (found.empty()) continue;
      if (!found.contains(rule)) return found;
      if (smallest.empty() || found.size() < smallest.size()) smallest = found;
    }
  }
  return smallest;
}

/// With the documented requests, else with those that are wrong in something, too.
std::set<std::string> caught_by(const std::string& rule) {
  const auto found = caught_by(rule, Depth::smoke);
  return found.empty() ? caught_by(rule, Depth::standard) : found;
}

class KillMatrix : public ::testing::TestWithParam<std::string> {};

TEST_P(KillMatrix, BrokenRuleIsCaughtByExactlyThatRule) {
  const std::string rule = GetParam();
  if (const auto reason = out_of_reach.find(rule); reason != out_of_reach.end()) {
    EXPECT_EQ(caught_by(rule), std::set<std::string>()) << "is within reach after all: " << reason->second;
    return;
  }
  std::set<std::string> expected = {rule};
  if (const auto exception = exceptions.find(rule); exception != exceptions.end())
    expected.insert(exception->second.also.begin(), exception->second.also.end());
  EXPECT_EQ(caught_by(rule), expected);
}

std::vector<std::string> rule_ids() {
  std::vector<std::string> ids;
  for (const Rule& rule : book()->rules())
    ids.push_back(rule.id);
  return ids;
}

std::string test_name(const ::testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::ranges::replace_if(
      name, [](unsigned char byte) { return std::isalnum(byte) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(EveryRule, KillMatrix, ::testing::ValuesIn(rule_ids()), test_name);

TEST(Published, CountsOfTheKillMatrix) {
  std::cout << "  killed by the mock: " << book()->rules().size() - out_of_reach.size() << " of "
            << book()->rules().size() << "; with others beside it " << exceptions.size() << ", out of reach "
            << out_of_reach.size() << "\n";
  for (const auto& [rule, reason] : out_of_reach)
    EXPECT_NE(book()->find(rule), nullptr) << rule << ": " << reason;
}

class CleanMock : public ::testing::TestWithParam<std::string> {};

TEST_P(CleanMock, YieldsNothing) {
  const auto verdicts = verdicts_on_mock(load_document(GetParam()), book(), "", Depth::deep);
  ASSERT_FALSE(verdicts.empty());
  for (const Verdict& verdict : verdicts) {
    const bool had_nothing_to_probe = is_probe(verdict) && verdict.outcome == Outcome::not_judged;
    EXPECT_TRUE(verdict.outcome == Outcome::passed || had_nothing_to_probe)
        << verdict.case_id << ": " << verdict.reason;
    for (const Finding& finding : verdict.findings)
      ADD_FAILURE() << verdict.case_id << ": " << finding.rule << ": " << finding.actual << ", expected "
                    << finding.expected;
  }
}

std::string document_name(const ::testing::TestParamInfo<std::string>& info) {
  return std::filesystem::path(info.param).stem().string().substr(0, 4);
}

INSTANTIATE_TEST_SUITE_P(EveryDocument, CleanMock, ::testing::ValuesIn(documents), document_name);

}  // namespace
}  // namespace conform::testing
