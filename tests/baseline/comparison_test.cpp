#include "runner/baseline/comparison.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace conform {
namespace {

using Places = std::vector<std::string>;

const Day today = *day_of("2026-11-21");

KeptFinding finding(std::string rule, Places places, Weight weight = Weight::fail) {
  KeptFinding one{std::move(rule), "must", weight};
  one.places = std::move(places);
  return one;
}

/// A run of two operations, a case of each; the second passes.
Results run_with(std::vector<KeptFinding> findings) {
  Results results;
  results.header.operations = {{"GET /a", "", "", 1, {"200"}}, {"GET /b", "", "", 2, {"200"}}};
  results.header.rules = {{"r/x", "must"}, {"r/y", "should"}};
  results.header.level = "may";
  for (std::uint32_t number = 0; number < 2; ++number) {
    const std::string& name = results.header.operations[number].name;
    results.header.cases.push_back({name, number});
    CaseResult result{name, number, Outcome::passed};
    result.status = 200;
    result.rounds = 1;
    results.cases.push_back(std::move(result));
  }
  const bool has_failed =
      std::ranges::any_of(findings, [](const KeptFinding& one) { return one.weight == Weight::fail; });
  if (has_failed) results.cases[0].outcome = Outcome::failed;
  results.cases[0].findings = std::move(findings);
  results.footer.present = true;
  results.footer.end = "all-done";
  return results;
}

KnownFinding entry(std::string operation, std::string rule, std::string place, std::string_view until = "") {
  KnownFinding known{.identity = {std::move(rule), std::move(operation), std::move(place)}};
  known.reason = "Because.";
  if (!until.empty()) known.until = day_of(until);
  return known;
}

Results held(std::vector<KeptFinding> findings, std::vector<KnownFinding> known, bool strict = false) {
  Results results = run_with(std::move(findings));
  hold_against({"known.yaml", std::move(known)}, {Weight::fail, today, strict}, results);
  return results;
}

TEST(Comparison, LetsPassWhatIsKnownAndNothingElse) {
  const Results known = held({finding("r/x", {"status 500"})}, {entry("GET /a", "r/x", "status 500")});
  EXPECT_EQ(exit_code(known, Weight::fail), 0);
  EXPECT_EQ(known.cases[0].findings[0].remark, "Because.");
  EXPECT_EQ(known.cases[0].outcome, Outcome::failed);
  EXPECT_TRUE(is_known(known.cases[0]));
  EXPECT_EQ(known.baseline->known, 1U);
  EXPECT_EQ(known.baseline->fresh, 0U);
  for (const KnownFinding& other : {entry("GET /b", "r/x", "status 500"),
                                    entry("GET /a", "r/y", "status 500"),
                                    entry("GET /a", "r/x", "status 501")}) {
    const Results results = held({finding("r/x", {"status 500"})}, {other});
    EXPECT_EQ(exit_code(results, Weight::fail), 1);
    EXPECT_EQ(results.baseline->fresh, 1U);
    EXPECT_EQ(results.baseline->gone.size(), 1U);
  }
}

TEST(Comparison, KnowsAFindingOnlyByAllOfItsPlaces) {
  const std::vector<KnownFinding> first = {entry("GET /a", "r/x", "#/id/type")};
  const Results results = held({finding("r/x", {"#/id/type", "#/name/type"})}, first);
  EXPECT_FALSE(results.cases[0].findings[0].known);
  EXPECT_EQ(results.cases[0].findings[0].remark, "Known, but for this: #/name/type");
  EXPECT_EQ(results.baseline->known, 1U);
  EXPECT_EQ(results.baseline->fresh, 1U);
  EXPECT_TRUE(held({finding("r/x", {"#/id/type"})},
                   {entry("GET /a", "r/x", "#/id/type"), entry("GET /a", "r/x", "#/name/type")})
                  .cases[0]
                  .findings[0]
                  .known);
}

TEST(Comparison, TakesAnEntryWithoutAPlaceForAllPlaces) {
  const Results results =
      held({finding("r/x", {"a", "b"}), finding("r/x", {})}, {entry("GET /a", "r/x", "")});
  EXPECT_TRUE(results.cases[0].findings[0].known);
  EXPECT_TRUE(results.cases[0].findings[1].known);
}

TEST(Comparison, CountsTheLastDayAndNotTheNext) {
  const std::vector<KeptFinding> found = {finding("r/x", {"p"})};
  EXPECT_TRUE(held(found, {entry("GET /a", "r/x", "p", "2026-11-21")}).cases[0].findings[0].known);
  const Results over = held(found, {entry("GET /a", "r/x", "p", "2026-11-20")});
  EXPECT_FALSE(over.cases[0].findings[0].known);
  EXPECT_EQ(over.cases[0].findings[0].remark, "Its time in the baseline is over since 2026-11-20: Because.");
  EXPECT_EQ(exit_code(over, Weight::fail), 1);
  EXPECT_EQ(over.baseline->expired.size(), 1U);
  EXPECT_EQ(over.baseline->known, 0U);
  EXPECT_EQ(over.baseline->fresh, 1U);
}

TEST(Comparison, TellsWhatIsGoneAndWhetherThatMatters) {
  for (const bool strict : {false, true}) {
    const Results results = held({}, {entry("GET /a", "r/x", "p"), entry("GET /zzz", "r/x", "p")}, strict);
    EXPECT_EQ(results.baseline->gone.size(), 2U);
    EXPECT_EQ(results.baseline->gone[0].why, "");
    EXPECT_EQ(results.baseline->gone[1].why, "The document has no such operation any more.");
    EXPECT_EQ(exit_code(results, Weight::fail), strict ? 1 : 0);
  }
}

TEST(Comparison, DoesNotCallGoneWhatItCouldNotSee) {
  Results results = run_with({});
  results.cases[0].outcome = Outcome::error;
  const Gate strict{Weight::fail, today, true};
  hold_against({"known.yaml", {entry("GET /a", "r/x", "p"), entry("GET /b", "r/x", "p")}}, strict, results);
  ASSERT_EQ(results.baseline->not_looked_at.size(), 1U);
  EXPECT_EQ(results.baseline->not_looked_at[0].operation, "GET /a");
  EXPECT_EQ(results.baseline->not_looked_at[0].why, "1 case of it could not be decided.");
  EXPECT_EQ(results.baseline->gone.size(), 1U);
}

std::vector<std::string> identities(const Baseline& baseline) {
  std::vector<std::string> all;
  for (const KnownFinding& one : baseline.known)
    all.push_back(one.identity.operation + " " + one.identity.rule + " " + one.identity.place + " " +
                  one.reason);
  std::ranges::sort(all);
  return all;
}

TEST(Renewal, AddsWhatIsNewKeepsWhatStaysAndDropsWhatIsGone) {
  const Gate gate{Weight::fail, today};
  const Results results =
      run_with({finding("r/x", {"new", "stays"}), finding("r/y", {"light"}, Weight::warn)});
  const Baseline next = renewed(
      {"k", {entry("GET /a", "r/x", "stays", "2020-01-01"), entry("GET /a", "r/x", "gone")}}, gate, results);
  EXPECT_EQ(identities(next), (std::vector<std::string>{"GET /a r/x new ", "GET /a r/x stays Because."}));
  EXPECT_EQ(std::ranges::count_if(next.known, [](const KnownFinding& one) { return one.until.has_value(); }),
            1);
  EXPECT_EQ(identities(renewed(next, gate, results)), identities(next));
  const Gate strict{Weight::warn, today};
  EXPECT_EQ(renewed({"k", {}}, strict, results).known.size(), 3U);
}

TEST(Renewal, KeepsWhatWasNotLookedAt) {
  Results results = run_with({});
  results.cases[0].rounds = 0;
  const Baseline before{"k", {entry("GET /a", "r/x", "p"), entry("GET /b", "r/x", "p")}};
  EXPECT_EQ(identities(renewed(before, {Weight::fail, today}, results)),
            std::vector<std::string>{"GET /a r/x p Because."});
}

TEST(Renewal, NotesThePlainestCaseThatShowsIt) {
  Results results = run_with({});
  results.cases.clear();
  for (const std::string_view kind : {" · negative · x", " · coverage · y", " · fuzz · 3"}) {
    CaseResult result{"GET /a" + std::string(kind), 0, Outcome::failed};
    result.findings = {finding("r/x", {"p"})};
    results.cases.push_back(std::move(result));
  }
  const Baseline next = renewed({"k", {}}, {Weight::fail, today}, results);
  ASSERT_EQ(next.known.size(), 1U);
  EXPECT_EQ(next.known[0].seen_by, "coverage");
}

}  // namespace
}  // namespace conform
