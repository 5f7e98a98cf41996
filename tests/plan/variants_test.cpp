#include "runner/contract/request_fit.hpp"
#include "tests/plan/planning.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

namespace conform {
namespace {

constexpr std::string_view loans = R"(openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /loans/{id}:
    put:
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer, minimum: 1}}
        - {name: notify, in: query, schema: {type: boolean}}
        - {name: tags, in: query, schema: {type: array, maxItems: 2, items: {type: string}}, example: [a]}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [due]
              properties: {due: {type: string, format: date}, note: {type: string, maxLength: 5}}
            examples: {plain: {value: {due: '2026-01-02'}}, other: {value: {due: '2026-02-03', note: hi}}}
      responses: {'200': {description: OK}, '400': {description: No}}
  /never:
    get:
      parameters: [{name: q, in: query, required: true, schema: {type: integer}}]
      responses: {'418': {description: Always}}
)";

PlanOptions at(Depth depth) {
  PlanOptions options;
  options.depth = depth;
  return options;
}

std::vector<std::string> ids_of(const Plan& plan, CaseKind kind) {
  std::vector<std::string> ids;
  for (const Case& each : plan.cases)
    if (each.kind == kind) ids.push_back(each.id);
  return ids;
}

bool has(const std::vector<std::string>& ids, const std::string& id) {
  return std::ranges::find(ids, id) != ids.end();
}

TEST(Variants, SayWhatIsSpecialAboutThem) {
  const Api api = api_of(loans);
  const Plan plan = make_plan(api, RuleBook(), at(Depth::standard));
  const auto negative = ids_of(plan, CaseKind::negative);
  for (const char* special : {"body.due missing",
                              "body missing",
                              "body without its last byte",
                              "body of an undocumented media type",
                              "body.note longer than maxLength 5",
                              "path id below minimum 1",
                              "query notify is a string, not of type boolean"})
    EXPECT_TRUE(has(negative, std::string("PUT /loans/{id} · negative · ") + special)) << special;
  const auto coverage = ids_of(plan, CaseKind::coverage);
  for (const char* special :
       {"query notify given", "query tags left out", "body.note as long as its maxLength 5"})
    EXPECT_TRUE(has(coverage, std::string("PUT /loans/{id} · coverage · ") + special)) << special;
  EXPECT_EQ(ids_of(plan, CaseKind::example),
            std::vector<std::string>{"PUT /loans/{id} · example · body `other`"});
  EXPECT_TRUE(ids_of(plan, CaseKind::fuzz).empty());
}

TEST(Variants, KeepTheLaw) {
  const Api api = api_of(loans);
  const Plan plan = make_plan(api, RuleBook(), at(Depth::deep));
  std::set<std::string> ids;
  std::size_t refused = 0;
  for (const Case& each : plan.cases) {
    EXPECT_TRUE(ids.insert(each.id).second) << each.id;
    const Steps steps = steps_of(plan, each);
    const RequestFit fit = fit_of_request(api.operations[each.operation], steps->front().request);
    if (each.kind == CaseKind::fuzz) continue;
    EXPECT_EQ(fit.faults.empty(), each.kind != CaseKind::negative) << each.id;
    if (!fit.faults.empty()) ++refused;
  }
  EXPECT_GT(refused, 10U);
  EXPECT_EQ(ids_of(plan, CaseKind::fuzz).size(), 40U);
}

// RFC 9110 §5.5: a server that refuses other letters in a field has not refused the input.
TEST(Variants, AtRandomHaveFieldsInAsciiWhereTheyAreGood) {
  const Api api = api_of(R"(openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    get:
      parameters: [{name: X-S, in: header, required: true, schema: {type: string, maxLength: 3}}]
      responses: {'200': {description: OK}}
)");
  const Plan plan = make_plan(api, RuleBook(), at(Depth::deep));
  std::size_t good = 0;
  for (const Case& each : plan.cases) {
    if (each.kind != CaseKind::fuzz || !each.intent->faults.empty()) continue;
    ++good;
    const auto value = steps_of(plan, each)->front().request.fields.combined("X-S").value_or("");
    EXPECT_TRUE(std::ranges::all_of(value, [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        << value;
  }
  EXPECT_GT(good, 5U);
}

TEST(Variants, AreTheSameForTheSameSeed) {
  const auto text = [](const Plan& plan) {
    std::string all;
    for (const Case& each : plan.cases) {
      const Steps steps = steps_of(plan, each);
      all += each.id + "\n" + steps->front().request.target + "\n" + steps->front().request.content + "\n";
    }
    return all;
  };
  const Api api = api_of(loans);
  PlanOptions options = at(Depth::deep);
  const std::string first = text(make_plan(api, RuleBook(), options));
  EXPECT_EQ(first, text(make_plan(api_of(loans), RuleBook(), options)));
  options.seed = 7;
  EXPECT_NE(first, text(make_plan(api, RuleBook(), options)));
}

TEST(Variants, StayWithinTheirBudgetAndSayWhatItLeavesOut) {
  const Api api = api_of(loans);
  PlanOptions options = at(Depth::standard);
  options.most_per_operation = 6;
  const Plan plan = make_plan(api, RuleBook(), options);
  EXPECT_EQ(plan.cases.size(), 2U + 6U);
  // Each kind has its turn.
  EXPECT_FALSE(ids_of(plan, CaseKind::example).empty());
  EXPECT_FALSE(ids_of(plan, CaseKind::coverage).empty());
  EXPECT_FALSE(ids_of(plan, CaseKind::negative).empty());
  ASSERT_EQ(plan.left_out.size(), 1U);
  EXPECT_GT(plan.left_out.front().cases, 5U);
  options.most_in_all = 3;
  EXPECT_EQ(make_plan(api, RuleBook(), options).cases.size(), 2U + 3U);
}

// One operation with as many media types, whatever the document says, is no way around the budget.
TEST(Variants, StayWithinTheirBudgetWithManyMediaTypes) {
  std::string text =
      "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    post:\n      requestBody:\n"
      "        content:\n";
  constexpr std::size_t types = 300;
  for (std::size_t i = 0; i < types; ++i)
    text += "          application/v" + std::to_string(i) + "+json: {schema: {type: integer, maximum: 5}}\n";
  text += "      responses: {'200': {description: OK}}\n";
  const Plan plan = make_plan(api_of(text), RuleBook(), at(Depth::standard));
  const auto plain = std::ranges::count(plan.cases, CaseKind::documented, &Case::kind);
  EXPECT_EQ(plain, types);
  EXPECT_EQ(plan.cases.size() - static_cast<std::size_t>(plain), 200U);
  ASSERT_FALSE(plan.left_out.empty());
  EXPECT_NE(plan.left_out.front().why.find("100 more media types"), std::string::npos)
      << plan.left_out.front().why;
}

TEST(Variants, AreNotMadeWhereNothingCanSucceed) {
  const Plan plan = make_plan(api_of(loans), RuleBook(), at(Depth::deep));
  for (const Case& each : plan.cases)
    EXPECT_TRUE(each.operation == 0 || each.kind == CaseKind::documented) << each.id;
}

TEST(Variants, SayWhatThePlainRequestHasWrong) {
  PlanOptions options = at(Depth::standard);
  options.values = {{"PUT *", "id", Value(Number(0))}};
  const Plan plan = make_plan(api_of(loans), RuleBook(), options);
  ASSERT_EQ(plan.left_out.size(), 1U);
  EXPECT_NE(plan.left_out[0].why.find("`path id`: Found `0`"), std::string::npos) << plan.left_out[0].why;
  EXPECT_NE(plan.cases.front().intent->unknown.find("`path id`: Found `0`"), std::string::npos);
}

TEST(Variants, TakeTheValuesOfTheUser) {
  PlanOptions options;
  options.values = {{"", "id", Value(7)}, {"PUT /loans/*", "id", Value(9)}, {"PUT /else", "id", Value(1)}};
  const Plan plan = make_plan(api_of(loans), RuleBook(), options);
  EXPECT_EQ(plan.cases.front().steps.front().request.target, "/loans/9?tags=a");
  EXPECT_TRUE(plan.cases.front().intent->made_up.empty());
  EXPECT_EQ(make_plan(api_of(loans), RuleBook(), {}).cases.front().intent->made_up,
            std::vector<std::string>{"id"});
}

}  // namespace
}  // namespace conform
