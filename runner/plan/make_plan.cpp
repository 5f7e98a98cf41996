#include "runner/plan/plan.hpp"

#include "runner/openapi/path_template.hpp"
#include "runner/plan/add_credentials.hpp"
#include "runner/plan/add_probes.hpp"
#include "runner/plan/add_variants.hpp"
#include "runner/plan/selection.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace conform {
namespace {

void add_faulty(const Operation& operation, std::uint32_t index, Plan& plan) {
  Case faulty;
  faulty.id = operation.name();
  faulty.operation = index;
  faulty.why = "Nothing: the document describes this operation wrongly.";
  faulty.not_judged = operation.fault;
  plan.cases.push_back(std::move(faulty));
}

void add_unsafe(const Operation& operation, std::uint32_t index, Plan& plan) {
  Case unsafe;
  unsafe.id = operation.name();
  unsafe.operation = index;
  unsafe.why = "Nothing: it could change something.";
  unsafe.not_judged = "Only GET, HEAD and OPTIONS are sent (--read-only).";
  plan.cases.push_back(std::move(unsafe));
}

/// The documented case of these inputs.
Case documented_case(const Inputs& inputs, std::uint32_t index) {
  Case made;
  made.id = inputs.id;
  made.operation = index;
  made.why = inputs.why();
  made.not_judged = inputs.not_judged;
  if (!made.not_judged.empty()) return made;
  Step step;
  step.request = compose(inputs);
  step.persistence = persistence_of(*inputs.operation);
  made.steps.push_back(std::move(step));
  return made;
}

/// The inputs of one operation, once for each media type of its content.
std::vector<std::shared_ptr<const Inputs>> inputs_of(const Operation& operation,
                                                     const std::shared_ptr<const Surroundings>& around,
                                                     const std::vector<Credential>& credentials) {
  std::vector<std::shared_ptr<const Inputs>> found;
  const auto add = [&](const MediaType* media_type, std::string id) {
    Inputs inputs = choose_inputs(operation, media_type, std::move(id), around);
    inputs.credentials = credentials;
    found.push_back(std::make_shared<const Inputs>(std::move(inputs)));
  };
  if (!operation.request_body || operation.request_body->content.empty()) {
    add(nullptr, operation.name());
    return found;
  }
  const auto& content = operation.request_body->content;
  for (const MediaType& media_type : content)
    add(&media_type, content.size() == 1 ? operation.name() : operation.name() + " · " + media_type.name);
  return found;
}

std::size_t depth_of(const Operation& operation) { return segments_of(operation.path).size(); }

Phase phase_of(const Case& each, const Operation& operation) {
  if (each.kind == CaseKind::probe)
    return each.probe->kind == ProbeClass::state_changing ? Phase::alone : Phase::reading;
  if (operation.method == "DELETE") return Phase::removing;
  if (each.kind == CaseKind::documented) return Phase::documented;
  return is_safe_method(operation.method) ? Phase::reading : Phase::writing;
}

/// Of the phases that may remove something: DELETE last, so that the other cases find what they are about,
/// and what lies within another first.
std::size_t turn_within_phase(const Case& each, const Operation& operation) {
  const bool may_remove = each.phase >= Phase::alone && operation.method == "DELETE";
  return may_remove ? std::numeric_limits<std::size_t>::max() - depth_of(operation) : 0;
}

void put_in_order(const Api& api, Plan& plan) {
  std::vector<std::pair<Phase, std::size_t>> turns;
  turns.reserve(plan.cases.size());
  for (Case& each : plan.cases) {
    const Operation& operation = api.operations[each.operation];
    each.phase = phase_of(each, operation);
    turns.emplace_back(each.phase, turn_within_phase(each, operation));
  }
  std::vector<std::uint32_t> order(plan.cases.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, {}, [&turns](std::uint32_t index) { return turns[index]; });
  std::vector<std::uint32_t> now(order.size());
  for (std::uint32_t at = 0; at < order.size(); ++at)
    now[order[at]] = at;
  std::vector<Case> cases;
  cases.reserve(order.size());
  for (const std::uint32_t index : order) {
    cases.push_back(std::move(plan.cases[index]));
    cases.back().plain = now[cases.back().plain];
  }
  plan.cases = std::move(cases);
}

}  // namespace

std::string_view name_of(CaseKind kind) {
  switch (kind) {
  case CaseKind::documented: return "documented";
  case CaseKind::example: return "example";
  case CaseKind::coverage: return "coverage";
  case CaseKind::negative: return "negative";
  case CaseKind::fuzz: return "fuzz";
  case CaseKind::probe: break;
  }
  return "probe";
}

Plan make_plan(const Api& api, const RuleBook& rules, const PlanOptions& options) {
  Plan plan;
  plan.seed = options.seed;
  plan.authority = options.authority;
  const auto around = std::make_shared<const Surroundings>(
      Surroundings{options.seed, options.base_path, options.fields, options.values});
  std::vector<Planned> planned;
  for (std::uint32_t index = 0; index < api.operations.size(); ++index) {
    const Operation& operation = api.operations[index];
    if (!selects(options.selection, operation)) continue;
    if (!operation.fault.empty()) {
      add_faulty(operation, index, plan);
      continue;
    }
    if (options.methods == PlanOptions::Methods::safe && !is_safe_method(operation.method)) {
      add_unsafe(operation, index, plan);
      continue;
    }
    const auto credentials = choose_credentials(api, operation, options.credentials, options.fields);
    planned.push_back({index, inputs_of(operation, around, credentials)});
    for (const auto& inputs : planned.back().inputs) {
      plan.cases.push_back(documented_case(*inputs, index));
      plan.cases.back().intent = plain_intent(*inputs, plan.cases.back());
    }
  }
  std::vector<Case> lacking = credential_cases(api, rules, planned, options);
  add_probes(api, rules, options, lacking, plan);
  plan.cases.insert(
      plan.cases.end(), std::make_move_iterator(lacking.begin()), std::make_move_iterator(lacking.end()));
  add_variants(planned, options, plan);
  put_in_order(api, plan);
  return plan;
}

}  // namespace conform
