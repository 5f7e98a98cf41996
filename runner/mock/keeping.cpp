#include "runner/mock/keeping.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace conform {
namespace {

constexpr std::array<Scope, 3> scopes = {Scope::response, Scope::interim, Scope::exchange};
// Each round mends at least one rule; a book that wants more of one answer contradicts itself.
constexpr int most_rounds = 32;
constexpr int most_steps = 2;

bool is_broken(const Rule& rule, const Subject& subject) {
  return rule.when.holds(subject) == Truth::yes && rule.require.holds(subject) == Truth::no;
}

int cost(const std::vector<const Rule*>& broken) {
  int sum = 0;
  for (const Rule* rule : broken)
    sum += rule->level == Level::must ? 10'000 : rule->level == Level::should ? 100 : 1;
  return sum;
}

void leave_out_superseded(std::vector<const Rule*>& broken) {
  const auto is_superseded = [&](const Rule* rule) {
    return std::ranges::any_of(broken, [&](const Rule* other) {
      return std::ranges::find(other->supersedes, rule->id) != other->supersedes.end();
    });
  };
  std::vector<const Rule*> left;
  std::ranges::copy_if(
      broken, std::back_inserter(left), [&](const Rule* rule) { return !is_superseded(rule); });
  broken = std::move(left);
}

/// What an answer must become better than, and how many rules may be mended one after the other for it: the
/// mend of one (a Content-Range, say) may for a moment break another (the length that belongs to it).
struct Goal {
  int cost = 0;
  int steps = 0;
  std::span<const Rule* const> broken{};  // already before: not this mend's doing
};

std::optional<Answer>
mended(const RuleBook& rules, const Answer& answer, const Asked& asked, const Rule& rule, Goal goal) {
  for (const Asked& subject : subjects_of(rule.scope, answer, asked)) {
    Answer changed = answer;
    if (!rule.require.make_hold(changed, subject)) continue;
    const std::vector<const Rule*> broken = broken_rules(rules, changed, asked);
    if (cost(broken) < goal.cost) return changed;
    if (goal.steps <= 1 || std::ranges::find(broken, &rule) != broken.end()) continue;
    for (const Rule* next : broken) {
      if (std::ranges::find(goal.broken, next) != goal.broken.end()) continue;
      auto further = mended(rules, changed, asked, *next, {goal.cost, goal.steps - 1, broken});
      if (further) return further;
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<Asked> subjects_of(Scope scope, const Answer& answer, const Asked& asked) {
  Asked whole = asked;
  whole.interim.reset();
  if (scope == Scope::exchange) return {whole};
  if (scope == Scope::response) return answer.has_final ? std::vector<Asked>{whole} : std::vector<Asked>{};
  std::vector<Asked> each(answer.interim.size(), asked);
  for (std::size_t i = 0; i < each.size(); ++i)
    each[i].interim = i;
  return each;
}

std::vector<const Rule*> broken_rules(const RuleBook& rules, const Answer& answer, const Asked& asked) {
  const Exchange exchange = exchange_of(answer, asked);
  std::vector<const Rule*> broken;
  for (const Scope scope : scopes) {
    for (const Asked& about : subjects_of(scope, answer, asked)) {
      Subject subject = subject_of(exchange, about);
      SubjectCache cache;
      subject.cache = &cache;
      const int status = subject.message == nullptr ? 0 : subject.message->status;
      for (const std::uint32_t index : rules.candidates(scope, status)) {
        const Rule& rule = rules.rules()[index];
        // What the document promises, it promises to its own requests.
        if (rule.asks_document && !asked.step.empty()) continue;
        if (is_broken(rule, subject)) broken.push_back(&rule);
      }
      for (const std::uint32_t index : rules.candidates_at(asked.step)) {
        const Rule& rule = rules.rules()[index];
        if (rule.scope == scope && is_broken(rule, subject)) broken.push_back(&rule);
      }
    }
  }
  leave_out_superseded(broken);
  return broken;
}

Answer keep_rules(const RuleBook& rules, Answer answer, const Asked& asked) {
  for (int round = 0; round < most_rounds; ++round) {
    std::optional<Answer> better;
    const std::vector<const Rule*> broken = broken_rules(rules, answer, asked);
    for (const Rule* rule : broken) {
      better = mended(rules, answer, asked, *rule, {cost(broken), most_steps, broken});
      if (better) break;
    }
    if (!better) break;
    answer = std::move(*better);
  }
  return answer;
}

}  // namespace conform
