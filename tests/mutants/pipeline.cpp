#include "tests/mutants/pipeline.hpp"

#include "runner/plan/plan.hpp"
#include "runner/wire/perform.hpp"

#include <stdexcept>

namespace conform::testing {

std::shared_ptr<const Api> load_document(const std::string& path) {
  Diagnostics diagnostics;
  Library library;
  const Document* document = library.open(read_source(path), diagnostics);
  std::optional<Api> api;
  if (document != nullptr) api = load_api(*document, library, diagnostics);
  if (!api || diagnostics.has_errors()) {
    std::string why;
    for (const Diagnostic& diagnostic : diagnostics.list())
      why += render(diagnostic);
    throw std::runtime_error(why);
  }
  return std::make_shared<const Api>(std::move(*api));
}

namespace {

/// A rule on a probe is tried with that probe: the same fault in other requests breaks the document as well.
bool is_tried(const Case& planned, const Rule* broken) {
  if (!planned.is_sent()) return false;
  if (broken == nullptr || broken->probe.empty()) return true;
  return planned.probe && broken->probe.starts_with(planned.probe->name + ".");
}

}  // namespace

std::vector<Verdict> verdicts_on_mock(const std::shared_ptr<const Api>& api,
                                      const std::shared_ptr<const RuleBook>& rules,
                                      const std::string& rule,
                                      Depth depth) {
  MockOptions options;
  options.break_rule = rule;
  const MockServer server(api, rules, options);
  Target target;
  target.host = "127.0.0.1";
  target.port = server.port();
  PlanOptions planning;
  // A fault in every answer to GET is rightly seen by what a probe compares: rules on single answers are
  // tried without probes.
  const Rule* broken = rules->find(rule);
  if (broken == nullptr || !broken->probe.empty()) {
    planning.probes = {
        ProbeClass::safe, ProbeClass::negotiation, ProbeClass::malformed, ProbeClass::state_changing};
  }
  planning.fields = {{"Authorization", "Bearer token"}};
  planning.authority = target.authority();
  planning.depth = depth;
  const Plan plan = make_plan(*api, *rules, planning);
  std::vector<Verdict> verdicts;
  std::uint32_t next_case = 0;
  const auto next = [&]() -> Turn {
    while (next_case < plan.cases.size() && !is_tried(plan.cases[next_case], broken)) {
      ++next_case;
    }
    if (next_case == plan.cases.size()) return Idle::for_good;
    const std::uint32_t index = next_case++;
    return Job{index, 0, steps_of(plan, plan.cases[index])};
  };
  const auto done = [&](Trial&& trial) {
    verdicts.push_back(judge(plan.cases[trial.case_index], trial, *api, *rules));
  };
  WireOptions wire;
  wire.response_timeout = std::chrono::milliseconds(3000);
  wire.close_timeout = std::chrono::milliseconds(500);
  wire.expect_timeout = std::chrono::milliseconds(500);
  const Performed performed = perform(target, wire, next, done);
  if (performed.end != Performed::End::all_done) throw std::runtime_error(performed.why);
  return verdicts;
}

}  // namespace conform::testing
