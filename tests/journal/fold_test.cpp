#include "runner/journal/fold.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

using std::chrono::microseconds;

KeptFinding finding(std::string actual, std::size_t mark_at) {
  KeptFinding found{"http/x", "must", Weight::fail, "expected", std::move(actual)};
  found.marks.push_back({"here", 0, mark_at, 1});
  return found;
}

CaseResult round_of(Outcome outcome, int status, microseconds duration) {
  CaseResult round{"GET /", 0, outcome};
  round.status = status;
  round.rounds = 1;
  round.rounds_failed = outcome == Outcome::failed ? 1 : 0;
  round.duration = duration;
  return round;
}

TEST(Fold, TakesTheFirstRoundAsItIs) {
  CaseResult result{"GET /", 0, Outcome::not_judged, "The run ended before it was sent."};
  fold(result, round_of(Outcome::passed, 200, microseconds(7)));
  EXPECT_EQ(result.outcome, Outcome::passed);
  EXPECT_EQ(result.reason, "");
  EXPECT_EQ(result.rounds, 1U);
}

TEST(Fold, LetsTheWorstRoundSpeak) {
  CaseResult result{};
  fold(result, round_of(Outcome::passed, 200, microseconds(7)));
  fold(result, round_of(Outcome::failed, 500, microseconds(3)));
  fold(result, round_of(Outcome::error, 0, microseconds(5)));
  EXPECT_EQ(result.outcome, Outcome::failed);
  EXPECT_EQ(result.status, 500);
  EXPECT_EQ(result.rounds, 3U);
  EXPECT_EQ(result.rounds_failed, 1U);
  EXPECT_EQ(result.duration, microseconds(7));
}

TEST(Fold, KeepsEachFindingOnceWithTheMarksOfTheKeptExchange) {
  CaseResult warned = round_of(Outcome::passed, 200, {});
  warned.findings = {finding("a", 11)};
  CaseResult failed = round_of(Outcome::failed, 500, {});
  failed.findings = {finding("a", 22), finding("b", 33)};
  CaseResult again = round_of(Outcome::failed, 500, {});
  again.findings = {finding("c", 44)};
  CaseResult result{};
  fold(result, warned);
  fold(result, failed);
  fold(result, again);
  ASSERT_EQ(result.findings.size(), 3U);
  EXPECT_EQ(result.findings[0].marks.at(0).offset, 22U);
  EXPECT_EQ(result.findings[1].marks.at(0).offset, 33U);
  EXPECT_TRUE(result.findings[2].marks.empty());
}

TEST(Fold, KeepsEachUndecidedRuleOnce) {
  CaseResult round = round_of(Outcome::passed, 200, {});
  round.undecided = {{"http/x", "why"}};
  CaseResult result{};
  fold(result, round);
  fold(result, round);
  EXPECT_EQ(result.undecided.size(), 1U);
}

}  // namespace
}  // namespace conform
