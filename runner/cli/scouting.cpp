#include "runner/cli/scouting.hpp"

#include "runner/plan/discovery.hpp"
#include "runner/text/words.hpp"

#include <map>

#include <fmt/format.h>

namespace conform {
namespace {

// What one list names may be what another one needs.
constexpr int most_rounds = 3;

/// The content of each list that answered with 200, by its case; nothing when the user stopped it.
std::optional<std::map<std::uint32_t, std::string>>
ask(const Plan& plan, const std::vector<Lead>& leads, const Target& target, const WireOptions& wire) {
  std::map<std::uint32_t, std::string> contents;
  std::vector<std::uint32_t> wanted;
  for (const Lead& lead : leads)
    if (contents.try_emplace(lead.list).second) wanted.push_back(lead.list);
  std::size_t next_wanted = 0;
  const auto next = [&]() -> Turn {
    if (next_wanted == wanted.size()) return Idle::for_good;
    const std::uint32_t index = wanted[next_wanted++];
    return Job{index, 0, steps_of(plan, plan.cases[index])};
  };
  const auto done = [&](Trial&& trial) {
    const Response* response = trial.exchanges.empty() ? nullptr : trial.exchanges.back().response();
    if (response != nullptr && response->status == 200) contents[trial.case_index] = response->content;
  };
  // Nobody there: the run itself will say so.
  const Performed performed = perform(target, wire, next, done);
  if (performed.end == Performed::End::interrupted) return std::nullopt;
  return contents;
}

}  // namespace

bool scout(const Api& api,
           const RuleBook& rules,
           const Target& target,
           const WireOptions& wire,
           PlanOptions& options,
           std::ostream& err) {
  PlanOptions plain = options;
  plain.depth = Depth::smoke;
  plain.probes.clear();
  std::vector<GivenValue> found;
  std::size_t asked = 0;
  for (int round = 0; round < most_rounds; ++round) {
    const Plan plan = make_plan(api, rules, plain);
    const std::vector<Lead> leads = leads_of(api, plan);
    if (leads.empty()) break;
    const auto contents = ask(plan, leads, target, wire);
    if (!contents) return false;
    asked += contents->size();
    const std::size_t before = found.size();
    for (const Lead& lead : leads) {
      auto value = found_in(lead, contents->at(lead.list));
      if (value)
        found.push_back({lead.operations,
                         lead.input,
                         std::move(*value),
                         "the first item of " + plan.cases[lead.list].id});
    }
    if (found.size() == before) break;
    // Of several for one input the last counts: the user's.
    plain.values = found;
    plain.values.insert(plain.values.end(), options.values.begin(), options.values.end());
  }
  options.values = plain.values;
  if (asked > 0)
    err << fmt::format("Asked lists {} times for places that exist, found {}.\n", asked, found.size());
  return true;
}

}  // namespace conform
