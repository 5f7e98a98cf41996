#include "runner/journal/results.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

CaseResult with(Outcome outcome, int status = 200) {
  CaseResult result{"GET /", 0, outcome};
  result.status = outcome == Outcome::passed || outcome == Outcome::failed ? status : 0;
  if (outcome == Outcome::failed) result.findings.push_back({"http/x", "must", Weight::fail});
  return result;
}

Results run(std::vector<CaseResult> cases, std::string end = "all-done") {
  Results results{};
  results.header.operations = {{"GET /", "", "", 1, {"200", "401"}}};
  results.cases = std::move(cases);
  results.footer.present = !end.empty();
  results.footer.end = std::move(end);
  results.footer.why = "connection refused.";
  return results;
}

constexpr auto passed = Outcome::passed;
constexpr auto failed = Outcome::failed;
constexpr auto error = Outcome::error;
constexpr auto not_judged = Outcome::not_judged;

TEST(ExitCode, TellsTheOutcomesApart) {
  EXPECT_EQ(exit_code(run({with(passed)}), Weight::fail), 0);
  EXPECT_EQ(exit_code(run({with(passed), with(not_judged)}), Weight::fail), 0);
  EXPECT_EQ(exit_code(run({with(passed), with(failed), with(error)}), Weight::fail), 1);
  EXPECT_EQ(exit_code(run({with(passed), with(error)}), Weight::fail), 3);
  EXPECT_EQ(exit_code(run({with(error)}, "unreachable"), Weight::fail), 3);
  EXPECT_EQ(exit_code(run({with(not_judged)}, "unreachable"), Weight::fail), 3);
  EXPECT_EQ(exit_code(run({}), Weight::fail), 5);
  EXPECT_EQ(exit_code(run({with(not_judged)}), Weight::fail), 5);
  EXPECT_EQ(exit_code(run({with(failed)}, "interrupted"), Weight::fail), 130);
}

TEST(ExitCode, IsNotGreenWhenTheRunDidNotReachItsEnd) {
  EXPECT_EQ(exit_code(run({with(passed), with(not_judged)}, ""), Weight::fail), 3);
  EXPECT_EQ(exit_code(run({with(passed), with(not_judged)}, "out-of-time"), Weight::fail), 3);
  EXPECT_EQ(exit_code(run({with(passed)}, ""), Weight::fail), 0);
  EXPECT_EQ(exit_code(run({with(failed)}, ""), Weight::fail), 1);
}

TEST(ExitCode, FollowsTheWeightThatWasAskedFor) {
  Results results = run({with(passed)});
  results.cases[0].findings.push_back({"http/y", "should", Weight::warn});
  EXPECT_EQ(exit_code(results, Weight::fail), 0);
  EXPECT_EQ(exit_code(results, Weight::warn), 1);
  EXPECT_EQ(exit_code(results, Weight::note), 1);
}

TEST(ExitCode, CallsARunThatNobodyLetInNothingTested) {
  EXPECT_EQ(exit_code(run({with(passed, 401), with(passed, 403)}), Weight::fail), 5);
  EXPECT_EQ(exit_code(run({with(passed, 401), with(passed, 200)}), Weight::fail), 0);
  const Results astray = run({with(passed, 404), with(passed, 404), with(passed, 401)});
  EXPECT_EQ(exit_code(astray, Weight::fail), 5);
  EXPECT_EQ(conclusion(astray, Weight::fail),
            "Nothing was tested: the target let us in nowhere, mostly with status 404; is there anything at "
            "that path, "
            "which --target begins?");
  EXPECT_EQ(exit_code(run({with(passed, 404), with(passed, 422)}), Weight::fail), 0);
  Results meant = run({with(passed, 401)});
  meant.header.operations[0].documented = {"401"};
  EXPECT_EQ(exit_code(meant, Weight::fail), 0);
}

TEST(Conclusion, IsASentenceForEveryEnd) {
  EXPECT_EQ(conclusion(run({with(passed)}), Weight::fail), "Kept: the one judged case passed.");
  EXPECT_EQ(conclusion(run({with(passed), with(failed)}), Weight::fail), "1 rule broken in 1 of 2 cases.");
  EXPECT_EQ(conclusion(run({with(passed), with(error)}), Weight::fail),
            "No rule broken, but 1 of 2 cases could not be decided.");
  EXPECT_EQ(conclusion(run({with(error)}, "unreachable"), Weight::fail),
            "The target could not be reached: connection refused.");
  EXPECT_EQ(conclusion(run({}), Weight::fail), "Nothing was tested: no case was selected.");
  EXPECT_EQ(conclusion(run({with(passed), with(not_judged)}, ""), Weight::fail),
            "The run was killed before its end: 1 of 2 cases not judged.");
  EXPECT_EQ(conclusion(run({with(failed), with(not_judged)}, "interrupted"), Weight::fail),
            "Interrupted after 1 of 2 cases. 1 rule broken in 1 of 2 cases.");
}

TEST(Counts, AddUpOutcomesAndFindings) {
  const Counts counts = run({with(passed), with(failed), with(error), with(not_judged)}).counts();
  EXPECT_EQ(counts.total(), 4U);
  EXPECT_EQ(counts.fails, 1U);
}

CaseResult known_failure() {
  CaseResult result = with(failed);
  result.findings.front().known = true;
  return result;
}

TEST(ExitCode, IsNotBrokenByWhatABaselineKnows) {
  EXPECT_EQ(exit_code(run({with(passed), known_failure()}), Weight::fail), 0);
  EXPECT_EQ(exit_code(run({known_failure()}), Weight::fail), 0);
  EXPECT_EQ(exit_code(run({known_failure(), with(failed)}), Weight::fail), 1);
  EXPECT_EQ(exit_code(run({known_failure(), with(error)}), Weight::fail), 3);
  EXPECT_EQ(exit_code(run({known_failure()}, ""), Weight::fail), 0);
  CaseResult both = known_failure();
  both.findings.push_back({"http/y", "must", Weight::fail});
  EXPECT_FALSE(is_known(both));
  EXPECT_EQ(exit_code(run({both}), Weight::fail), 1);
}

TEST(ExitCode, IsBrokenByEntriesThatAreGoneOnlyWhereThatIsAsked) {
  Results results = run({with(passed)});
  results.baseline = BaselineOutcome{};
  results.baseline->gone = {{"http/x", "GET /", "status 500"}};
  EXPECT_EQ(exit_code(results, Weight::fail), 0);
  EXPECT_EQ(conclusion(results, Weight::fail),
            "Kept: the one judged case passed. 1 entry of the baseline no longer occurs.");
  results.baseline->strict = true;
  EXPECT_EQ(exit_code(results, Weight::fail), 1);
  EXPECT_EQ(conclusion(results, Weight::fail), "1 entry of the baseline no longer occurs.");
}

TEST(Counts, KeepWhatIsKnownApart) {
  const Results results = run({with(passed), with(failed), known_failure()});
  const Counts counts = results.counts();
  EXPECT_EQ(counts.total(), 3U);
  EXPECT_EQ(counts.failed, 1U);
  EXPECT_EQ(counts.fails, 1U);
  EXPECT_EQ(counts.known, 1U);
  EXPECT_EQ(counts.known_findings, 1U);
  EXPECT_EQ(conclusion(run({with(passed), known_failure()}), Weight::fail),
            "Kept: nothing is new. 1 of 2 judged cases passed, 1 failed by what the baseline knows.");
}

}  // namespace
}  // namespace conform
