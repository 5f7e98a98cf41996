#include "runner/baseline/view.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace conform {
namespace {

/// One operation with a plain and a wrong request, both judged.
Results whole_run() {
  Results results;
  results.header.operations = {{"GET /a", "", "", 1, {"200", "4XX"}}};
  results.header.rules = {{"r/x", "should"}};
  results.header.level = "may";
  for (const std::string id : {"GET /a", "GET /a · negative · query n missing"}) {
    results.header.cases.push_back({id, 0});
    CaseResult result{id, 0, Outcome::passed};
    result.status = 200;
    result.rounds = 1;
    results.cases.push_back(std::move(result));
  }
  results.footer.present = true;
  return results;
}

std::string why_not(const Results& results, std::string seen_by = "", std::string rule = "r/x") {
  return View(results).why_not({.identity = {std::move(rule), "GET /a", "p"}, .seen_by = std::move(seen_by)});
}

TEST(View, SeesWhatAWholeRunJudges) {
  EXPECT_EQ(why_not(whole_run()), "");
  EXPECT_EQ(why_not(whole_run(), "negative"), "");
}

TEST(View, SaysWhyARunCouldNotSee) {
  struct Row {
    std::function<void(Results&)> change{};
    std::string why{};
  };
  const Row rows[] = {
      {[](Results& run) { run.header.level = "must"; }, "Rules of the level `should` were not judged."},
      {[](Results& run) {
         run.header.off = {{"r/x", {}}};
       },
       "The rule is switched off."},
      {[](Results& run) {
         run.header.off = {{"r/x", {0}}};
       },
       "The rule is switched off."},
      {[](Results& run) {
         run.header.off = {{"r/x", {1}}, {"r/y", {}}};
       },
       ""},
      {[](Results& run) { run.header.rules.clear(); }, "This run has no such rule."},
      {[](Results& run) { run.header.operations[0].fault = "x"; }, "The document has a mistake there."},
      {[](Results& run) { run.header.cases.clear(); }, "The operation was left out."},
      {[](Results& run) { run.cases.pop_back(); }, "1 of its 2 cases was not performed in this run."},
      {[](Results& run) { run.cases[0].rounds = run.cases[1].rounds = 0; },
       "2 of its 2 cases were not performed in this run."},
      {[](Results& run) { run.cases[1].outcome = Outcome::error; }, "1 case of it could not be decided."},
      {[](Results& run) { run.cases[0].outcome = Outcome::not_judged; },
       "No plain request of it was judged."},
      {[](Results& run) { run.cases[0].status = 401; }, "No plain request of it was judged."},
      {[](Results& run) {
         run.cases[1].undecided = {{"r/x", "w"}};
       },
       "The rule could not be decided in every case."},
  };
  for (const Row& row : rows) {
    Results results = whole_run();
    row.change(results);
    EXPECT_EQ(why_not(results), row.why);
  }
  EXPECT_EQ(why_not(whole_run(), "probe ranges"), "No case of the kind `probe ranges` was judged there.");
  EXPECT_EQ(why_not(whole_run(), "fuzz"), "Only random requests show it, and those differ from run to run.");
}

TEST(KindOf, ReadsTheIdsOfThePlan) {
  EXPECT_EQ(kind_of("GET /a", "GET /a"), "");
  EXPECT_EQ(kind_of("POST /a · application/json", "POST /a"), "");
  EXPECT_EQ(kind_of("POST /a · application/json · negative · body missing", "POST /a"), "negative");
  EXPECT_EQ(kind_of("GET /a · coverage · query n left out", "GET /a"), "coverage");
  EXPECT_EQ(kind_of("GET /a · coverage · combination 17", "GET /a"), "combination");
  EXPECT_EQ(kind_of("GET /a · fuzz · 3", "GET /a"), "fuzz");
  EXPECT_EQ(kind_of("GET /a · probe resource", "GET /a"), "probe resource");
  EXPECT_EQ(kind_of("GET /a · example · x · negative", "GET /a"), "example");
}

TEST(KindOf, HasAnOrder) {
  const std::string_view kinds[] = {"", "example", "coverage", "combination", "negative", "probe x", "fuzz"};
  for (std::size_t at = 1; at < std::size(kinds); ++at) {
    EXPECT_TRUE(is_plainer(kinds[at - 1], kinds[at])) << kinds[at];
    EXPECT_FALSE(is_plainer(kinds[at], kinds[at - 1])) << kinds[at];
  }
}

}  // namespace
}  // namespace conform
