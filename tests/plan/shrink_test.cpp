#include "runner/plan/shrink.hpp"

#include "runner/openapi/document_hash.hpp"
#include "tests/plan/planning.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include <gtest/gtest.h>

namespace conform {
namespace {

constexpr std::string_view shop = R"(openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /books/{shelf}:
    get:
      parameters:
        - {name: shelf, in: path, required: true, schema: {type: string, minLength: 1}, example: top}
        - {name: q, in: query, schema: {type: string}}
        - {name: limit, in: query, schema: {type: integer, minimum: 10, maximum: 500}}
        - {name: page, in: query, schema: {type: integer}, example: 1}
        - {name: tags, in: query, schema: {type: array, items: {type: string}}}
        - {name: sort, in: query, schema: {enum: [title, price]}}
        - {name: X-Trace, in: header, schema: {type: string, pattern: '^[a-z]*$'}}
      responses: {'200': {description: OK}, '400': {description: No}}
  /search:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema: &query
              type: object
              required: [text]
              properties:
                text: {type: string}
                price: {type: object, properties: {from: {type: number}, to: {type: number}}}
                lines: {type: array, items: {type: object, required: [n], properties: {n: {type: integer}, note: {type: string}}}}
                deep: {type: boolean}
            example: {text: whale}
      responses: {'200': {description: OK}, '400': {description: No}}
)";

/// Everything of a document that is to be shrunk in a test. The cases hang on the Api.
struct Shop {
  Api api = api_of(shop);
  Plan plan = make_plan(api, RuleBook(), options());

  static PlanOptions options() {
    PlanOptions options;
    options.depth = Depth::deep;
    return options;
  }

  /// A random case of the operation, with these values and without all other optional inputs.
  [[nodiscard]] Case with(const std::string& operation, const std::map<std::string, Value>& values) const {
    const auto like = std::ranges::find_if(plan.cases, [&](const Case& each) {
      return each.kind == CaseKind::fuzz && each.inputs->id == operation;
    });
    Case made = *like;
    made.changes.clear();
    for (std::uint32_t at = 0; at < made.inputs->all.size(); ++at) {
      const Input& input = made.inputs->all[at];
      const auto value = values.find(input.name());
      if (value != values.end())
        made.changes.push_back({at, std::get<Written>(input.write(value->second))});
      else if (!input.is_required(*made.inputs->operation))
        made.changes.push_back({at, std::nullopt});
    }
    return made;
  }
};

Value json(std::string_view text) { return std::get<Value>(read_json(text)); }

Request request_of(const Case& made) { return compose(*made.inputs, made.changes); }

using Fails = std::function<bool(const Request&)>;

struct Shrunk {
  Request request{};
  std::size_t asked = 0;
};

/// To the end, against a server that fails where `fails` says so.
Shrunk shrink(const Case& failing, const Fails& fails) {
  Shrinking shrinking(failing);
  Shrunk result;
  while (const auto next = shrinking.next()) {
    ++result.asked;
    if (fails(request_of(*next)))
      shrinking.keep();
    else
      shrinking.refuse();
  }
  result.request = request_of(shrinking.smallest());
  return result;
}

bool has(const Request& request, std::string_view part) {
  return request.target.find(part) != std::string::npos || request.content.find(part) != std::string::npos;
}

TEST(Shrinking, LeavesOutWhatTheFailureDoesNotNeed) {
  const Shop all;
  const Case failing = all.with("GET /books/{shelf}",
                                {{"path shelf", "z y"},
                                 {"query q", "moby"},
                                 {"query limit", 77},
                                 {"query page", 12},
                                 {"query tags", json(R"(["x", "bad", "y", "z"])")},
                                 {"query sort", "price"},
                                 {"header X-Trace", "abc"}});
  const Shrunk shrunk = shrink(failing, [](const Request& request) { return has(request, "bad"); });
  EXPECT_EQ(shrunk.request.target, "/books/top?tags=bad");
  EXPECT_FALSE(shrunk.request.fields.has("X-Trace"));
  EXPECT_LE(shrunk.asked, 20U);
}

TEST(Shrinking, KeepsWhatIsNeededTogether) {
  const Shop all;
  const Case failing = all.with(
      "GET /books/{shelf}",
      {{"query q", "moby"}, {"query limit", 77}, {"query sort", "price"}, {"header X-Trace", "abc"}});
  const Shrunk shrunk = shrink(failing, [](const Request& request) {
    return has(request, "sort=price") && request.fields.has("X-Trace");
  });
  EXPECT_EQ(shrunk.request.target, "/books/top?sort=price");
  EXPECT_EQ(shrunk.request.fields.combined("X-Trace"), "");
}

TEST(Shrinking, FindsTheShortestTextAndTheNumberNearestToZero) {
  const Shop all;
  const std::string title(1000, 'm');
  const Case failing = all.with("GET /books/{shelf}", {{"query q", title}, {"query limit", 477}});
  const Shrunk text = shrink(failing, [](const Request& request) {
    const auto at = request.target.find("q=");
    return at != std::string::npos && request.target.find_first_of("&", at) - at > 257 &&
           request.target.size() - at > 257;
  });
  EXPECT_EQ(text.request.target, "/books/top?q=" + std::string(256, 'a'));
  EXPECT_LE(text.asked, 40U);
  const Shrunk number = shrink(failing, [](const Request& request) { return has(request, "limit="); });
  EXPECT_EQ(number.request.target, "/books/top?limit=10");  // the least that the document allows
}

TEST(Shrinking, GoesIntoBodies) {
  const Shop all;
  const Case failing = all.with(
      "POST /search", {{"body", json(R"({"text": "Ωmega, or the end of it", "price": {"from": 1.5, "to": 99},
      "lines": [{"n": 4, "note": "hi"}, {"n": -812, "note": "negative"}, {"n": 5}], "deep": true})")}});
  const Shrunk shrunk = shrink(failing, [](const Request& request) { return has(request, "\"n\":-"); });
  EXPECT_EQ(shrunk.request.content, R"({"text":"whale","lines":[{"n":-1}]})");
  EXPECT_LE(shrunk.asked, 40U);
}

TEST(Shrinking, LeavesWrongWhatIsWrongAndMakesNothingElseSo) {
  const Shop all;
  const Case failing =
      all.with("GET /books/{shelf}", {{"query limit", 1'000'000}, {"query q", "x"}, {"query page", 3}});
  const Shrunk always = shrink(failing, [](const Request&) { return true; });
  EXPECT_EQ(always.request.target, "/books/top?limit=501");
  const Case body =
      all.with("POST /search", {{"body", json(R"({"text": "a b", "deep": "no", "lines": []})")}});
  const Shrunk wrong = shrink(body, [](const Request&) { return true; });
  EXPECT_EQ(wrong.request.content, R"({"text":"whale","deep":""})");
}

TEST(Shrinking, StaysWithTheCaseWhenNothingSmallerFails) {
  const Shop all;
  const Case failing = all.with("GET /books/{shelf}", {{"query limit", 77}, {"query q", "x"}});
  const Shrunk shrunk = shrink(failing, [](const Request&) { return false; });
  EXPECT_EQ(shrunk.request.target, request_of(failing).target);
}

/// Every random case of the plan, against servers that fail at will: each candidate is smaller than the best
/// so far and what it was meant to be, none comes twice, the same answers lead the same way, and it ends.
TEST(Shrinking, KeepsItsLawsOnEveryRandomCase) {
  const Shop all;
  std::size_t candidates = 0;
  for (const Case& failing : all.plan.cases) {
    if (!combines(failing)) continue;
    for (const std::uint64_t mood : {0ULL, 1ULL, 2ULL, 3ULL}) {
      const auto fails = [mood](const Request& request) {
        return mood == 0 || fnv_1a(request.target + request.content, mood) % (mood + 1) == 0;
      };
      const Parts plain = plain_parts(*failing.inputs);
      const bool was_good = failing.intent->faults.empty();
      Shrinking shrinking(failing);
      Shrinking again(failing);
      std::set<std::string> seen;
      while (const auto next = shrinking.next()) {
        ++candidates;
        const Request request = request_of(*next);
        ASSERT_TRUE(seen.insert(serialise(request, "", Persistence::keep_alive)).second) << failing.id;
        ASSERT_LT(size_of(parts_of(*next), plain), size_of(parts_of(shrinking.smallest()), plain))
            << failing.id;
        ASSERT_EQ(fit_of_request(*failing.inputs->operation, request).faults.empty(), was_good) << failing.id;
        ASSERT_EQ(next->intent->faults.empty(), was_good);
        const auto twin = again.next();
        ASSERT_TRUE(twin && request_of(*twin).target == request.target &&
                    request_of(*twin).content == request.content);
        if (seen.size() == 300) break;
        fails(request) ? shrinking.keep() : shrinking.refuse();
        fails(request) ? again.keep() : again.refuse();
      }
      ASSERT_TRUE(mood > 0 || seen.size() < 300U) << failing.id;
    }
  }
  EXPECT_GT(candidates, 1'000U);
}

TEST(Combines, IsSaidOfRandomCasesAndCombinationsAlone) {
  const Shop all;
  std::map<CaseKind, std::size_t> combining;
  for (const Case& each : all.plan.cases)
    if (combines(each)) ++combining[each.kind];
  EXPECT_EQ(combining.size(), 2U);
  EXPECT_GT(combining[CaseKind::fuzz], 10U);
  EXPECT_GT(combining[CaseKind::coverage], 5U);
  const auto single = std::ranges::find_if(
      all.plan.cases, [](const Case& each) { return each.id.ends_with("coverage · query q given"); });
  ASSERT_NE(single, all.plan.cases.end());
  EXPECT_FALSE(combines(*single));
}

}  // namespace
}  // namespace conform
