#include "runner/journal/fold.hpp"

#include <algorithm>
#include <utility>

namespace conform {
namespace {

int badness(Outcome outcome) {
  switch (outcome) {
  case Outcome::failed: return 3;
  case Outcome::error: return 2;
  case Outcome::not_judged: return 1;
  case Outcome::passed: return 0;
  }
  return 0;
}

bool same(const KeptFinding& left, const KeptFinding& right) {
  return left.rule == right.rule && left.expected == right.expected && left.actual == right.actual;
}

/// Marks count bytes of their own round's exchanges; without these they mean nothing.
void forget_marks(CaseResult& result) {
  for (KeptFinding& finding : result.findings)
    finding.marks.clear();
}

void take_face(CaseResult& result, CaseResult& round) {
  forget_marks(result);
  result.outcome = round.outcome;
  result.reason = std::move(round.reason);
  result.status = round.status;
  result.interim = std::move(round.interim);
  result.exchanges = std::move(round.exchanges);
}

void add_findings(CaseResult& result, CaseResult& round) {
  for (KeptFinding& finding : round.findings) {
    const auto known = std::find_if(
        result.findings.begin(), result.findings.end(), [&](const auto& one) { return same(one, finding); });
    if (known == result.findings.end()) {
      result.findings.push_back(std::move(finding));
    } else if (known->marks.empty()) {
      known->marks = std::move(finding.marks);
    }
  }
}

void add_undecided(CaseResult& result, CaseResult& round) {
  for (Undecided& undecided : round.undecided) {
    const bool known = std::any_of(result.undecided.begin(), result.undecided.end(), [&](const auto& one) {
      return one.rule == undecided.rule && one.why == undecided.why;
    });
    if (!known) result.undecided.push_back(std::move(undecided));
  }
}

}  // namespace

void fold(CaseResult& result, CaseResult round) {
  if (result.rounds == 0) {
    result = std::move(round);
    return;
  }
  const bool worse = badness(round.outcome) > badness(result.outcome);
  const bool tells_more =
      round.outcome == result.outcome && result.exchanges.empty() && !round.exchanges.empty();
  if (worse || tells_more) {
    take_face(result, round);
  } else {
    forget_marks(round);
  }
  add_findings(result, round);
  add_undecided(result, round);
  result.refused.insert(result.refused.end(), round.refused.begin(), round.refused.end());
  result.rules_judged = std::max(result.rules_judged, round.rules_judged);
  result.rounds += round.rounds;
  result.rounds_failed += round.rounds_failed;
  result.duration = std::max(result.duration, round.duration);
}

}  // namespace conform
