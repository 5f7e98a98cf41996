#include "runner/mock/mock.hpp"

#include "runner/contract/credential_fit.hpp"
#include "runner/mock/admission.hpp"
#include "runner/mock/draft.hpp"
#include "runner/mock/keeping.hpp"
#include "runner/mock/probed.hpp"
#include "runner/mock/resource.hpp"

#include "runner/http/response_reader.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

/// RFC 9110 §12.5.5: where Accept chooses among several media types.
void add_vary(Answer& answer, const Operation& operation) {
  const auto* documented = operation.response_for(answer.final.status);
  const bool is_chosen = documented != nullptr && documented->content.size() > 1;
  if (is_chosen && operation.method == "GET" && !answer.final.fields.has("Vary"))
    answer.final.fields.add("Vary", "Accept");
}

/// RFC 9110 §9.3.8: the request, without what others are not to see.
void reflect(Answer& answer, const Request& request) {
  Request shown = request;
  for (const std::string_view secret : {"Authorization", "Proxy-Authorization", "Cookie"})
    shown.fields.remove(secret);
  answer.final.content = serialise(shown, "", Persistence::keep_alive);
  answer.final.fields.set("Content-Type", "message/http");
}

/// What a method that changes the resource would change; nothing for others, and where the document has no
/// GET that would show it.
std::optional<Response> current_of(const Api& api, const Operation& operation, const Request& request) {
  constexpr std::array<std::string_view, 3> changing = {"PUT", "PATCH", "DELETE"};
  if (std::ranges::find(changing, operation.method) == changing.end()) return std::nullopt;
  const auto shows = [&operation](const Operation& one) {
    return one.path == operation.path && one.method == "GET" && one.fault.empty();
  };
  const auto get = std::ranges::find_if(api.operations, shows);
  if (get == api.operations.end()) return std::nullopt;
  Request asked;
  asked.target = request.target;
  Answer answer = draft_answer(*get, asked);
  add_validators(answer, asked);
  return answer.final.status == 200 ? std::optional(std::move(answer.final)) : std::nullopt;
}

/// RFC 9110 §9.3.4: what is there already is not created by PUT.
std::optional<int> status_of_put(const Api& api, const Operation& operation, const Request& request) {
  if (operation.method != "PUT" || !current_of(api, operation, request)) return std::nullopt;
  for (const int status : {200, 204}) {
    if (operation.response_for(status) != nullptr) return status;
  }
  return std::nullopt;
}

Answer conforming(const Api& api,
                  const RuleBook& rules,
                  const Operation& operation,
                  const Request& request,
                  std::optional<int> wanted) {
  Answer answer = draft_answer(operation, request, wanted);
  add_validators(answer, request);
  add_vary(answer, operation);
  if (request.method == "TRACE" && answer.final.status == 200) reflect(answer, request);
  // RFC 9110 §15.5.6; the rules alone would not know which methods.
  if (answer.final.status == 405 && !answer.final.fields.has("Allow")) {
    std::string allow;
    for (const std::string& method : api.methods_of(operation.path)) {
      if (method != operation.method) allow += (allow.empty() ? "" : ", ") + method;
    }
    answer.final.fields.add("Allow", allow.empty() ? "OPTIONS" : allow);
  }
  Asked asked;
  asked.request = &request;
  asked.api = &api;
  asked.operation = &operation;
  Answer plain = keep_rules(rules, std::move(answer), asked);
  const int status = plain.final.status;
  const auto current = current_of(api, operation, request);
  answer = on_conditions(std::move(plain), current ? &*current : nullptr, operation, request);
  if (answer.final.status == status) return answer;
  // What the document does not name it cannot ask for.
  const auto* documented = operation.response_for(answer.final.status);
  const bool is_named = documented != nullptr && documented->status.kind == StatusPattern::Kind::exact;
  if (!is_named) asked.operation = nullptr;
  // A refusal has the content that the document gives it.
  if (is_named && answer.final.status >= 400) answer = draft_answer(operation, request, answer.final.status);
  return keep_rules(rules, std::move(answer), asked);
}

bool holds(const Predicate& condition, const Answer& answer, const Asked& asked) {
  const Exchange exchange = exchange_of(answer, asked);
  return condition.holds(subject_of(exchange, asked)) == Truth::yes;
}

/// An answer that breaks a rule, and how many others with it.
struct Broken {
  Answer answer{};
  std::size_t others = 0;
};

class Breaking {
public:
  Breaking(const RuleBook& rules, const Rule& rule, const Asked& asked)
      : rules_(rules), rule_(rule), asked_(asked) {}

  /// Tries what `good` can be changed to; keeps the first of those that break the fewest other rules.
  void try_from(const Answer& good) {
    for (const Asked& subject : subjects_of(rule_.scope, good, asked_)) {
      if (is_clean() || !holds(rule_.when, good, subject)) continue;
      for (Answer& way : rule_.require.ways_to_break(good, subject))
        consider(std::move(way));
    }
  }
  /// Like `try_from` after the rule was made to apply; taken only when nothing else suffers and the status
  /// is a documented one.
  void try_made_to_apply(const Answer& good) {
    for (const Asked& subject : subjects_of(rule_.scope, good, asked_)) {
      Answer changed = good;
      if (best_ || !rule_.when.make_hold(changed, subject)) continue;
      const bool is_documented =
          asked_.operation != nullptr && asked_.operation->response_for(changed.final.status) != nullptr;
      if (!is_documented && asked_.step.empty()) continue;
      changed = keep_rules(rules_, std::move(changed), asked_);
      consider(changed);  // a status that this request did not call for is broken already
      try_from(changed);
      if (!is_clean()) best_.reset();
    }
  }
  /// Takes `way` when it breaks the rule and fewer others than what was found so far.
  void consider(Answer way) {
    Rules broken = broken_rules(rules_, way, asked_);
    if (is_clean() || !has_rule(broken)) return;
    while (broken.size() > 1 && mend_another(way, broken)) {
    }
    const std::size_t others = broken.size() - 1;
    if (best_ && best_->others <= others) return;
    best_ = Broken{.answer = std::move(way), .others = others};
  }
  [[nodiscard]] bool is_clean() const { return best_ && best_->others == 0; }
  [[nodiscard]] std::optional<Answer> take() {
    return best_ ? std::optional<Answer>(std::move(best_->answer)) : std::nullopt;
  }

private:
  using Rules = std::vector<const Rule*>;

  [[nodiscard]] bool has_rule(const Rules& broken) const {
    return std::ranges::find(broken, rule_.id, &Rule::id) != broken.end();
  }

  /// Mends what else a change has broken, one rule at a time, for as long as our rule stays broken.
  [[nodiscard]] bool mend_another(Answer& way, Rules& broken) const {
    for (const Rule* other : broken) {
      if (other->id == rule_.id) continue;
      for (const Asked& subject : subjects_of(other->scope, way, asked_)) {
        Answer changed = way;
        if (!other->require.make_hold(changed, subject)) continue;
        Rules left = broken_rules(rules_, changed, asked_);
        if (left.size() >= broken.size() || !has_rule(left)) continue;
        way = std::move(changed);
        broken = std::move(left);
        return true;
      }
    }
    return false;
  }

  const RuleBook& rules_;
  const Rule& rule_;
  const Asked& asked_;
  std::optional<Broken> best_{};
};

}  // namespace

Answer
conforming_answer(const Api& api, const RuleBook& rules, const Operation& operation, const Request& request) {
  const bool is_refused =
      !credential_faults(api, operation, request).empty() && operation.response_for(401) != nullptr;
  if (is_refused) return conforming(api, rules, operation, request, 401);
  if (const auto wanted = preferred_status(request))
    return conforming(api, rules, operation, request, wanted);
  Asked asked;
  asked.request = &request;
  asked.api = &api;
  if (auto refused = refused_content(operation, request)) {
    if (operation.response_for(refused->final.status) != nullptr) asked.operation = &operation;
    return keep_rules(rules, std::move(*refused), asked);
  }
  const auto refusal = refusal_of(operation, request);
  if (!refusal) return conforming(api, rules, operation, request, status_of_put(api, operation, request));
  if (operation.response_for(*refusal) != nullptr) return conforming(api, rules, operation, request, refusal);
  return keep_rules(
      rules, explanation(*refusal, "The document does not allow this request.", request), asked);
}

namespace {

/// The operation of the path that has the request's method; null when there is none.
const Operation* operation_of(const ProbedServer& server, const Request& request) {
  const auto is_asked_for = [&](const Operation& one) {
    return server.operation != nullptr && one.path == server.operation->path &&
           one.method == request.method && one.fault.empty();
  };
  const auto found = std::ranges::find_if(server.api.operations, is_asked_for);
  return found == server.api.operations.end() ? nullptr : &*found;
}

/// The media types of its 200.
std::vector<std::string> types_of(const ProbedServer& server, const Request& request) {
  std::vector<std::string> types;
  const Operation* operation = operation_of(server, request);
  const auto* response = operation == nullptr ? nullptr : operation->response_for(200);
  if (response == nullptr) return types;
  for (const MediaType& media_type : response->content)
    types.push_back(media_type.name);
  return types;
}

/// What a server does that knows nothing of what the step asks, that routes it nowhere, or that falls over
/// it; then the rule's own ways.
std::optional<Answer> break_step(const ProbedServer& server,
                                 const Rule& rule,
                                 const Probed& probed,
                                 const Request& request,
                                 const Answer& usual) {
  Asked asked;
  asked.request = &request;
  asked.api = &server.api;
  asked.operation = server.operation;
  asked.step = rule.probe;
  asked.taken = probed.taken;
  Breaking breaking(server.rules, rule, asked);
  Answer ignorant = server.usual(probed.plain);
  ignorant.answers_head = request.method == "HEAD";
  breaking.consider(std::move(ignorant));
  breaking.try_from(usual);
  if (const Operation* own = operation_of(server, request)) {
    for (const int status : final_statuses(*own)) {
      if (!breaking.is_clean())
        breaking.consider(conforming(server.api, server.rules, *own, request, status));
    }
  }
  if (!breaking.is_clean())
    breaking.consider(explanation(404, "Nothing is routed to with this method.", request));
  if (!breaking.is_clean()) breaking.consider(explanation(500, "The server fell over this.", request));
  if (!breaking.is_clean()) breaking.try_made_to_apply(usual);
  return breaking.take();
}

}  // namespace

std::optional<Answer>
broken_answer_to_probe(const ProbedServer& server, const Rule& rule, const Request& request) {
  const auto probed = rehearse(server.rules, rule, request, {server.usual, types_of(server, request)});
  if (!probed) return std::nullopt;
  return break_step(server, rule, *probed, request, server.usual(request));
}

std::optional<Answer> broken_answer_to_bytes(const ProbedServer& server,
                                             const Rule& rule,
                                             std::string_view bytes,
                                             const Answer& usual) {
  const auto probed = rehearse_bytes(server.rules, rule, bytes, server.usual);
  if (!probed) return std::nullopt;
  return break_step(server, rule, *probed, probed->plain, usual);
}

std::optional<Answer> broken_answer(const Api& api,
                                    const RuleBook& rules,
                                    const Operation& operation,
                                    const Request& request,
                                    const Rule& rule) {
  if (!rule.probe.empty()) return std::nullopt;
  Asked asked;
  asked.request = &request;
  asked.api = &api;
  asked.operation = &operation;
  const Answer usual = conforming_answer(api, rules, operation, request);
  Breaking breaking(rules, rule, asked);
  breaking.try_from(usual);
  const std::vector<int> admitted = rule.when.admitted_statuses();
  for (const int status : final_statuses(operation)) {
    if (breaking.is_clean()) break;
    const bool may_apply = admitted.empty() || std::ranges::find(admitted, status) != admitted.end();
    if (may_apply) breaking.try_from(conforming(api, rules, operation, request, status));
  }
  breaking.try_made_to_apply(usual);
  return breaking.take();
}

}  // namespace conform
