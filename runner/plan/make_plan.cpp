#include "runner/plan/add_probes.hpp"
#include "runner/plan/build_case.hpp"
#include "runner/plan/plan.hpp"
#include "runner/plan/selection.hpp"

namespace conform {
namespace {

void add_cases(const Operation& operation, std::uint32_t index, const PlanOptions& options, Plan& plan) {
  if (!operation.fault.empty()) {
    Case faulty;
    faulty.id = operation.name();
    faulty.operation = index;
    faulty.why = "Nothing: the document describes this operation wrongly.";
    faulty.not_judged = operation.fault;
    plan.cases.push_back(std::move(faulty));
    return;
  }
  const auto add = [&](const MediaType* media_type, std::string id) {
    plan.cases.push_back(build_case(operation, media_type, std::move(id), options));
    plan.cases.back().operation = index;
  };
  if (!operation.request_body || operation.request_body->content.empty()) {
    add(nullptr, operation.name());
    return;
  }
  const auto& content = operation.request_body->content;
  for (const MediaType& media_type : content)
    add(&media_type, content.size() == 1 ? operation.name() : operation.name() + " · " + media_type.name);
}

}  // namespace

std::string_view name_of(CaseKind kind) { return kind == CaseKind::probe ? "probe" : "documented"; }

Plan make_plan(const Api& api, const RuleBook& rules, const PlanOptions& options) {
  Plan plan;
  plan.seed = options.seed;
  plan.authority = options.authority;
  for (std::uint32_t index = 0; index < api.operations.size(); ++index) {
    if (selects(options.selection, api.operations[index]))
      add_cases(api.operations[index], index, options, plan);
  }
  add_probes(api, rules, options, plan);
  return plan;
}

}  // namespace conform
