#include "runner/plan/discovery.hpp"

#include "tests/plan/planning.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

constexpr std::string_view shop = R"(openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /books: {get: {responses: {'200': {description: OK}}}}
  /books/{bookId}:
    parameters: [{name: bookId, in: path, required: true, schema: {type: integer}}]
    get: {responses: {'200': {description: OK}}}
    delete: {responses: {'204': {description: OK}}}
  /books/{bookId}/notes:
    parameters: [{name: bookId, in: path, required: true, schema: {type: integer}}]
    get: {responses: {'200': {description: OK}}}
  /books/{bookId}/notes/{note}:
    parameters:
      - {name: bookId, in: path, required: true, schema: {type: integer}}
      - {name: note, in: path, required: true, schema: {type: string, maxLength: 3}}
    get: {responses: {'200': {description: OK}}}
  /carts/{cart}:
    parameters: [{name: cart, in: path, required: true, schema: {type: integer}}]
    get: {responses: {'200': {description: OK}}}
)";

TEST(Discovery, FollowsListsOnly) {
  const Api api = api_of(shop);
  PlanOptions options;
  const Plan plan = make_plan(api, RuleBook(), options);
  const auto leads = leads_of(api, plan);
  ASSERT_EQ(leads.size(), 1U);
  EXPECT_EQ(plan.cases[leads[0].list].id, "GET /books");
  EXPECT_EQ(leads[0].operations + " " + leads[0].input, "/books/{bookId}* bookId");

  // What it names opens the next list.
  options.values = {{leads[0].operations, "bookId", Value(7), "the list"}};
  const Plan next = make_plan(api, RuleBook(), options);
  const auto further = leads_of(api, next);
  ASSERT_EQ(further.size(), 1U);
  EXPECT_EQ(further[0].input, "note");
  EXPECT_EQ(next.cases[further[0].list].steps.front().request.target, "/books/7/notes");
  EXPECT_NE(next.cases[further[0].list].why.find("`bookId` from the list"), std::string::npos);
}

TEST(Discovery, TakesWhatFits) {
  const Api api = api_of(shop);
  const auto found = [&](std::string_view input, std::string_view content) {
    const Operation& operation = api.operations.at(4);
    const auto& parameter = operation.parameters.at(input == "note" ? 1 : 0);
    const auto value = found_in({0, "", std::string(input), parameter.schema}, content);
    return value ? to_json(*value) : "nothing";
  };
  EXPECT_EQ(found("bookId", R"([{"bookId": 3}])"), "3");
  EXPECT_EQ(found("bookId", R"({"next": null, "items": [{"title": "a", "id": 4}]})"), "4");
  EXPECT_EQ(found("bookId", "[5]"), "5");
  EXPECT_EQ(found("bookId", R"([{"id": "x"}])"), "nothing");
  EXPECT_EQ(found("note", R"([{"name": "abcd", "key": "abc"}])"), "\"abc\"");
  EXPECT_EQ(found("note", "[]"), "nothing");
  EXPECT_EQ(found("note", "{"), "nothing");
  EXPECT_EQ(found("note", "7"), "nothing");
}

}  // namespace
}  // namespace conform
