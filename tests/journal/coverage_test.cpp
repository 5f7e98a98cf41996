#include "runner/journal/coverage.hpp"
#include "runner/journal/grouping.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

CaseResult met(std::string id, std::uint32_t operation, int status, Outcome outcome) {
  CaseResult result{std::move(id), operation, outcome};
  result.status = status;
  return result;
}

std::string shown(const OperationCoverage& covered) {
  std::string text;
  for (const CoveredStatus& status : covered.statuses) {
    text += status.status + ":" + std::string(name_of(status.seen)) + " ";
  }
  return text;
}

TEST(Coverage, TellsWhatWasDocumentedAndSeen) {
  Results results{};
  results.header.operations = {{"GET /a", "", "", 1, {"default", "4XX", "404", "200", "102"}},
                               {"GET /b", "", "", 2, {"200"}}};
  results.cases = {met("1", 0, 200, Outcome::passed),
                   met("2", 0, 404, Outcome::failed),
                   met("3", 0, 409, Outcome::passed),
                   met("4", 1, 503, Outcome::failed)};
  results.cases[0].interim = {102, 103};
  const Coverage covered = coverage(results);
  EXPECT_EQ(shown(covered.operations[0]), "102:ok 200:ok 404:failing 4XX:ok default:never ");
  EXPECT_EQ(covered.operations[0].statuses[3].by, std::vector<int>{409});
  EXPECT_EQ(shown(covered.operations[1]), "200:never 503:undocumented ");
  EXPECT_EQ(covered.documented, 6U);
  EXPECT_EQ(covered.met, 4U);
}

TEST(Coverage, LeavesOutUndocumentedInterimStatuses) {
  Results results{};
  results.header.operations = {{"GET /a", "", "", 1, {"200"}}};
  results.cases = {met("1", 0, 200, Outcome::passed)};
  results.cases[0].interim = {103};
  EXPECT_EQ(shown(coverage(results).operations[0]), "200:ok ");
  results.header.operations[0].documented = {"200", "default"};
  EXPECT_EQ(shown(coverage(results).operations[0]), "200:ok default:never ");
}

TEST(Grouping, PutsTheHeaviestAndMostFrequentFirst) {
  Results results{};
  results.header.rules = {{"b", "must", "RFC 9110", "A sentence.", ""}};
  const auto with = [](std::string id, std::vector<KeptFinding> findings) {
    CaseResult result{std::move(id)};
    result.findings = std::move(findings);
    return result;
  };
  const KeptFinding warn{"w", "should", Weight::warn};
  const KeptFinding once{"a", "must", Weight::fail};
  const KeptFinding twice{"b", "must", Weight::fail};
  results.cases = {with("1", {warn, once, twice, twice}), with("2", {warn, twice}), with("3", {warn})};
  const auto groups = group_by_rule(results);
  ASSERT_EQ(groups.size(), 3U);
  EXPECT_EQ(groups[0].rule.text, "A sentence.");
  EXPECT_EQ(groups[0].cases, 2U);
  EXPECT_EQ(groups[0].sightings.size(), 3U);
  EXPECT_EQ(groups[1].rule.id, "a");
  EXPECT_EQ(groups[2].rule.id, "w");
}

TEST(Grouping, MakesOneClusterOfOneRuleOperationAndCause) {
  Results results{};
  const auto with = [](std::string id, std::uint32_t operation, std::string cause) {
    CaseResult result{std::move(id), operation};
    result.findings = {{"a", "must", Weight::fail}};
    result.findings.front().cause = std::move(cause);
    return result;
  };
  results.cases = {
      with("1", 0, "x"), with("2", 0, "y"), with("3", 0, "x"), with("4", 1, "x"), with("5", 0, "x")};
  results.cases[2].findings.front().smallest = KeptFinding::Smallest{};
  results.cases[4].findings.front().smallest = KeptFinding::Smallest{};
  results.cases[4].findings.push_back(results.cases[4].findings.front());
  const auto groups = group_by_rule(results);
  ASSERT_EQ(groups.size(), 1U);
  const auto& clusters = groups.front().clusters;
  ASSERT_EQ(clusters.size(), 3U);
  EXPECT_EQ(clusters[0].cases, 3U);
  EXPECT_EQ(clusters[0].sightings.size(), 4U);
  EXPECT_EQ(clusters[0].example.subject->id, "3");  // with the smallest request
  EXPECT_EQ(clusters[1].example.subject->id, "2");
  EXPECT_EQ(clusters[2].example.subject->id, "4");
}

}  // namespace
}  // namespace conform
