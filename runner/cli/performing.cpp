#include "runner/cli/performing.hpp"

#include "runner/cli/feed.hpp"
#include "runner/cli/shrinking.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <chrono>
#include <new>

#include <fmt/format.h>

namespace conform {
namespace {

std::string_view name_of(Performed::End end) {
  switch (end) {
  case Performed::End::all_done: return "all-done";
  case Performed::End::unreachable: return "unreachable";
  case Performed::End::interrupted: return "interrupted";
  case Performed::End::out_of_time: return "out-of-time";
  }
  return "all-done";
}

class Performing {
public:
  Performing(const RunCommand& command, const Prepared& prepared, JournalWriter& journal, Progress& progress)
      : command_(command), prepared_(prepared), journal_(journal), progress_(progress),
        renewal_(*prepared.api, prepared.leases, prepared.target, prepared.wire),
        feed_(prepared.plan, prepared.share, command.rounds, renewal_),
        suspects_(command.shrink, command.reports.fail_on), mask_(mask_for(command, prepared.secrets)) {}

  /// Decides every case, and gives what the journal's end says.
  [[nodiscard]] RunFooter decide_all() {
    note_unsendable();
    const auto unconfirmed = unconfirmed_before();
    for (const auto& [index, round] : unconfirmed)
      feed_.perform_again(index, round);
    Performed performed;  // nothing to send: no connection either
    if (!unconfirmed.empty() || prepared_.share.open_cases(prepared_.plan, command_.rounds) > 0) {
      performed = perform(
          prepared_.target, prepared_.wire, [&] { return next(); }, [&](Trial&& trial) { take(trial); });
    }
    footer_.present = true;
    footer_.requests += prepared_.share.requests_before();
    footer_.why = performed.why;
    footer_.connections = performed.connections;
    if (performed.end == Performed::End::all_done) performed.end = make_smaller();
    footer_.end = name_of(performed.end);
    if (performed.end == Performed::End::all_done && has_enough()) {
      footer_.end = "enough-failures";
      footer_.why = fmt::format("--max-failures {} were reached.", command_.most_failures);
    }
    footer_.duration = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - began_);
    return footer_;
  }

  /// What came of the credentials, for the user.
  [[nodiscard]] std::vector<std::string> told() const {
    std::vector<std::string> sentences;
    for (const std::string& sentence : renewal_.report())
      sentences.push_back(mask_.text(printable(sentence)));
    return sentences;
  }

private:
  void note_unsendable() {
    const std::vector<Case>& cases = prepared_.plan.cases;
    for (std::uint32_t index = 0; index < cases.size(); ++index)
      if (!cases[index].is_sent() && prepared_.share.is_open(index, 0))
        journal_.append(not_sent(cases[index], Outcome::not_judged, cases[index].not_judged), nullptr);
  }

  [[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>> unconfirmed_before() const {
    if (command_.rounds > 1) return {};
    return prepared_.share.unconfirmed(prepared_.plan, command_.confirm);
  }

  [[nodiscard]] bool has_enough() const {
    return command_.most_failures > 0 && failures_ >= command_.most_failures;
  }

  [[nodiscard]] Turn next() {
    Turn turn = feed_();
    if (auto* const job = std::get_if<Job>(&turn))
      job->meant = only_status(prepared_.api->operations[prepared_.plan.cases[job->case_index].operation]);
    return turn;
  }

  void take(const Trial& trial) {
    const Case& subject = prepared_.plan.cases[trial.case_index];
    const bool says_nothing = renewal_.wants_another(subject, trial);
    hide(renewal_.take_secrets());
    footer_.requests += requests_of(trial);
    feed_.settle();
    if (says_nothing) {
      feed_.perform_again(trial.case_index, trial.round);
      return;
    }
    const Verdict verdict = judge(subject, trial, *prepared_.api, *prepared_.rules, prepared_.judging);
    const bool is_first = command_.rounds == 1 && trial.round < command_.confirm;
    if (verdict.outcome == Outcome::failed && is_first && is_safe(trial))
      feed_.perform_again(trial.case_index, trial.round + 1);
    if (verdict.outcome == Outcome::failed && trial.round < command_.rounds) ++failures_;
    if (has_enough()) feed_.stop();
    suspects_.note(verdict, trial);
    journal_.append(verdict, &trial, renewal_.values_in(subject, trial));
    journal_.flush();
    if (trial.round < command_.rounds) progress_.add(verdict.outcome);
  }

  void hide(const std::vector<std::string>& received) {
    if (received.empty()) return;
    journal_.hide(received);
    mask_ = mask_.also(received);
  }

  /// Looks for the smallest requests that fail, in the time that is left. Every case is decided: only who
  /// interrupts it wants it to be known.
  [[nodiscard]] Performed::End make_smaller() {
    WireOptions wire = prepared_.wire;
    if (wire.run_timeout.count() > 0) {
      wire.run_timeout -= std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - began_);
      if (wire.run_timeout.count() <= 0) return Performed::End::all_done;
    }
    const Trying trying{prepared_.plan,
                        *prepared_.api,
                        *prepared_.rules,
                        prepared_.judging,
                        prepared_.target,
                        wire,
                        renewal_};
    const Shrunk shrunk = shrink(suspects_.chosen(prepared_.plan), trying, journal_);
    footer_.requests += shrunk.requests;
    footer_.shrinking = shrunk.requests;
    footer_.connections += shrunk.connections;
    const bool was_interrupted = shrunk.end == Performed::End::interrupted;
    return was_interrupted ? Performed::End::interrupted : Performed::End::all_done;
  }

  const RunCommand& command_;
  const Prepared& prepared_;
  JournalWriter& journal_;
  Progress& progress_;
  Renewal renewal_;
  Feed feed_;
  Suspects suspects_;
  Mask mask_;  // of what is told, also for credentials received on the way
  RunFooter footer_{};
  std::size_t failures_ = 0;
  Clock::time_point began_ = Clock::now();
};

}  // namespace

Ended perform_and_judge(const RunCommand& command,
                        const Prepared& prepared,
                        JournalWriter& journal,
                        Progress& progress) {
  try {
    Performing performing(command, prepared, journal, progress);
    journal.finish(performing.decide_all());
    return {.told = performing.told()};
  } catch (const std::bad_alloc&) {
    return {.told = {}, .had_memory = false};
  }
}

Mask mask_for(const RunCommand& command, const std::vector<std::string>& secrets) {
  return command.show_secrets ? Mask::showing() : Mask(secrets);
}

}  // namespace conform
