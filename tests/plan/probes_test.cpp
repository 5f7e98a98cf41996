#include "tests/plan/planning.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace conform {
namespace {

constexpr std::string_view shop = R"(
openapi: 3.1.0
info: {title: Shop, version: '1'}
components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}
paths:
  /books:
    get: {responses: {'200': {description: OK}}}
    post: {responses: {'201': {description: Made}}}
  /authors:
    get: {responses: {'200': {description: OK}}}
  /gone:
    get: {responses: {'410': {description: Gone}}}
  /orders:
    get: {security: [{key: []}], responses: {'200': {description: OK}}}
)";

constexpr std::string_view suite = R"(
probe/twin:
  class: safe
  per: operation
  methods: GET
  of: documented-200
  text: Twice.
  steps:
    get: {role: support}
    match: {when: {step.get.field.ETag: {present: true}}, set: {If-None-Match: '${get.field.ETag}'}}
    again: {role: support}
probe/paths: {class: safe, per: path, text: Each path once., steps: {options: {method: OPTIONS}}}
probe/once: {class: malformed, per: server, methods: GET, text: One., steps: {none: {bytes: "${method} ${target}\r\n"}}}
probe/open: {class: safe, methods: GET, of: secured, text: Open., steps: {none: {without: credentials}}}
)";

RuleBook book() {
  RuleBook rules;
  Diagnostics diagnostics;
  auto source = std::make_shared<const Source>(Source{"suite.yaml", std::string(suite)});
  const auto document = read_document(std::move(source), diagnostics);
  if (document) rules.add(*document, diagnostics);
  if (!document || diagnostics.has_errors()) throw std::invalid_argument(render(diagnostics.list().front()));
  return rules;
}

std::vector<std::string> probes_in(const Plan& plan) {
  std::vector<std::string> ids;
  for (const Case& planned : plan.cases)
    if (planned.kind == CaseKind::probe) ids.push_back(planned.id);
  return ids;
}

Exchange answered(std::uint32_t step, Fields fields) {
  Exchange exchange;
  Response response;
  response.status = 200;
  response.fields = std::move(fields);
  exchange.answer = std::move(response);
  exchange.step = step;
  return exchange;
}

TEST(Probes, ArePlannedOnlyWhereTheirClassIsAllowed) {
  const RuleBook rules = book();
  EXPECT_EQ(probes_in(make_plan(api_of(shop), rules, {})), std::vector<std::string>());
  PlanOptions malformed;
  malformed.probes = {ProbeClass::malformed};
  EXPECT_EQ(probes_in(make_plan(api_of(shop), rules, malformed)),
            std::vector<std::string>({"GET /books · probe once"}));
}

TEST(Probes, AreSentOnceForWhatTheyAreAbout) {
  PlanOptions options;
  options.probes = {ProbeClass::safe};
  EXPECT_EQ(probes_in(make_plan(api_of(shop), book(), options)),
            std::vector<std::string>({"GET /books · probe twin",
                                      "GET /authors · probe twin",
                                      "GET /orders · probe twin",
                                      "GET /books · probe paths",
                                      "GET /authors · probe paths",
                                      "GET /gone · probe paths",
                                      "GET /orders · probe paths"}));
}

TEST(Probes, LeaveCredentialsOutWhereThereAreSome) {
  PlanOptions options;
  options.probes = {ProbeClass::safe};
  options.fields = {{"X-Key", "k"}};
  options.selection.include = {"/orders"};
  const RuleBook rules = book();
  const Plan plan = make_plan(api_of(shop), rules, options);
  const auto found = std::ranges::find(plan.cases, "GET /orders · probe open", &Case::id);
  ASSERT_NE(found, plan.cases.end());
  EXPECT_FALSE(steps_of(plan, *found)->front().request.fields.has("X-Key"));
}

TEST(Probes, TakeFromEarlierAnswersWhatOnlyTheyGive) {
  PlanOptions options;
  options.probes = {ProbeClass::safe};
  const RuleBook rules = book();
  const Plan plan = make_plan(api_of(shop), rules, options);
  const auto found = std::ranges::find(plan.cases, "GET /books · probe twin", &Case::id);
  ASSERT_NE(found, plan.cases.end());
  const Steps steps = steps_of(plan, *found);
  ASSERT_EQ(steps->size(), 3U);
  EXPECT_EQ(steps->at(1).name, "twin.match");
  EXPECT_EQ(steps->at(1).request.fields.combined("If-None-Match"), "${get.field.ETag}");

  const std::vector<Exchange> with = {answered(0, {{"ETag", "\"a\""}})};
  const auto request = request_now(steps->at(1), *steps, with);
  ASSERT_TRUE(request.has_value());
  EXPECT_EQ(request->fields.combined("If-None-Match"), "\"a\"");
  const std::vector<Exchange> without = {answered(0, {})};
  EXPECT_FALSE(request_now(steps->at(1), *steps, without).has_value());
  EXPECT_TRUE(request_now(steps->at(2), *steps, without).has_value());
}

constexpr std::string_view library = R"(
openapi: 3.1.0
info: {title: Library, version: '1'}
paths:
  /books:
    get: {responses: {'200': {description: OK, content: {application/json: {}, text/csv: {}, 'image/*': {}}}}}
    post:
      requestBody: {required: true, content: {application/json: {example: {a: 1}}, text/plain: {example: b}}}
      responses: {'201': {description: Made}}
  /moved:
    get: {responses: {'301': {description: Elsewhere}}}
)";

constexpr std::string_view more_probes = R"(
probe/types:
  class: safe
  of: several-types
  text: Types.
  steps: {first: {accepts: 1}, second: {accepts: 2}}
probe/moved: {class: safe, of: documented-redirect, text: Moved., steps: {get: {}, hop: {to: '${get.target-in.Location}'}}}
probe/json: {class: safe, of: with-json, text: JSON., steps: {broken: {content: '{${x:3}'}, parts: {chunked: true}}}
probe/content: {class: safe, of: with-content, text: Content., steps: {wait: {withhold: content}, next: {pipelined: true}}}
probe/other: {class: safe, absent-methods: POST, methods: GET, text: Other., steps: {post: {method: POST, await-end: true}}}
)";

RuleBook book_of(std::string_view text) {
  RuleBook rules;
  Diagnostics diagnostics;
  const auto document =
      read_document(std::make_shared<const Source>(Source{"suite.yaml", std::string(text)}), diagnostics);
  if (document) rules.add(*document, diagnostics);
  if (!document || diagnostics.has_errors()) throw std::invalid_argument(render(diagnostics.list().front()));
  return rules;
}

TEST(Probes, AreMadeFromOperationsThatHaveWhatTheyNeed) {
  PlanOptions options;
  options.probes = {ProbeClass::safe};
  EXPECT_EQ(probes_in(make_plan(api_of(library), book_of(more_probes), options)),
            std::vector<std::string>({"GET /books · probe types",
                                      "GET /moved · probe moved",
                                      "POST /books · probe json",
                                      "POST /books · probe content",
                                      "GET /moved · probe other"}));
}

TEST(Probes, ChangeWhatTheirStepsSay) {
  PlanOptions options;
  options.probes = {ProbeClass::safe};
  const RuleBook rules = book_of(more_probes);
  const Plan plan = make_plan(api_of(library), rules, options);
  const auto steps = [&plan](std::string_view id) {
    return *steps_of(plan, *std::ranges::find(plan.cases, id, &Case::id));
  };
  const auto types = steps("GET /books · probe types");
  EXPECT_EQ(types[0].request.fields.combined("Accept"), "application/json");
  EXPECT_EQ(types[1].request.fields.combined("Accept"), "text/csv");
  const auto json = steps("POST /books · probe json");
  EXPECT_EQ(json[0].request.content, "{xxx");
  EXPECT_TRUE(json[1].request.fields.lists("Transfer-Encoding", "chunked"));
  EXPECT_TRUE(steps("POST /books · probe content")[1].probing->with_previous);
  EXPECT_EQ(steps("GET /moved · probe other")[0].request.method, "POST");

  const auto moved = steps("GET /moved · probe moved");
  std::vector<Exchange> so_far = {answered(0, {{"Location", "there?a=b#c"}})};
  so_far[0].request.target = "/v1/moved";
  EXPECT_EQ(request_now(moved[1], moved, so_far)->target, "/v1/there?a=b");
  so_far = {answered(0, {{"Location", "https://elsewhere.example/"}})};
  EXPECT_FALSE(request_now(moved[1], moved, so_far).has_value());
}

TEST(Probes, SendExactBytesWhereHttpHasNoForm) {
  PlanOptions options;
  options.probes = {ProbeClass::malformed};
  const RuleBook rules = book();
  const Plan plan = make_plan(api_of(shop), rules, options);
  const Steps steps = steps_of(plan, plan.cases.back());
  EXPECT_EQ(serialise(steps->front().request, "x", steps->front().persistence), "GET /books\r\n");
}

}  // namespace
}  // namespace conform
