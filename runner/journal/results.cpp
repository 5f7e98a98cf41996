#include "runner/journal/results.hpp"

#include "runner/judge/refusal.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace conform {
namespace {

constexpr int kept = 0;
constexpr int findings = 1;
constexpr int undecided = 3;
constexpr int nothing_tested = 5;
constexpr int interrupted = 130;

std::string many(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

bool documents_only(const RunHeader::OperationEntry& operation, int status) {
  return operation.documented.size() == 1 && operation.documented.front() == std::to_string(status);
}

std::size_t broken_cases(const Results& results, Weight fail_on) {
  return static_cast<std::size_t>(
      std::count_if(results.cases.begin(), results.cases.end(), [fail_on](const CaseResult& result) {
        return breaks_gate(result, fail_on);
      }));
}

/// Whether the baseline has entries that it must not have any more.
bool is_outdated(const Results& results) {
  const auto& baseline = results.baseline;
  return baseline && baseline->strict && !baseline->gone.empty();
}

/// Whether the run stopped before its end, other than by an interruption.
bool stopped_early(const Results& results) {
  if (!results.footer.present) return true;
  const std::string& end = results.footer.end;
  return end == "out-of-time" || end == "unreachable" || end == "incomplete" || end == "enough-failures";
}

std::string sentence_of_gone(const Results& results) {
  const auto& baseline = results.baseline;
  if (!baseline || baseline->gone.empty()) return {};
  const std::size_t gone = baseline->gone.size();
  return fmt::format("{} of the baseline no longer occur{}.",
                     gone == 1 ? "1 entry" : fmt::format("{} entries", gone),
                     gone == 1 ? "s" : "");
}

std::string sentence_of_findings(const Results& results, Weight fail_on) {
  if (broken_cases(results, fail_on) == 0) return sentence_of_gone(results);
  std::vector<std::string_view> rules;
  for (const CaseResult& result : results.cases) {
    for (const KeptFinding& finding : result.findings) {
      if (breaks_gate(finding, fail_on)) rules.push_back(finding.rule);
    }
  }
  std::sort(rules.begin(), rules.end());
  const auto distinct = std::unique(rules.begin(), rules.end()) - rules.begin();
  std::string stopped;
  if (results.footer.end == "enough-failures")
    stopped = fmt::format(" The run stopped there: {} not judged.", results.counts().not_judged);
  return fmt::format("{} broken in {} of {}.{}",
                     many(static_cast<std::size_t>(distinct), "rule"),
                     broken_cases(results, fail_on),
                     many(results.cases.size(), "case"),
                     stopped);
}

std::string sentence_of_undecided(const Results& results, const Counts& counts) {
  if (results.footer.end == "unreachable") {
    return fmt::format("The target could not be reached: {}", results.footer.why);
  }
  if (!results.footer.present) {
    return fmt::format("The run was killed before its end: {} of {} not judged.",
                       counts.not_judged,
                       many(counts.total(), "case"));
  }
  if (results.footer.end == "out-of-time") {
    return fmt::format(
        "The time ran out: {} of {} not judged.", counts.not_judged, many(counts.total(), "case"));
  }
  if (results.footer.end == "incomplete") {
    return fmt::format(
        "{} {} of {} not judged.", results.footer.why, counts.not_judged, many(counts.total(), "case"));
  }
  if (counts.errors == 0) {
    return fmt::format("No rule broken, but the document has mistakes: {} of {} not judged.",
                       counts.not_judged,
                       many(counts.total(), "case"));
  }
  return fmt::format(
      "No rule broken, but {} of {} could not be decided.", counts.errors, many(counts.total(), "case"));
}

/// Of a run in which nothing was let through: the status that came most, and what it hints at.
std::string sentence_of_refusals(const Results& results) {
  std::map<int, std::size_t> times;
  for (const CaseResult& result : results.cases)
    if (result.status != 0 && !result.probe) ++times[result.status];
  const auto most = std::ranges::max_element(times, {}, [](const auto& one) { return one.second; });
  return fmt::format("Nothing was tested: the target let us in nowhere, mostly with status {}; {}",
                     most->first,
                     question_after(most->first));
}

std::string sentence_of_nothing(const Results& results) {
  if (results.cases.empty()) return "Nothing was tested: no case was selected.";
  if (was_turned_away(results)) return sentence_of_refusals(results);
  return "Nothing was tested: no case could be judged.";
}

std::string sentence_of_passed(const Counts& counts) {
  if (counts.known > 0)
    return fmt::format("Kept: nothing is new. {} of {} passed, {} failed by what the baseline knows",
                       counts.passed,
                       many(counts.passed + counts.known, "judged case"),
                       counts.known);
  if (counts.passed == 1) return "Kept: the one judged case passed";
  return fmt::format("Kept: all {} judged cases passed", counts.passed);
}

/// Whether this is a part of a run in which nothing was tested. That says nothing of the whole, and is no
/// reason to stop it.
bool is_idle_shard(const Results& results, const Counts& counts) {
  if (!results.header.shard.is_part() || results.header.cases.empty()) return false;
  return counts.passed + counts.failed + counts.known == 0 || was_turned_away(results);
}

std::string sentence_of_kept(const Results& results, const Counts& counts) {
  if (results.cases.empty()) return "Nothing to do: all cases are those of other shards.";
  if (is_idle_shard(results, counts))
    return "Nothing was judged in this shard; the report of all shards decides.";
  std::string text = sentence_of_passed(counts);
  if (counts.warns > 0) text += fmt::format(", with {}", many(counts.warns, "warning"));
  if (counts.not_judged > 0) text += fmt::format("; {} not judged", counts.not_judged);
  text += ".";
  const std::string gone = sentence_of_gone(results);
  return gone.empty() ? text : text + " " + gone;
}

}  // namespace

Counts Results::counts() const {
  Counts counts{};
  for (const CaseResult& result : cases) {
    switch (result.outcome) {
    case Outcome::passed: ++counts.passed; break;
    case Outcome::failed: ++(is_known(result) ? counts.known : counts.failed); break;
    case Outcome::error: ++counts.errors; break;
    case Outcome::not_judged: ++counts.not_judged; break;
    }
    for (const KeptFinding& finding : result.findings) {
      if (finding.known) {
        ++counts.known_findings;
        continue;
      }
      switch (finding.weight) {
      case Weight::fail: ++counts.fails; break;
      case Weight::warn: ++counts.warns; break;
      case Weight::note: ++counts.notes; break;
      }
    }
    counts.rules_judged += result.rules_judged;
    counts.sent_again += result.refused.size();
    counts.undecided += result.undecided.size();
  }
  return counts;
}

std::string_view remark_on_secrets(const RunHeader& header) {
  return header.shows_secrets
             ? "Secrets are shown: this was run with --show-secrets. Handle it as you do them."
             : std::string_view();
}

bool breaks_gate(const KeptFinding& finding, Weight fail_on) {
  return finding.weight >= fail_on && !finding.known;
}

bool breaks_gate(const CaseResult& result, Weight fail_on) {
  return std::any_of(result.findings.begin(), result.findings.end(), [fail_on](const KeptFinding& finding) {
    return breaks_gate(finding, fail_on);
  });
}

bool is_known(const CaseResult& result) {
  if (result.outcome != Outcome::failed) return false;
  const auto is_new = [](const KeptFinding& one) { return one.weight == Weight::fail && !one.known; };
  const auto is_old = [](const KeptFinding& one) { return one.weight == Weight::fail && one.known; };
  return std::ranges::any_of(result.findings, is_old) && std::ranges::none_of(result.findings, is_new);
}

bool was_turned_away(const Results& results) {
  bool refused = false;
  for (const CaseResult& result : results.cases) {
    if (result.status == 0 || result.probe) continue;
    const bool meant_so = result.operation < results.header.operations.size() &&
                          documents_only(results.header.operations[result.operation], result.status);
    if (!is_about_no_input(result.status) || meant_so) return false;
    refused = true;
  }
  return refused;
}

std::size_t document_faults(const Results& results) {
  const auto of_cases =
      std::count_if(results.cases.begin(), results.cases.end(), [&](const CaseResult& result) {
        return result.operation < results.header.operations.size() &&
               !results.header.operations[result.operation].fault.empty();
      });
  return static_cast<std::size_t>(of_cases) + results.header.loose_faults;
}

int exit_code(const Results& results, Weight fail_on) {
  const Counts counts = results.counts();
  if (results.footer.end == "interrupted") return interrupted;
  if (broken_cases(results, fail_on) > 0 || is_outdated(results)) return findings;
  if (counts.errors > 0 || results.footer.end == "unreachable") return undecided;
  if (document_faults(results) > 0) return undecided;
  // Without a footer the planned cases that are missing may be the ones that matter.
  if (counts.not_judged > 0 && stopped_early(results)) return undecided;
  if (is_idle_shard(results, counts)) return kept;
  if (counts.passed + counts.failed + counts.known == 0 || was_turned_away(results)) return nothing_tested;
  return kept;
}

std::string conclusion(const Results& results, Weight fail_on) {
  const Counts counts = results.counts();
  switch (exit_code(results, fail_on)) {
  case interrupted: {
    const std::size_t done = counts.total() - counts.not_judged;
    const std::string sentence =
        fmt::format("Interrupted after {} of {}.", done, many(counts.total(), "case"));
    return broken_cases(results, fail_on) == 0 ? sentence
                                               : sentence + " " + sentence_of_findings(results, fail_on);
  }
  case findings: return sentence_of_findings(results, fail_on);
  case undecided: return sentence_of_undecided(results, counts);
  case nothing_tested: return sentence_of_nothing(results);
  default: return sentence_of_kept(results, counts);
  }
}

}  // namespace conform
