#include "runner/judge/verdict.hpp"

#include <array>

namespace conform {

std::string_view name_of(Outcome outcome) {
  constexpr std::array<std::string_view, 4> names = {"passed", "failed", "error", "not-judged"};
  return names.at(static_cast<std::size_t>(outcome));
}

Verdict not_sent(const Case& subject, Outcome outcome, std::string reason) {
  Verdict verdict;
  verdict.case_id = subject.id;
  verdict.operation = subject.operation;
  verdict.outcome = outcome;
  verdict.reason = std::move(reason);
  return verdict;
}

}  // namespace conform
