#include "runner/baseline/comparison.hpp"

#include "runner/baseline/view.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace conform {
namespace {

using Entries = std::map<Identity, const KnownFinding*>;

Entries entries_of(const Baseline& baseline) {
  Entries entries;
  for (const KnownFinding& known : baseline.known)
    entries.emplace(known.identity, &known);
  return entries;
}

/// Where the finding is; of a journal that does not say so, anywhere.
std::vector<std::string> places_in(const KeptFinding& finding) {
  return finding.places.empty() ? std::vector<std::string>(1) : finding.places;
}

std::string operation_of(const CaseResult& result, const RunHeader& header) {
  return result.operation < header.operations.size() ? header.operations[result.operation].name
                                                     : std::string();
}

/// The entry for the place itself, else the one for every place; nullptr when there is none.
const KnownFinding* find(const Entries& entries, Identity identity) {
  auto found = entries.find(identity);
  if (found == entries.end()) {
    identity.place.clear();
    found = entries.find(identity);
  }
  return found == entries.end() ? nullptr : found->second;
}

bool is_over(const KnownFinding& known, const Day& today) {
  const auto& until = known.until;
  return until && *until < today;
}

/// `The gateway cannot. (ada, until 2027-01-31)`
std::string remark_on(const KnownFinding& known) {
  std::string about = known.owner;
  if (const auto& until = known.until) about += (about.empty() ? "until " : ", until ") + to_string(*until);
  if (about.empty()) return known.reason;
  return known.reason.empty() ? about : fmt::format("{} ({})", known.reason, about);
}

std::string remark_on_end(const KnownFinding& known) {
  const auto& until = known.until;
  std::string sentence = "Its time in the baseline is over";
  if (until) sentence += fmt::format(" since {}", to_string(*until));
  if (!known.owner.empty()) sentence += fmt::format(" (owner: {})", known.owner);
  return known.reason.empty() ? sentence + "." : sentence + ": " + known.reason;
}

BaselineOutcome::Entry told(const KnownFinding& known, std::string why = {}) {
  const auto& until = known.until;
  return {known.identity.rule,
          known.identity.operation,
          known.identity.place,
          known.reason,
          known.owner,
          until ? to_string(*until) : std::string(),
          std::move(why)};
}

/// Holds one finding after another against the entries.
class Comparison {
public:
  Comparison(const Baseline& baseline, const Gate& gate, const RunHeader& header)
      : entries_(entries_of(baseline)), gate_(gate), header_(header) {}

  void take(const CaseResult& result, KeptFinding& finding) {
    const KnownFinding* speaker = nullptr;  // the entry that says most
    const KnownFinding* over = nullptr;
    std::vector<std::string> others;
    const auto places = places_in(finding);
    for (const std::string& place : places) {
      const KnownFinding* known = find(entries_, {finding.rule, operation_of(result, header_), place});
      if (known != nullptr) occurring_.insert(known);
      if (known == nullptr) {
        others.push_back(place);
      } else if (is_over(*known, gate_.today)) {
        over = known;
      } else if (speaker == nullptr || speaker->reason.empty()) {
        speaker = known;
      }
    }
    finding.known = others.empty() && over == nullptr;
    finding.remark = over != nullptr      ? remark_on_end(*over)
                     : finding.known      ? remark_on(*speaker)
                     : speaker != nullptr ? new_at(others)
                                          : std::string();
    if (breaks_gate(finding, gate_.fail_on)) count_new(finding, result, others);
  }

  [[nodiscard]] BaselineOutcome outcome(const Baseline& baseline, const View& view) const {
    BaselineOutcome outcome;
    outcome.file = baseline.file;
    outcome.strict = gate_.strict;
    outcome.fresh = fresh_.size();
    for (const auto& [identity, known] : entries_) {
      const bool occurs = occurring_.contains(known);
      if (occurs && is_over(*known, gate_.today)) {
        outcome.expired.push_back(told(*known));
      } else if (occurs) {
        ++outcome.known;
      } else if (auto why = view.why_not(*known); !why.empty()) {
        outcome.not_looked_at.push_back(told(*known, std::move(why)));
      } else {
        const bool is_documented = view.has_operation(identity.operation);
        outcome.gone.push_back(
            told(*known, is_documented ? "" : "The document has no such operation any more."));
      }
    }
    return outcome;
  }

private:
  /// Of a finding that is known in part.
  static std::string new_at(const std::vector<std::string>& places) {
    constexpr std::size_t most = 3;
    std::string sentence = "Known, but for this:";
    for (std::size_t at = 0; at < std::min(places.size(), most); ++at)
      sentence += (at == 0 ? " " : ", ") + places[at];
    return places.size() > most ? fmt::format("{} and {} more", sentence, places.size() - most) : sentence;
  }

  void
  count_new(const KeptFinding& finding, const CaseResult& result, const std::vector<std::string>& others) {
    for (const std::string& place : others)
      fresh_.insert({finding.rule, operation_of(result, header_), place});
    // Nothing but what is over.
    if (others.empty())
      for (const std::string& place : places_in(finding))
        fresh_.insert({finding.rule, operation_of(result, header_), place});
  }

  Entries entries_;
  const Gate& gate_;
  const RunHeader& header_;
  std::set<const KnownFinding*> occurring_{};
  std::set<Identity> fresh_{};
};

/// What breaks the gate in a run, with the plainest kind of case that shows it.
std::map<Identity, std::string> occurring_in(const Results& results) {
  std::map<Identity, std::string> all;
  for (const CaseResult& result : results.cases) {
    const std::string operation = operation_of(result, results.header);
    const std::string kind = kind_of(result.id, operation);
    for (const KeptFinding& finding : result.findings) {
      for (const std::string& place : places_in(finding)) {
        const auto [found, is_new] = all.try_emplace({finding.rule, operation, place}, kind);
        if (!is_new && is_plainer(kind, found->second)) found->second = kind;
      }
    }
  }
  return all;
}

/// The same of what weighs enough.
std::set<Identity> breaking_in(const Results& results, Weight fail_on) {
  std::set<Identity> all;
  for (const CaseResult& result : results.cases) {
    for (const KeptFinding& finding : result.findings) {
      if (finding.weight < fail_on) continue;
      for (const std::string& place : places_in(finding))
        all.insert({finding.rule, operation_of(result, results.header), place});
    }
  }
  return all;
}

}  // namespace

void hold_against(const Baseline& baseline, const Gate& gate, Results& results) {
  Comparison comparison(baseline, gate, results.header);
  for (CaseResult& result : results.cases)
    for (KeptFinding& finding : result.findings)
      comparison.take(result, finding);
  results.baseline = comparison.outcome(baseline, View(results));
}

Baseline renewed(const Baseline& baseline, const Gate& gate, const Results& results) {
  const Entries entries = entries_of(baseline);
  const auto occurring = occurring_in(results);
  const View view(results);
  std::set<const KnownFinding*> still;
  Baseline next{baseline.file, {}};
  const auto breaking = breaking_in(results, gate.fail_on);
  for (const auto& [identity, kind] : occurring) {
    const KnownFinding* known = find(entries, identity);
    if (known != nullptr)
      still.insert(known);
    else if (breaking.contains(identity))
      next.known.push_back({.identity = identity, .seen_by = kind});
  }
  for (const auto& [identity, known] : entries) {
    if (!still.contains(known) && view.why_not(*known).empty()) continue;
    next.known.push_back(*known);
    const auto found = occurring.find(identity);
    if (found != occurring.end() && is_plainer(found->second, known->seen_by))
      next.known.back().seen_by = found->second;
  }
  return next;
}

}  // namespace conform
