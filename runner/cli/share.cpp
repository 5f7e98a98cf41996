#include "runner/cli/share.hpp"

#include "runner/plan/selection.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace conform {
namespace {

bool is_safe(const Plan& plan, const Case& subject) {
  const Steps steps = steps_of(plan, subject);
  return std::ranges::all_of(*steps, [](const Step& step) { return is_safe_method(step.request.method); });
}

}  // namespace

Share::Share(const RunHeader& header, const Extent& so_far) : requests_(so_far.requests) {
  std::unordered_map<std::string_view, std::uint32_t> places;
  other_shards_.reserve(header.cases.size());
  for (const RunHeader::CaseEntry& entry : header.cases) {
    places.try_emplace(entry.id, static_cast<std::uint32_t>(other_shards_.size()));
    other_shards_.push_back(entry.shard != header.shard.index);
  }
  for (const Extent::Entry& entry : so_far.entries) {
    const auto place = places.find(entry.case_id);
    if (place == places.end() || entry.outcome == Outcome::error) continue;
    decided_.emplace(place->second, entry.round);
    if (entry.outcome == Outcome::failed) failed_.emplace(place->second, entry.round);
  }
}

bool Share::has(std::uint32_t case_index) const {
  return other_shards_.empty() || !other_shards_[case_index];
}

bool Share::is_open(std::uint32_t case_index, std::uint32_t round) const {
  return has(case_index) && !decided_.contains({case_index, round});
}

std::size_t Share::open_cases(const Plan& plan, std::uint32_t rounds) const {
  std::size_t open = 0;
  for (std::uint32_t index = 0; index < plan.cases.size(); ++index) {
    if (!plan.cases[index].is_sent() || !has(index)) continue;
    open += rounds;
    const auto first = decided_.lower_bound({index, 0});
    const auto last = decided_.lower_bound({index, rounds});
    open -= static_cast<std::size_t>(std::distance(first, last));
  }
  return open;
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> Share::unconfirmed(const Plan& plan,
                                                                        std::uint32_t confirmations) const {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> open;
  for (const auto& [index, round] : failed_) {
    if (round >= confirmations || decided_.contains({index, round + 1})) continue;
    if (is_safe(plan, plan.cases[index])) open.emplace_back(index, round + 1);
  }
  return open;
}

}  // namespace conform
