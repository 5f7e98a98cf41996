#include "runner/lint/checks.hpp"
#include "runner/openapi/media_type_name.hpp"
#include "runner/rules/fact.hpp"

#include <algorithm>

namespace conform {
namespace {

// A rule whose `when` admits as many statuses speaks of a class of them or of all; what it asks for, such as
// Date, is what servers add by themselves and nobody documents.
constexpr std::size_t most_statuses = 50;

using RulesByStatus = std::map<int, std::vector<const Rule*>>;

RulesByStatus rules_by_status(const RuleBook& book) {
  RulesByStatus by_status;
  for (const Rule& rule : book.rules()) {
    // What answers a request of our own is no promise of the document.
    if (rule.scope != Scope::response || rule.level == Level::may || !rule.probe.empty()) continue;
    const std::vector<int> statuses = rule.when.admitted_statuses();
    if (statuses.size() > most_statuses) continue;
    for (const int status : statuses)
      by_status[status].push_back(&rule);
  }
  return by_status;
}

// RFC 9110 §15.2, §15.3.5, §15.4.5: these end with their header section. 205 does not, yet is empty.
bool has_no_content(int status) { return status < 200 || status == 204 || status == 304; }

/// The answer that does no more than the document says: the fields that it names, with some value, and
/// content where it describes some.
Answer promised_answer(const Operation& operation, const DocumentedResponse& response) {
  Answer answer;
  answer.answers_head = operation.method == "HEAD";
  answer.final.status = response.status.value;
  for (const Parameter& header : response.headers)
    answer.final.fields.add(header.name, "x");
  if (response.content.empty()) return answer;
  answer.final.fields.set("Content-Type", concrete_media_type(response.content.front().name));
  // Where no content may be, it would come after the end of the message.
  (has_no_content(response.status.value) ? answer.extra : answer.final.content) = "x";
  return answer;
}

Answer without_content(Answer answer) {
  answer.final.content.clear();
  answer.extra.clear();
  answer.final.fields.remove("Content-Type");
  return answer;
}

Truth holds(const Predicate& predicate, const Answer& answer, const Asked& asked) {
  const Exchange exchange = exchange_of(answer, asked);
  return predicate.holds(subject_of(exchange, asked));
}

/// The fields that `answer` would need for `require`; empty when it takes something else.
std::vector<std::string> missing_fields(const Predicate& require, const Answer& answer, const Asked& asked) {
  Answer changed = answer;
  if (!require.make_hold(changed, asked)) return {};
  if (changed.final.status != answer.final.status || changed.final.content != answer.final.content) return {};
  std::vector<std::string> missing;
  for (const Field& field : changed.final.fields) {
    if (!answer.final.fields.has(field.name)) missing.push_back(field.name);
  }
  return missing;
}

void report(Linting& linting,
            const DocumentedResponse& response,
            const Rule& rule,
            const std::string& what,
            const std::string& advice) {
  linting.findings.add({rule.id,
                        rule.level == Level::must ? Severity::warning : Severity::note,
                        response.where,
                        "The response `" + response.status.to_string() + "` is documented " + what + ". " +
                            rule.text + " (" + rule.source + ")",
                        advice});
}

enum class Mend { none, less_content, more_fields };

/// Reports what would mend the answer where it breaks the rule.
Mend check_rule(Linting& linting,
                const DocumentedResponse& response,
                const Rule& rule,
                const Answer& answer,
                const Asked& asked) {
  if (holds(rule.when, answer, asked) != Truth::yes) return Mend::none;
  if (holds(rule.require, answer, asked) != Truth::no) return Mend::none;
  if (!response.content.empty() && holds(rule.require, without_content(answer), asked) == Truth::yes) {
    report(linting, response, rule, "with content", "Leave out `content`.");
    return Mend::less_content;
  }
  const std::vector<std::string> missing = missing_fields(rule.require, answer, asked);
  if (missing.empty()) return Mend::none;
  std::string names;
  for (const std::string& name : missing)
    names += (names.empty() ? "" : " and ") + quoted(name);
  report(linting, response, rule, "without " + names, "Describe " + names + " in its `headers`.");
  return Mend::more_fields;
}

void check_response(Linting& linting,
                    const Operation& operation,
                    const DocumentedResponse& response,
                    const std::vector<const Rule*>& rules) {
  Request request;
  request.method = operation.method;
  // RFC 9110 §14.2, §15.5.17: these answer a request for a range, whether the document says so or not.
  if (response.status.value == 206 || response.status.value == 416) request.fields.add("Range", "bytes=0-");
  const Asked asked{.request = &request, .api = &linting.api, .operation = &operation};
  const Answer answer = promised_answer(operation, response);
  for (const Rule* const rule : rules) {
    // Other rules would say the same of the content.
    if (check_rule(linting, response, *rule, answer, asked) == Mend::less_content) return;
  }
}

}  // namespace

// The rules of the suites decide: an answer is made that keeps the document's promise and no more, and the
// rules that speak of its status judge it. A finding is what a field more or no content would mend.
void check_promises(Linting& linting) {
  const RulesByStatus by_status = rules_by_status(linting.rules);
  std::set<std::tuple<std::string, int, const Source*, std::uint32_t, std::uint32_t>> seen;
  for (const Operation& operation : linting.api.operations) {
    for (const DocumentedResponse& response : operation.responses) {
      if (response.status.kind != StatusPattern::Kind::exact) continue;
      const auto rules = by_status.find(response.status.value);
      if (rules == by_status.end()) continue;
      const auto& [source, mark] = response.where;
      const bool is_new =
          seen.emplace(operation.method, response.status.value, source.get(), mark.line, mark.column).second;
      if (!is_new) continue;
      check_response(linting, operation, response, rules->second);
    }
  }
}

}  // namespace conform
