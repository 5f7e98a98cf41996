#include "runner/plan/plan.hpp"

namespace conform {
namespace {

Step step_of(const Plan& plan, const Case& planned, const ProbeStep& probing) {
  const Step& plain = plan.cases[planned.plain].steps.front();
  Step step;
  step.request = planned_request(probing,
                                 {.plain = plain.request,
                                  .authority = plan.authority,
                                  .credential_fields = plan.credential_fields,
                                  .types = planned.types});
  const bool is_own = probing.ends_connection || !step.request.exact.empty();
  step.persistence = is_own ? Persistence::close : plain.persistence;
  if (probing.awaits_end) step.persistence = Persistence::keep_alive;
  step.name = planned.probe->name + "." + probing.name;
  step.probing = &probing;
  return step;
}

}  // namespace

Steps steps_of(const Plan& plan, const Case& planned) {
  if (planned.inputs) {
    Step step;
    step.request = compose(*planned.inputs, planned.changes);
    step.persistence = persistence_of(*planned.inputs->operation);
    if (planned.credentials) {
      remove_credentials(step.request, planned.credentials->places);
      put_credentials(step.request, planned.credentials->given);
    }
    if (planned.probe) step.name = planned.probe->name + "." + planned.probe->steps.front().name;
    return std::make_shared<std::vector<Step>>(1, std::move(step));
  }
  if (!planned.probe) return borrowed(planned.steps);
  auto steps = std::make_shared<std::vector<Step>>();
  for (const ProbeStep& probing : planned.probe->steps)
    steps->push_back(step_of(plan, planned, probing));
  return steps;
}

std::vector<Taken> taken_of(const std::vector<Step>& steps, std::span<const Exchange> exchanges) {
  std::vector<Taken> taken;
  for (const Exchange& exchange : exchanges) {
    const ProbeStep* probing = steps[exchange.step].probing;
    if (probing != nullptr) taken.push_back({probing->name, probing->supports, &exchange});
  }
  return taken;
}

std::optional<Request>
request_now(const Step& step, const std::vector<Step>& steps, std::span<const Exchange> so_far) {
  const Exchange nothing;
  const std::vector<Taken> taken = taken_of(steps, so_far);
  Subject before{nothing};
  before.taken = taken;
  return request_after(*step.probing, step.request, before);
}

}  // namespace conform
