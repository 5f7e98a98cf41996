#include "runner/plan/credentials.hpp"

#include "runner/contract/credential_fit.hpp"
#include "tests/plan/planning.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace conform {
namespace {

constexpr std::string_view shop = R"(
openapi: 3.1.0
info: {title: Shop, version: '1'}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    asked: {type: apiKey, in: query, name: api key}
    session: {type: apiKey, in: cookie, name: sid}
    user: {type: http, scheme: basic}
    staff: {type: http, scheme: bearer}
    digest: {type: http, scheme: digest}
    flow: {type: oauth2, flows: {clientCredentials: {tokenUrl: /token, scopes: {read: Read}}}}
    open: {type: openIdConnect, openIdConnectUrl: 'https://id.example/.well-known'}
    certificate: {type: mutualTLS}
paths:
  /free: {get: {responses: {'200': {description: OK}}}}
  /key: {delete: {security: [{key: []}], responses: {'204': {description: OK}}}}
  /both: {get: {security: [{key: [], staff: []}], responses: {'200': {description: OK}}}}
  /either: {get: {security: [{session: []}, {staff: []}], responses: {'200': {description: OK}}}}
  /maybe: {get: {security: [{}, {key: []}], responses: {'200': {description: OK}}}}
  /query: {get: {parameters: [{name: a, in: query, example: 1}], security: [{asked: []}], responses: {'200': {description: OK}}}}
  /signed: {get: {security: [{certificate: []}], responses: {'200': {description: OK}}}}
)";

Plan plan_with(const Api& api, PlanOptions options) {
  options.depth = Depth::standard;
  return make_plan(api, RuleBook(), options);
}

/// The request of the case of this id.
Request request_of(const Plan& plan, const std::string& id) {
  const auto found = std::ranges::find(plan.cases, id, &Case::id);
  if (found == plan.cases.end()) {
    ADD_FAILURE() << "no case " << id;
    return {};
  }
  return steps_of(plan, *found)->front().request;
}

std::vector<std::string> credential_cases_of(const Plan& plan) {
  std::vector<std::string> ids;
  for (const Case& each : plan.cases)
    if (each.credentials) ids.push_back(each.id);
  return ids;
}

TEST(Credentials, StandWhereTheSchemeSays) {
  const Api api = api_of(shop);
  const std::vector<std::pair<std::string, std::string>> sent = {{"key", "a:b"},
                                                                 {"user", "Basic YTpi"},
                                                                 {"staff", "Bearer a:b"},
                                                                 {"digest", "Digest a:b"},
                                                                 {"flow", "Bearer a:b"},
                                                                 {"open", "Bearer a:b"}};
  for (const auto& [scheme, value] : sent) {
    const auto credential = credential_of(api.security_schemes.at(scheme), "a:b");
    ASSERT_TRUE(credential) << scheme;
    EXPECT_EQ(credential->value, value) << scheme;
    EXPECT_EQ(credential->place.kind, CredentialPlace::Kind::field) << scheme;
  }
  Request request;
  request.target = "/books?b=1&api%20key=old";
  request.fields.add("Cookie", "sid=old; theme=dark");
  const std::vector<Credential> both = {*credential_of(api.security_schemes.at("asked"), "a/b"),
                                        *credential_of(api.security_schemes.at("session"), "new")};
  put_credentials(request, both);
  EXPECT_EQ(request.target, "/books?b=1&api%20key=a%2Fb");
  EXPECT_EQ(request.fields.combined("Cookie"), "theme=dark; sid=new");
  remove_credentials(request, credential_places(api));
  EXPECT_EQ(request.target, "/books?b=1");
  EXPECT_EQ(request.fields.combined("Cookie"), "theme=dark");
}

TEST(Credentials, GoToTheOperationsThatAskForThem) {
  const Api api = api_of(shop);
  PlanOptions options;
  options.credentials = {{"key", "k1"}, {"staff", "t1"}, {"asked", "q1"}};
  const Plan plan = plan_with(api, options);
  const auto free = request_of(plan, "GET /free");
  EXPECT_FALSE(free.fields.has("X-Key"));
  EXPECT_FALSE(free.fields.has("Authorization"));
  EXPECT_EQ(request_of(plan, "DELETE /key").fields.combined("X-Key"), "k1");
  EXPECT_FALSE(request_of(plan, "DELETE /key").fields.has("Authorization"));
  EXPECT_EQ(request_of(plan, "GET /both").fields.combined("Authorization"), "Bearer t1");
  EXPECT_EQ(request_of(plan, "GET /both").fields.combined("X-Key"), "k1");
  // Of the first alternative nothing is known.
  EXPECT_EQ(request_of(plan, "GET /either").fields.combined("Authorization"), "Bearer t1");
  EXPECT_EQ(request_of(plan, "GET /maybe").fields.combined("X-Key"), "k1");
  EXPECT_EQ(request_of(plan, "GET /query").target, "/query?a=1&api%20key=q1");
}

TEST(Credentials, AreLeftOutAndMadeUpWhereTheyAreNeeded) {
  const Api api = api_of(shop);
  PlanOptions options;
  options.credentials = {{"key", "k1"}, {"staff", "t1"}};
  const Plan plan = plan_with(api, options);
  const std::vector<std::string> expected = {"GET /both · negative · credentials missing",
                                             "GET /both · negative · key X-Key missing",
                                             "GET /both · negative · key X-Key wrong",
                                             "GET /both · negative · scheme staff missing",
                                             "GET /both · negative · scheme staff wrong",
                                             "GET /either · negative · credentials missing",
                                             "GET /either · negative · credentials wrong",
                                             "DELETE /key · negative · credentials missing",
                                             "DELETE /key · negative · credentials wrong"};
  EXPECT_EQ(credential_cases_of(plan), expected);
  const auto half = request_of(plan, "GET /both · negative · key X-Key missing");
  EXPECT_FALSE(half.fields.has("X-Key"));
  EXPECT_EQ(half.fields.combined("Authorization"), "Bearer t1");
  const auto wrong = request_of(plan, "DELETE /key · negative · credentials wrong");
  EXPECT_EQ(wrong.fields.combined("X-Key"), "conform-nobody");
}

TEST(Credentials, OfEveryRequestAreKnownToo) {
  const Api api = api_of(shop);
  PlanOptions options;
  options.fields = {{"x-key", "k1"}, {"Authorization", "Basic YTpi"}};
  const Plan plan = plan_with(api, options);
  EXPECT_EQ(request_of(plan, "GET /free").fields.combined("X-Key"), "k1");
  const auto without = request_of(plan, "DELETE /key · negative · credentials missing");
  EXPECT_FALSE(without.fields.has("X-Key"));
  // What the operation does not ask for is for somebody else: a gateway before the server.
  EXPECT_EQ(without.fields.combined("Authorization"), "Basic YTpi");
  // A basic password is no token.
  EXPECT_EQ(credential_cases_of(plan).size(), 2U);
}

TEST(Credentials, StayBesideCookiesOfTheUser) {
  PlanOptions options;
  options.credentials = {{"session", "s1"}};
  options.fields = {{"Cookie", "theme=dark; lang=en"}, {"Cookie", "lang=fr"}};
  const Api api = api_of(shop);
  const Plan plan = plan_with(api, options);
  EXPECT_EQ(request_of(plan, "GET /either").fields.combined("Cookie"), "sid=s1; theme=dark; lang=fr");
  const auto without = request_of(plan, "GET /either · negative · credentials missing");
  EXPECT_EQ(without.fields.combined("Cookie"), "theme=dark; lang=fr");
}

constexpr std::string_view crowded = R"(
openapi: 3.1.0
info: {title: Crowded, version: '1'}
components:
  securitySchemes:
    head: {type: apiKey, in: header, name: tok}
    asked: {type: apiKey, in: query, name: tok}
    user: {type: http, scheme: basic}
    staff: {type: http, scheme: bearer}
paths:
  /two: {get: {security: [{head: [], asked: []}], responses: {'200': {description: OK}}}}
  /one: {get: {security: [{user: [], staff: []}, {head: []}], responses: {'200': {description: OK}}}}
)";

TEST(Credentials, OfOneNameInTwoPlacesAreToldApart) {
  PlanOptions options;
  options.credentials = {{"head", "h"}, {"asked", "a"}};
  auto ids = credential_cases_of(plan_with(api_of(crowded), options));
  EXPECT_NE(std::ranges::find(ids, "GET /two · negative · key tok of asked missing"), ids.end());
  std::ranges::sort(ids);
  EXPECT_EQ(std::ranges::adjacent_find(ids), ids.end());
}

TEST(Credentials, ThatWantTheSamePlaceAreNotChosen) {
  PlanOptions options;
  options.credentials = {{"head", "h"}, {"user", "a:b"}, {"staff", "t"}};
  const Api api = api_of(crowded);
  const auto request = request_of(plan_with(api, options), "GET /one");
  EXPECT_FALSE(request.fields.has("Authorization"));
  EXPECT_EQ(request.fields.combined("tok"), "h");
}

TEST(Credentials, OfAConnectionCannotBeLeftOut) {
  PlanOptions options;
  options.credentials = {{"certificate", "given"}};
  EXPECT_TRUE(credential_cases_of(plan_with(api_of(shop), options)).empty());
}

TEST(Credentials, TakeTheirProbesPlace) {
  const Api api = api_of(shop);
  PlanOptions options;
  options.credentials = {{"staff", "t1"}};
  options.probes = {ProbeClass::safe};
  const RuleBook rules = RuleBook::embedded();
  const auto probes = [&](Depth depth) {
    options.depth = depth;
    const Plan plan = make_plan(api, rules, options);
    return std::ranges::count(plan.cases, "GET /either · probe credentials", &Case::id);
  };
  EXPECT_EQ(probes(Depth::smoke), 1);
  EXPECT_EQ(probes(Depth::standard), 0);
  const Plan plan = make_plan(api, rules, options);
  const auto found = std::ranges::find(plan.cases, "GET /either · negative · credentials missing", &Case::id);
  ASSERT_NE(found, plan.cases.end());
  EXPECT_EQ(steps_of(plan, *found)->front().name, "credentials.none");
}

TEST(CredentialFit, NamesWhatTheNearestAlternativeLacks) {
  const Api api = api_of(shop);
  const auto faults = [&](std::string_view path, const Request& request) {
    const auto found = std::ranges::find(api.operations, path, &Operation::path);
    return credential_faults(api, *found, request);
  };
  Request request;
  EXPECT_TRUE(faults("/free", request).empty());
  EXPECT_TRUE(faults("/maybe", request).empty());
  EXPECT_EQ(faults("/both", request).size(), 2U);
  request.fields.add("X-Key", "k1");
  EXPECT_EQ(faults("/both", request), std::vector<std::string>{"`scheme staff` is missing."});
  request.fields.add("Authorization", "Bearer conform-nobody");
  EXPECT_EQ(faults("/both", request), std::vector<std::string>{"`scheme staff` is nobody's."});
  request.fields.set("Authorization", "Bearer t1");
  EXPECT_TRUE(faults("/both", request).empty());
  request.target = "/query?xapi%20key=1";
  EXPECT_EQ(faults("/query", request).size(), 1U);
  request.target = "/query?b=2&api%20key=1";
  EXPECT_TRUE(faults("/query", request).empty());
}

TEST(Credentials, AreKnownAgainWhereTheyStand) {
  using Kind = CredentialPlace::Kind;
  const std::vector<Credential> all = {{"staff", {Kind::field, "Authorization"}, "Bearer a b"},
                                       {"asked", {Kind::query, "api key"}, "1/2 +"},
                                       {"session", {Kind::cookie, "sid"}, "s=1"}};
  Request request;
  request.target = "/books?api%20key=1&x=2";
  request.fields.add("Cookie", "sid=s; lang=en");
  for (const Credential& one : all)
    EXPECT_FALSE(carries(request, one)) << one.scheme;
  put_credentials(request, all);
  for (const Credential& one : all)
    EXPECT_TRUE(carries(request, one)) << one.scheme;
  EXPECT_FALSE(carries(request, {"tls", {Kind::connection, "tls"}, "certificate"}));
  request.target = "/books";
  EXPECT_FALSE(carries(request, all[1]));
}

TEST(ReadOnly, SendsSafeMethodsAlone) {
  const Api api = api_of(shop);
  PlanOptions options;
  options.methods = PlanOptions::Methods::safe;
  options.depth = Depth::deep;
  options.credentials = {{"key", "k1"}};
  options.probes = {ProbeClass::safe, ProbeClass::negotiation, ProbeClass::malformed};
  const Plan plan = make_plan(api, RuleBook::embedded(), options);
  std::size_t left_out = 0;
  for (const Case& each : plan.cases) {
    if (!each.is_sent()) {
      ++left_out;
      EXPECT_EQ(each.id, "DELETE /key");
      continue;
    }
    for (const Steps steps = steps_of(plan, each); const Step& step : *steps) {
      const std::string& exact = step.request.exact;
      const std::string method = exact.empty() ? step.request.method : exact.substr(0, exact.find(' '));
      EXPECT_TRUE(method == "GET" || method == "HEAD" || method == "OPTIONS") << each.id << ": " << method;
    }
  }
  EXPECT_EQ(left_out, 1U);
}

}  // namespace
}  // namespace conform
