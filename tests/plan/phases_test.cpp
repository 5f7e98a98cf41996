#include "tests/plan/planning.hpp"

#include <gtest/gtest.h>

#include <algorithm>

// What writes has its turn when nothing compares answers.

namespace conform {
namespace {

constexpr std::string_view shop = R"(
openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /books/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer, minimum: 1}}]
    delete: {responses: {'204': {description: Gone}}}
    put:
      requestBody: {content: {application/json: {schema: {type: object, properties: {title: {type: string}}}}}}
      responses: {'200': {description: OK}}
    get: {responses: {'200': {description: OK}}}
  /books/{id}/pages/{page}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: integer}}
      - {name: page, in: path, required: true, schema: {type: integer}}
    delete: {responses: {'204': {description: Gone}}}
)";

constexpr std::string_view suite = R"(
probe/guard:
  class: state-changing
  methods: [PUT, DELETE]
  text: On a condition that does not hold.
  steps: {before: {role: support, method: GET}, other: {set: {If-Match: '"conform-none"'}}}
probe/twin: {class: safe, methods: GET, text: Once more., steps: {get: {}}}
)";

Plan plan_of(const Api& api, Depth depth) {
  static const RuleBook rules = [] {
    RuleBook read;
    Diagnostics diagnostics;
    auto source = std::make_shared<const Source>(Source{"suite.yaml", std::string(suite)});
    const auto document = read_document(std::move(source), diagnostics);
    if (document) read.add(*document, diagnostics);
    if (!document || diagnostics.has_errors()) throw std::invalid_argument("the suite has mistakes");
    return read;
  }();
  PlanOptions options;
  options.depth = depth;
  options.probes = {ProbeClass::safe, ProbeClass::state_changing};
  return make_plan(api, rules, options);
}

TEST(Phases, PutWhatWritesAfterWhatComparesAndRemovalsLast) {
  const Api api = api_of(shop);
  const Plan plan = plan_of(api, Depth::smoke);
  std::vector<std::pair<std::string, Phase>> turns;
  for (const Case& planned : plan.cases)
    turns.emplace_back(planned.id, planned.phase);
  EXPECT_EQ(turns,
            (std::vector<std::pair<std::string, Phase>>{
                {"PUT /books/{id}", Phase::documented},
                {"GET /books/{id}", Phase::documented},
                {"GET /books/{id} · probe twin", Phase::reading},
                {"PUT /books/{id} · probe guard", Phase::alone},
                {"DELETE /books/{id}/pages/{page} · probe guard", Phase::alone},
                {"DELETE /books/{id} · probe guard", Phase::alone},
                {"DELETE /books/{id}/pages/{page}", Phase::removing},
                {"DELETE /books/{id}", Phase::removing},
            }));
}

TEST(Phases, HaveNoUnsafeMethodWhileAnswersAreCompared) {
  const Api api = api_of(shop);
  const Plan plan = plan_of(api, Depth::standard);
  EXPECT_TRUE(std::ranges::is_sorted(plan.cases, {}, &Case::phase));
  std::size_t writing = 0;
  for (const Case& planned : plan.cases) {
    const std::string& method = api.operations[planned.operation].method;
    if (planned.phase != Phase::reading && planned.phase != Phase::writing) continue;
    EXPECT_EQ(method, planned.phase == Phase::reading ? "GET" : "PUT") << planned.id;
    if (planned.phase == Phase::writing) ++writing;
  }
  EXPECT_GT(writing, 0U);
}

TEST(Phases, KeepProbesWithTheCaseThatTheyAreMadeFrom) {
  const Api api = api_of(shop);
  const Plan plan = plan_of(api, Depth::standard);
  for (const Case& planned : plan.cases) {
    if (planned.kind != CaseKind::probe) continue;
    EXPECT_EQ(planned.id.substr(0, planned.id.find(" · ")), plan.cases[planned.plain].id);
  }
}

}  // namespace
}  // namespace conform
