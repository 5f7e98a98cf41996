#include "tests/plan/planning.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

namespace conform {
namespace {

std::string file(const std::string& name) {
  std::ifstream in(CONFORM_SOURCE_DIR "/tests/data/plan/" + name);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

/// The golden plan holds the version of the tool as a word, so that a release does not change it.
std::string without_version(std::string text) {
  constexpr std::string_view product = "User-Agent: conform/";
  for (auto at = text.find(product); at != std::string::npos; at = text.find(product, at)) {
    at += product.size();
    text.replace(at, text.find('\n', at) - at, "VERSION");
  }
  return text;
}

PlanOptions below(std::string base_path) {
  PlanOptions options;
  options.base_path = std::move(base_path);
  return options;
}

const Case& find(const Plan& plan, std::string_view id) {
  const auto found = std::ranges::find(plan.cases, id, &Case::id);
  if (found == plan.cases.end()) throw std::out_of_range(std::string(id));
  return *found;
}

TEST(MakePlan, IsTheGoldenPlan) {
  const Plan plan = make_plan(api_of(file("library.yaml")), RuleBook(), below("/v1/"));
  EXPECT_EQ(without_version(text_of(plan)), file("library.plan.txt"));
}

TEST(MakePlan, IsTheSameForTheSameInput) {
  const std::string document = file("library.yaml");
  PlanOptions options = below("");
  options.seed = 42;
  EXPECT_EQ(text_of(make_plan(api_of(document), RuleBook(), options)),
            text_of(make_plan(api_of(document), RuleBook(), options)));
}

TEST(MakePlan, DoesNotMoveACaseWhenOthersGo) {
  const Api api = api_of(file("library.yaml"));
  const Plan all = make_plan(api, RuleBook(), {});
  PlanOptions options;
  options.selection.include = {"POST *"};
  const Plan some = make_plan(api, RuleBook(), options);
  ASSERT_FALSE(some.cases.empty());
  ASSERT_LT(some.cases.size(), all.cases.size());
  for (const Case& planned : some.cases) {
    EXPECT_EQ(text_of(Plan{.cases = {planned}}), text_of(Plan{.cases = {find(all, planned.id)}}));
    EXPECT_EQ(planned.operation, find(all, planned.id).operation);
  }
}

TEST(MakePlan, LetsTheUsersFieldsWinExceptInTrace) {
  PlanOptions options;
  options.fields = {{"accept", "text/html"}, {"Authorization", "Basic x"}, {"X-A", "1"}, {"X-A", "2"}};
  const Plan plan = make_plan(api_of(R"(openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a:
    get: {responses: {'200': {description: OK}}}
    trace: {responses: {'200': {description: OK}}}
)"),
                              RuleBook(),
                              options);
  const Fields& get = plan.cases.at(0).steps.at(0).request.fields;
  EXPECT_EQ(get.count("Accept"), 1U);
  EXPECT_EQ(get.find("Accept")->value, "text/html");
  EXPECT_EQ(get.count("X-A"), 2U);
  EXPECT_TRUE(get.has("Authorization"));
  const Fields& trace = plan.cases.at(1).steps.at(0).request.fields;
  EXPECT_FALSE(trace.has("Authorization"));
  EXPECT_FALSE(trace.has("X-A"));
}

TEST(MakePlan, KeepsHostileTextsOutOfTheRequestLineAndTheFields) {
  const Plan plan = make_plan(api_of(R"(openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  "/a\r\nX-Evil: 1/{id}":
    get:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}, example: "../..\r\nX: 1"}
        - {name: X-B, in: header, schema: {type: string}, example: "a\r\nX-Evil: 1"}
        - {name: c, in: cookie, schema: {type: string}, example: "a; b=\r\n"}
      responses: {'200': {description: OK}}
)"),
                              RuleBook(),
                              {});
  const Request& request = plan.cases.at(0).steps.at(0).request;
  EXPECT_EQ(request.target, "/a%0D%0AX-Evil:%201/..%2F..%0D%0AX%3A%201");
  EXPECT_EQ(request.fields.find("Cookie")->value, "c=a%3B%20b%3D%0D%0A");
  for (const Field& field : request.fields)
    EXPECT_EQ((field.name + field.value).find_first_of("\r\n"), std::string::npos);
}

}  // namespace
}  // namespace conform
