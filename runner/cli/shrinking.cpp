#include "runner/cli/shrinking.hpp"

#include "runner/plan/selection.hpp"
#include "runner/plan/shrink.hpp"

#include <algorithm>
#include <deque>
#include <memory>
#include <optional>
#include <utility>

namespace conform {
namespace {

// Of a server that fell silent nothing more is asked.
constexpr std::size_t most_silent = 2;

/// What came of one smaller request.
struct Answered {
  Verdict verdict{};
  Trial trial{};
};
using AnsweredPtr = std::shared_ptr<const Answered>;

const Finding* finding_of(const Suspect& suspect, const Verdict& verdict) {
  const auto found = std::ranges::find_if(verdict.findings, [&](const Finding& finding) {
    return finding.rule == suspect.rule && finding.cause == suspect.cause;
  });
  return found == verdict.findings.end() ? nullptr : &*found;
}

/// The findings of one case, one after the other. What was asked for one is known for the others.
class CaseSearch {
public:
  CaseSearch(std::vector<Suspect> suspects, const Trying& trying, JournalWriter& journal)
      : suspects_(std::move(suspects)), trying_(trying), journal_(journal),
        failing_(trying.plan.cases[suspects_.front().case_index]) {}

  /// The most requests that it sends.
  [[nodiscard]] std::size_t need() const { return suspects_.size() * most_requests_per_finding; }
  void set_budget(std::size_t requests) { budget_ = requests; }
  [[nodiscard]] std::size_t sent() const { return sent_; }
  [[nodiscard]] bool met_silence() const { return silent_ >= most_silent; }

  /// The next request; nothing when all is done.
  [[nodiscard]] Steps next() {
    while (at_ < suspects_.size()) {
      if (!search_) search_ = std::make_unique<Shrinking>(failing_);
      const bool may_ask = asked_ < most_requests_per_finding && sent_ < budget_ && !met_silence();
      std::optional<Case> candidate = may_ask ? search_->next() : std::nullopt;
      if (!candidate) {
        finish();
        continue;
      }
      ++asked_;
      candidate_ = std::move(*candidate);
      const Steps steps = steps_of(trying_.plan, candidate_);
      request_ = serialise(steps->front().request, "", Persistence::keep_alive);
      if (const auto known = answers_.find(request_); known != answers_.end()) {
        answer(known->second);
        continue;
      }
      ++sent_;
      return trying_.renewal.fresh(steps);
    }
    return nullptr;
  }

  void take(Trial&& trial) {
    if (trial.exchanges.empty() || trial.exchanges.front().response() == nullptr) ++silent_;
    Verdict verdict = judge(candidate_, trial, trying_.api, trying_.rules, trying_.judging);
    auto answered = std::make_shared<const Answered>(Answered{std::move(verdict), std::move(trial)});
    answers_.emplace(request_, answered);
    answer(std::move(answered));
  }

  /// Writes what was found when the run ended before the search.
  void stop() {
    if (search_) finish();
  }

private:
  void answer(AnsweredPtr answered) {
    if (finding_of(suspects_[at_], answered->verdict) == nullptr) {
      search_->refuse();
      return;
    }
    search_->keep();
    smallest_ = std::move(answered);
  }

  void finish() {
    const Finding* finding = smallest_ ? finding_of(suspects_[at_], smallest_->verdict) : nullptr;
    journal_.hide(trying_.renewal.take_secrets());
    if (finding != nullptr && !smallest_->trial.exchanges.empty())
      journal_.append_smallest({smallest_->verdict, *finding, smallest_->trial, asked_});
    ++at_;
    search_.reset();
    smallest_.reset();
    asked_ = 0;
  }

  std::vector<Suspect> suspects_;
  const Trying& trying_;
  JournalWriter& journal_;
  const Case& failing_;
  std::size_t budget_ = 0;
  std::size_t at_ = 0;  // of suspects_
  std::unique_ptr<Shrinking> search_{};
  AnsweredPtr smallest_{};
  std::size_t asked_ = 0;  // for this suspect
  std::size_t sent_ = 0;   // in all
  std::size_t silent_ = 0;
  Case candidate_{};
  std::string request_{};  // of the candidate
  std::map<std::string, AnsweredPtr> answers_{};
};

/// Several cases at once.
Performed search_all(std::vector<CaseSearch>& searches, const Trying& trying) {
  std::deque<std::uint32_t> ready;
  for (std::uint32_t at = 0; at < searches.size(); ++at)
    ready.push_back(at);
  const auto next = [&]() -> Turn {
    while (!ready.empty()) {
      const std::uint32_t at = ready.front();
      ready.pop_front();
      if (Steps steps = searches[at].next()) return Job{at, 0, std::move(steps)};
    }
    // What is in flight may bring its search on; with nothing in flight that is the end.
    return Idle::until_done;
  };
  const auto done = [&](Trial&& trial) {
    const std::uint32_t at = trial.case_index;
    searches[at].take(std::move(trial));
    ready.push_back(at);
  };
  return perform(trying.target, trying.wire, next, done);
}

std::vector<CaseSearch>
searches_of(const std::vector<Suspect>& suspects, const Trying& trying, JournalWriter& journal) {
  std::vector<CaseSearch> searches;
  for (auto first = suspects.begin(); first != suspects.end();) {
    const auto end = std::find_if(
        first, suspects.end(), [&](const Suspect& one) { return one.case_index != first->case_index; });
    searches.emplace_back(std::vector<Suspect>(first, end), trying, journal);
    first = end;
  }
  return searches;
}

}  // namespace

bool is_safe(const Trial& trial) {
  return trial.steps && std::ranges::all_of(*trial.steps, [](const Step& step) {
           return is_safe_method(step.request.method);
         });
}

void Suspects::note(const Verdict& verdict, const Trial& trial) {
  if (which_ == Shrink::off || (which_ == Shrink::safe && !is_safe(trial))) return;
  std::set<Key> found;
  for (const Finding& finding : verdict.findings)
    if (finding.weight >= least_) found.insert({verdict.operation, finding.rule, finding.cause});
  if (trial.round == 0) {
    for (const Key& key : found)
      cases_[key].insert(trial.case_index);
    if (!found.empty()) keys_[trial.case_index].assign(found.begin(), found.end());
    return;
  }
  // What does not come again is not looked for.
  for (const Key& key : keys_[trial.case_index])
    if (!found.contains(key)) cases_[key].erase(trial.case_index);
}

std::vector<Suspect> Suspects::chosen(const Plan& plan) const {
  std::vector<Suspect> chosen;
  for (const auto& [key, cases] : cases_) {
    if (cases.empty() || !combines(plan.cases[*cases.begin()])) continue;
    chosen.push_back({*cases.begin(), key.rule, key.cause});
  }
  std::ranges::sort(chosen);
  return chosen;
}

Shrunk shrink(const std::vector<Suspect>& suspects, const Trying& trying, JournalWriter& journal) {
  Shrunk shrunk;
  std::vector<CaseSearch> waiting = searches_of(suspects, trying, journal);
  std::size_t left = most_requests_per_run;
  // As many at once as there is room for whatever they need: which requests are sent must not hang on the
  // order of the answers.
  bool goes_on = true;
  for (std::size_t at = 0; at < waiting.size() && left > 0 && goes_on;) {
    std::vector<CaseSearch> now;
    for (std::size_t room = left; at < waiting.size() && room > 0; ++at) {
      const std::size_t need = waiting[at].need();
      if (need > room && !now.empty()) break;
      waiting[at].set_budget(std::min(need, room));
      room -= std::min(need, room);
      now.push_back(std::move(waiting[at]));
    }
    const Performed performed = search_all(now, trying);
    shrunk.end = performed.end;
    shrunk.connections += performed.connections;
    goes_on = performed.end == Performed::End::all_done &&
              std::ranges::none_of(now, [](const CaseSearch& search) { return search.met_silence(); });
    for (CaseSearch& search : now) {
      search.stop();
      shrunk.requests += search.sent();
      left -= std::min(left, search.sent());
    }
  }
  return shrunk;
}

}  // namespace conform
