#include "runner/mock/keeping.hpp"
#include "runner/mock/mock.hpp"

#include "runner/plan/plan.hpp"
#include "tests/mock/small_document.hpp"

#include <gtest/gtest.h>

#include <map>

// The embedded suites against the documents that ship with the program: the mock keeps every rule. That it
// can break each of them alone is tests/mutants' matter.

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

}  // namespace
}  // namespace conform::test
