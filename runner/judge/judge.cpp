#include "runner/judge/message_judge.hpp"

#include <algorithm>

namespace conform {
namespace {

void append(Judged& all, Judged&& more) {
  std::ranges::move(more.findings, std::back_inserter(all.findings));
  std::ranges::move(more.undecided, std::back_inserter(all.undecided));
  all.rules += more.rules;
}

// Heavy findings first; among equals the order of the book, then that of the messages.
std::vector<Finding> in_order(std::vector<std::pair<std::uint32_t, Finding>>&& findings) {
  std::ranges::stable_sort(findings, [](const auto& left, const auto& right) {
    if (left.second.weight != right.second.weight) return left.second.weight > right.second.weight;
    return left.first < right.first;
  });
  std::vector<Finding> sorted;
  sorted.reserve(findings.size());
  for (auto& [number, finding] : findings)
    sorted.push_back(std::move(finding));
  return sorted;
}

std::string sentence_for(const Exchange& exchange) {
  std::string sentence(meaning_of(*exchange.silence()));
  if (!exchange.detail.empty()) sentence += " (" + exchange.detail + ")";
  return sentence;
}

void describe_last(const Trial& trial, Verdict& verdict) {
  for (const auto& exchange : trial.exchanges)
    verdict.duration += exchange.duration;
  if (trial.exchanges.empty()) return;
  const auto& last = trial.exchanges.back();
  if (last.response() != nullptr) verdict.status = last.response()->status;
  for (const auto& message : last.interim)
    verdict.interim.push_back(message.status);
}

// A broken rule is a fact whatever else is open; a missing answer leaves everything else open.
void decide(const Trial& trial, Verdict& verdict) {
  const auto fails = [](const Finding& finding) { return finding.weight == Weight::fail; };
  const auto silent =
      std::ranges::find_if(trial.exchanges, [](const Exchange& one) { return one.silence() != nullptr; });
  if (std::ranges::any_of(verdict.findings, fails)) {
    verdict.outcome = Outcome::failed;
  } else if (silent != trial.exchanges.end()) {
    verdict.outcome = Outcome::error;
    verdict.reason = sentence_for(*silent);
  } else if (verdict.rules_judged == 0) {
    verdict.outcome = Outcome::not_judged;
    verdict.reason = verdict.undecided.empty() ? "No rule applies to this answer."
                                               : "No rule that applies to this answer could be decided.";
  } else {
    verdict.outcome = Outcome::passed;
  }
}

}  // namespace

Verdict judge(const Case& subject,
              const Trial& trial,
              const Api& api,
              const RuleBook& rules,
              const JudgeOptions& options) {
  Verdict verdict = not_sent(subject, Outcome::not_judged, {});
  verdict.round = trial.round;
  const Bench bench{api, api.operations.at(subject.operation), rules, options};
  Judged all;
  for (std::size_t i = 0; i < trial.exchanges.size(); ++i)
    append(all, judge_exchange(bench, trial.exchanges[i], i));
  verdict.findings = in_order(std::move(all.findings));
  verdict.undecided = std::move(all.undecided);
  verdict.rules_judged = all.rules;
  describe_last(trial, verdict);
  decide(trial, verdict);
  return verdict;
}

}  // namespace conform
