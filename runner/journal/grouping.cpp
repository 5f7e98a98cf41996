#include "runner/journal/grouping.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

namespace conform {
namespace {

RunHeader::RuleEntry entry_of(const RunHeader& header, const KeptFinding& finding) {
  const auto known = std::find_if(
      header.rules.begin(), header.rules.end(), [&](const auto& rule) { return rule.id == finding.rule; });
  if (known != header.rules.end()) return *known;
  RunHeader::RuleEntry entry{};
  entry.id = finding.rule;
  entry.level = finding.level;
  entry.text = finding.expected;
  return entry;
}

void add(Cluster& cluster, const Sighting& sighting) {
  const bool is_another = cluster.sightings.empty() || cluster.sightings.back().subject != sighting.subject;
  if (is_another) ++cluster.cases;
  const bool shows_more = cluster.example.finding == nullptr ||
                          (!cluster.example.finding->smallest && sighting.finding->smallest);
  if (shows_more) cluster.example = sighting;
  cluster.sightings.push_back(sighting);
}

std::vector<Cluster> clusters_of(const std::vector<Sighting>& sightings) {
  std::map<std::pair<std::uint32_t, std::string_view>, std::size_t> places;
  std::vector<Cluster> clusters;
  for (const Sighting& sighting : sightings) {
    const auto [place, is_new] =
        places.try_emplace({sighting.subject->operation, sighting.finding->cause}, clusters.size());
    if (is_new) clusters.emplace_back();
    add(clusters[place->second], sighting);
  }
  return clusters;
}

}  // namespace

bool breaks_gate(const RuleGroup& group, Weight fail_on) { return group.weight >= fail_on && !group.known; }

std::vector<RuleGroup> group_by_rule(const Results& results) {
  std::map<std::tuple<std::string_view, Weight, bool>, RuleGroup> groups;
  for (const CaseResult& result : results.cases) {
    for (const KeptFinding& finding : result.findings) {
      RuleGroup& group = groups[{finding.rule, finding.weight, finding.known}];
      if (group.sightings.empty()) {
        group.rule = entry_of(results.header, finding);
        group.weight = finding.weight;
        group.known = finding.known;
      }
      if (group.sightings.empty() || group.sightings.back().subject != &result) ++group.cases;
      group.sightings.push_back({&result, &finding});
    }
  }
  std::vector<RuleGroup> sorted;
  for (auto& [key, group] : groups) {
    group.clusters = clusters_of(group.sightings);
    sorted.push_back(std::move(group));
  }
  std::stable_sort(sorted.begin(), sorted.end(), [](const RuleGroup& left, const RuleGroup& right) {
    if (left.known != right.known) return right.known;
    return std::tie(left.weight, left.cases) > std::tie(right.weight, right.cases);
  });
  return sorted;
}

std::vector<ReasonGroup> group_by_reason(const Results& results, Outcome outcome) {
  std::map<std::string_view, std::size_t> places;
  std::vector<ReasonGroup> groups;
  for (const CaseResult& result : results.cases) {
    if (result.outcome != outcome) continue;
    const auto [place, is_new] = places.try_emplace(result.reason, groups.size());
    if (is_new) groups.push_back({result.reason, {}});
    groups[place->second].cases.push_back(&result);
  }
  std::stable_sort(groups.begin(), groups.end(), [](const ReasonGroup& left, const ReasonGroup& right) {
    return left.cases.size() > right.cases.size();
  });
  return groups;
}

std::vector<UndecidedGroup> group_undecided(const Results& results) {
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> counts;
  for (const CaseResult& result : results.cases) {
    for (const Undecided& undecided : result.undecided)
      ++counts[{undecided.rule, undecided.why}];
  }
  std::vector<UndecidedGroup> groups;
  for (const auto& [key, cases] : counts) {
    groups.push_back({std::string(key.first), std::string(key.second), cases});
  }
  std::stable_sort(groups.begin(), groups.end(), [](const UndecidedGroup& left, const UndecidedGroup& right) {
    return left.cases > right.cases;
  });
  return groups;
}

}  // namespace conform
