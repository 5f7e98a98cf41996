#include "runner/mock/keeping.hpp"
#include "runner/mock/mock.hpp"

#include "runner/plan/plan.hpp"
#include "tests/mock/small_document.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

// The embedded suites against the documents that ship with the program: the mock keeps every rule, and can
// break every one.

namespace conform::test {
namespace {

const RuleBook& book() {
  static const RuleBook embedded = RuleBook::embedded();
  return embedded;
}

const SmallApi& api_named(const std::string& name) {
  static std::map<std::string, SmallApi> apis;
  auto found = apis.find(name);
  if (found == apis.end()) {
    const std::string path = std::string(CONFORM_SOURCE_DIR) + "/specs/" + name;
    found = apis.emplace(name, api_from(read_source(path))).first;
  }
  return found->second;
}

struct Situation {
  const Api* api = nullptr;
  const Operation* operation = nullptr;
  const Request* request = nullptr;

  [[nodiscard]] Asked asked() const {
    Asked asked;
    asked.request = request;
    asked.api = api;
    asked.operation = operation;
    return asked;
  }
};

/// Each planned request of the document.
std::vector<Situation> situations_of(const std::string& name) {
  static std::map<std::string, Plan> plans;
  const Api& api = *api_named(name).api;
  auto found = plans.find(name);
  if (found == plans.end()) found = plans.emplace(name, make_plan(api, book(), PlanOptions())).first;
  std::vector<Situation> situations;
  for (const Case& planned : found->second.cases) {
    for (const Step& step : planned.steps) {
      situations.push_back(
          {.api = &api, .operation = &api.operations[planned.operation], .request = &step.request});
    }
  }
  return situations;
}

const std::string documents[] = {"http-status.yaml", "bookshop.yaml"};

TEST(Mock, KeepsEveryEmbeddedRuleOnEveryDocument) {
  for (const std::string& name : documents) {
    for (const Situation& at : situations_of(name)) {
      const Answer answer = conforming_answer(*at.api, book(), *at.operation, *at.request);
      for (const Rule* rule : broken_rules(book(), answer, at.asked())) {
        ADD_FAILURE() << name << ": " << at.operation->name() << " breaks " << rule->id << "\n"
                      << to_bytes(answer);
      }
    }
  }
}

/// What a copy of a document leaves out. Where a document promises what HTTP demands anyway, no server can
/// break the one without the other; these copies promise less.
enum class Promise { everything, only_media_types, only_statuses };

Api promising(Api api, Promise promise) {
  if (promise == Promise::everything) return api;
  for (Operation& operation : api.operations) {
    for (DocumentedResponse& response : operation.responses) {
      response.headers.clear();
      for (MediaType& media_type : response.content)
        media_type.schema.reset();
      if (promise == Promise::only_statuses) response.content.clear();
      if (promise == Promise::only_statuses) response.content_is_documented = false;
    }
  }
  return api;
}

/// The request as it is, and one that asks for nothing in particular.
std::vector<Request> requests_like(const Request& request) {
  Request bare = request;
  bare.fields = {};
  return {request, bare};
}

/// The rules of the book that are still to be broken, and with what others they were.
struct Unbroken {
  std::set<std::string> rules{};
  std::map<std::string, std::string> with_others{};

  void try_all(const Situation& at) {
    for (const Rule& rule : book().rules()) {
      if (!rules.contains(rule.id)) continue;
      const auto answer = broken_answer(*at.api, book(), *at.operation, *at.request, rule);
      if (!answer) continue;
      std::string others;
      for (const Rule* also : broken_rules(book(), *answer, at.asked())) {
        if (also->id != rule.id) others += " " + also->id;
      }
      if (others.empty())
        rules.erase(rule.id);
      else
        with_others.emplace(rule.id, at.operation->name() + ":" + others);
    }
  }
};

TEST(Mock, BreaksEveryEmbeddedRuleAloneSomewhere) {
  Unbroken unbroken;
  for (const Rule& rule : book().rules())
    unbroken.rules.insert(rule.id);
  for (const Promise promise : {Promise::everything, Promise::only_media_types, Promise::only_statuses}) {
    for (const std::string& name : documents) {
      const Api api = promising(*api_named(name).api, promise);
      for (const Situation& planned : situations_of(name)) {
        const auto index = planned.operation - planned.api->operations.data();
        for (const Request& request : requests_like(*planned.request)) {
          unbroken.try_all({.api = &api, .operation = &api.operations.data()[index], .request = &request});
        }
      }
    }
  }
  for (const std::string& id : unbroken.rules) {
    const auto with = unbroken.with_others.find(id);
    const bool alone = with == unbroken.with_others.end();
    ADD_FAILURE() << id << (alone ? " is never broken" : " only with others: " + with->second);
  }
}

}  // namespace
}  // namespace conform::test
