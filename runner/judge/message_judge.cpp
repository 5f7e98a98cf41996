#include "runner/judge/message_judge.hpp"

#include "runner/http/intermediary.hpp"
#include "runner/judge/cause.hpp"
#include "runner/judge/place.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace conform {
namespace {

bool documents_exactly(const Operation& operation, int status) {
  return std::ranges::any_of(operation.responses, [status](const DocumentedResponse& response) {
    return response.status.kind == StatusPattern::Kind::exact && response.status.value == status;
  });
}

// The user's word wins over the rule's own weight, and over the waiver.
void weigh(const Bench& bench, std::uint32_t number, const Subject& subject, Finding& finding) {
  const Rule& rule = bench.rules.rules()[number];
  finding.weight = rule.weight;
  if (const RuleWish* wish = bench.options.wishes.find(number, bench.operation); wish != nullptr) {
    finding.weight = wish->weight.value_or(rule.weight);
    finding.waived = wish->reason;
    return;
  }
  if (!rule.waived_when_documented || rule.weight == Weight::note || subject.message == nullptr) return;
  const int status = subject.message->status;
  if (!documents_exactly(bench.operation, status)) return;
  finding.weight = Weight::note;
  finding.waived =
      "The document says that " + bench.operation.name() + " answers with " + std::to_string(status) + ".";
}

Evidence evidence_of(Spot&& spot, std::size_t exchange) {
  const bool promised = spot.kind == Spot::Kind::document;
  return {.kind = promised ? Evidence::Kind::document : Evidence::Kind::received,
          .label = std::move(spot.label),
          .where = std::move(spot.where),
          .exchange = exchange,
          .offset = spot.offset,
          .length = spot.length};
}

bool is_off(const Bench& bench, std::uint32_t number) {
  const Rule& rule = bench.rules.rules()[number];
  if (rule.level > bench.options.least) return true;
  // What the document promises, it promises to its own requests; of those something is known beforehand.
  const bool is_probe = !bench.step.empty() && bench.intent == nullptr;
  if (is_probe && rule.asks_document && rule.probe.empty()) return true;
  const RuleWish* wish = bench.options.wishes.find(number, bench.operation);
  return wish != nullptr && !wish->weight;
}

class MessageJudge {
public:
  MessageJudge(const Bench& bench, const Exchange& exchange, std::size_t number)
      : bench_(bench), exchange_(exchange), number_(number) {}

  /// The rules of these scopes on one message, null for what has none.
  void judge(std::initializer_list<Scope> scopes, const Response* message);
  Judged result() { return std::move(judged_); }

private:
  void apply(std::uint32_t number, const Subject& subject);
  void add_finding(std::uint32_t number, const Subject& subject);
  void drop_superseded(std::size_t first);

  const Bench& bench_;
  const Exchange& exchange_;
  std::size_t number_;
  Judged judged_{};
};

void MessageJudge::judge(std::initializer_list<Scope> scopes, const Response* message) {
  SubjectCache cache;
  const int status = message != nullptr ? message->status : 0;
  const Subject subject{.exchange = exchange_,
                        .message = message,
                        .api = &bench_.api,
                        .operation = &bench_.operation,
                        .documented = message != nullptr ? bench_.operation.response_for(status) : nullptr,
                        .cache = &cache,
                        .intent = bench_.intent,
                        .taken = bench_.taken};
  const auto there = bench_.rules.awaited_in(subject);
  for (const Scope scope : scopes) {
    const auto first = judged_.findings.size();
    for (const auto number :
         bench_.only_for_step ? std::span<const std::uint32_t>() : bench_.rules.candidates(scope, status)) {
      if (bench_.rules.may_apply(number, there)) apply(number, subject);
    }
    for (const auto number : bench_.rules.candidates_at(bench_.step)) {
      if (bench_.rules.rules()[number].scope == scope) apply(number, subject);
    }
    drop_superseded(first);
  }
}

void MessageJudge::apply(std::uint32_t number, const Subject& subject) {
  const Rule& rule = bench_.rules.rules()[number];
  if (is_off(bench_, number)) return;
  const Truth applies = rule.when.holds(subject);
  if (applies == Truth::no) return;
  if (applies == Truth::unknown) {
    judged_.undecided.push_back({rule.id, rule.when.found(subject)});
    return;
  }
  const Truth kept = rule.require.holds(subject);
  if (kept == Truth::unknown) {
    judged_.undecided.push_back({rule.id, rule.require.found(subject)});
    return;
  }
  ++judged_.rules;
  if (kept == Truth::no) add_finding(number, subject);
}

void MessageJudge::add_finding(std::uint32_t number, const Subject& subject) {
  const Rule& rule = bench_.rules.rules()[number];
  Finding finding{.rule = rule.id,
                  .level = rule.level,
                  .expected = rule.require.describe(),
                  .actual = rule.require.found(subject),
                  .exchange = number_};
  weigh(bench_, number, subject, finding);
  if (subject.message != nullptr) finding.judged = sentence_of(intermediary_of(*subject.message));
  for (auto& spot : rule.require.spots(subject))
    finding.evidence.push_back(evidence_of(std::move(spot), number_));
  finding.cause = cause_of(finding, subject);
  finding.places = places_of(finding, subject, {bench_.kind, bench_.step});
  judged_.findings.emplace_back(number, std::move(finding));
}

// Of the findings from `first` on, which are about one message: the exact one speaks, the general is silent.
void MessageJudge::drop_superseded(std::size_t first) {
  auto& findings = judged_.findings;
  if (findings.size() < first + 2) return;
  const auto begin = findings.begin() + static_cast<std::ptrdiff_t>(first);
  std::vector<std::string_view> silent;
  for (auto it = begin; it != findings.end(); ++it) {
    for (const auto& id : bench_.rules.rules()[it->first].supersedes)
      silent.emplace_back(id);
  }
  const auto is_silent = [&silent](const auto& one) {
    return std::ranges::find(silent, one.second.rule) != silent.end();
  };
  findings.erase(std::remove_if(begin, findings.end(), is_silent), findings.end());
}

}  // namespace

Judged judge_exchange(const Bench& bench, const Exchange& exchange, std::size_t number) {
  MessageJudge judge(bench, exchange, number);
  for (const auto& message : exchange.interim)
    judge.judge({Scope::interim}, &message);
  if (exchange.response() != nullptr) {
    judge.judge({Scope::response, Scope::exchange}, exchange.response());
  } else {
    judge.judge({Scope::exchange}, nullptr);
  }
  return judge.result();
}

Judged without_exchange(const Bench& bench, std::string_view why) {
  Judged judged;
  for (const std::uint32_t number : bench.rules.candidates_at(bench.step)) {
    if (!is_off(bench, number))
      judged.undecided.push_back({bench.rules.rules()[number].id, std::string(why)});
  }
  return judged;
}

}  // namespace conform
