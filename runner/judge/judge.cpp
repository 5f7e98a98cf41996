#include "runner/judge/message_judge.hpp"
#include "runner/judge/refusal.hpp"

#include <algorithm>

namespace conform {
namespace {

constexpr std::string_view no_room =
    "the request was left out, because the answers before it are too long to be kept together";

constexpr std::string_view limited =
    "The server limits the rate of requests (429): see `--rate` and `--retries`.";

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

// Several exchanges of a probe may show the same fault, if with another value: once is enough.
void drop_repeats(std::vector<Finding>& findings) {
  std::vector<Finding> kept;
  for (auto& finding : findings) {
    const bool is_known = std::ranges::any_of(kept, [&finding](const Finding& one) {
      return one.rule == finding.rule && one.expected == finding.expected;
    });
    if (!is_known) kept.push_back(std::move(finding));
  }
  findings = std::move(kept);
}

std::string sentence_for(const Exchange& exchange) {
  std::string sentence(meaning_of(*exchange.silence()));
  if (!exchange.detail.empty()) sentence += " (" + exchange.detail + ")";
  return sentence;
}

const Step* step_of(const Trial& trial, const Exchange& exchange) {
  const bool is_known = trial.steps && exchange.step < trial.steps->size();
  return is_known ? &(*trial.steps)[exchange.step] : nullptr;
}

const ProbeStep* probing_of(const Trial& trial, const Exchange& exchange) {
  const Step* step = step_of(trial, exchange);
  return step == nullptr ? nullptr : step->probing;
}

/// Whether an exchange is judged itself.
bool is_judged(const Trial& trial, const Exchange& exchange) {
  const ProbeStep* probing = probing_of(trial, exchange);
  return probing == nullptr || !probing->supports;
}

/// Whether it is a fault that there is no answer.
bool is_silent(const Trial& trial, const Exchange& exchange) {
  const Silence* silence = exchange.silence();
  if (silence == nullptr) return false;
  const ProbeStep* probing = probing_of(trial, exchange);
  const bool ended = *silence == Silence::closed || *silence == Silence::reset;
  return probing == nullptr || !probing->may_end || !ended;
}

void describe_last(const Trial& trial, Verdict& verdict) {
  for (const auto& exchange : trial.exchanges)
    verdict.duration += exchange.duration;
  const auto judged = [&trial](const Exchange& one) { return is_judged(trial, one); };
  const auto found = std::ranges::find_if(trial.exchanges.rbegin(), trial.exchanges.rend(), judged);
  if (found == trial.exchanges.rend()) return;
  const auto& last = *found;
  if (last.response() != nullptr) verdict.status = last.response()->status;
  for (const auto& message : last.interim)
    verdict.interim.push_back(message.status);
}

/// Why an answer says nothing about what the case is for; empty when it does.
std::string beside_the_point(const Case& subject, int status) {
  const auto& intent = subject.intent;
  if (status == 404 && intent && !intent->made_up.empty()) {
    return "Nothing is there: `" + intent->made_up.front() +
           "` was made up. Name one that is there: under `values:` in conform.yaml, or as an example in the "
           "document.";
  }
  if (subject.kind == CaseKind::documented || subject.kind == CaseKind::probe) return {};
  const bool is_about_credentials = intent && !intent->credential_faults.empty();
  if (is_about_credentials && (status == 401 || status == 403)) return {};
  // A wrong path may lead nowhere.
  const auto is_in_path = [](const std::string& fault) { return fault.starts_with("`path "); };
  const bool is_about_path = intent && std::ranges::any_of(intent->faults, is_in_path);
  if (is_about_path && (status == 404 || status == 410)) return {};
  if (!is_about_no_input(status)) return {};
  return "Status " + std::to_string(status) + " says nothing about the inputs of the request; " +
         std::string(question_after(status));
}

/// Whether some answer was 429 (RFC 6585 §4), which is not all that the document promises.
bool was_limited(const Operation& operation, const Trial& trial) {
  if (only_status(operation) == 429) return false;
  return std::ranges::any_of(trial.exchanges, [](const Exchange& exchange) {
    return exchange.response() != nullptr && exchange.response()->status == 429;
  });
}

/// What the contract says of the request is not decided where the server looked at the rate alone, and
/// neither is what a probe compares. What is wrong in the answer as HTTP has it stays wrong.
void leave_open(const Case& subject, Verdict& verdict) {
  const bool compares = subject.kind == CaseKind::probe;
  std::erase_if(verdict.findings, [compares](const Finding& finding) {
    return compares || finding.rule.starts_with("contract/");
  });
}

// A broken rule is a fact whatever else is open; a missing answer leaves everything else open.
void decide(const Case& subject, const Trial& trial, Verdict& verdict) {
  const auto fails = [](const Finding& finding) { return finding.weight == Weight::fail; };
  const auto silent =
      std::ranges::find_if(trial.exchanges, [&trial](const Exchange& one) { return is_silent(trial, one); });
  if (std::ranges::any_of(verdict.findings, fails)) {
    verdict.outcome = Outcome::failed;
  } else if (silent != trial.exchanges.end()) {
    verdict.outcome = Outcome::error;
    verdict.reason = sentence_for(*silent);
  } else if (verdict.rules_judged == 0) {
    verdict.outcome = Outcome::not_judged;
    const bool is_probe = trial.steps && !trial.steps->empty() && trial.steps->front().probing != nullptr;
    verdict.reason = !verdict.undecided.empty() ? "No rule that applies to this answer could be decided."
                     : is_probe ? "Nothing in the answers called for the requests of this probe."
                                : "No rule applies to this answer.";
  } else if (auto why = beside_the_point(subject, verdict.status); !why.empty()) {
    verdict.outcome = Outcome::not_judged;
    verdict.reason = std::move(why);
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
  Bench bench{api, api.operations.at(subject.operation), rules, options};
  const auto taken = trial.steps ? taken_of(*trial.steps, trial.exchanges) : std::vector<Taken>();
  bench.taken = taken;
  bench.intent = subject.intent.get();
  bench.kind = subject.kind;
  Judged all;
  for (std::size_t i = 0; i < trial.exchanges.size(); ++i) {
    bench.only_for_step = !is_judged(trial, trial.exchanges[i]);
    const Step* step = step_of(trial, trial.exchanges[i]);
    bench.step = step == nullptr ? std::string_view() : step->name;
    append(all, judge_exchange(bench, trial.exchanges[i], i));
  }
  for (const std::uint32_t step : trial.left_out) {
    bench.step = (*trial.steps)[step].name;
    append(all, without_exchange(bench, no_room));
  }
  verdict.findings = in_order(std::move(all.findings));
  if (trial.exchanges.size() > 1) drop_repeats(verdict.findings);
  verdict.undecided = std::move(all.undecided);
  verdict.rules_judged = all.rules;
  describe_last(trial, verdict);
  const bool is_limited = was_limited(bench.operation, trial);
  if (is_limited) leave_open(subject, verdict);
  decide(subject, trial, verdict);
  if (is_limited && verdict.outcome != Outcome::failed) {
    verdict.outcome = Outcome::error;
    verdict.reason = limited;
  }
  return verdict;
}

}  // namespace conform
