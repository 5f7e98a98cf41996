// Facts that compare an answer with those to other requests of the same probe.

#include "runner/http/intermediary.hpp"
#include "runner/rules/fact_readers.hpp"

#include <algorithm>
#include <array>

namespace conform {

const Response* answer_to(const Subject& subject, std::string_view step) {
  const auto found = std::ranges::find(subject.taken, step, &Taken::step);
  return found == subject.taken.end() ? nullptr : found->exchange->response();
}

Unknown unanswered(std::string_view step) {
  return Unknown{"the request `" + std::string(step) + "` has no answer"};
}

}  // namespace conform

namespace conform::read {
namespace {

bool is_same_value(const Response& left, const Response& right, std::string_view name) {
  return left.fields.combined(name) == right.fields.combined(name);
}

// RFC 9110 §9.3.2 lets an answer to HEAD leave out what is known only when the content is generated; the
// others are about this one message or connection.
bool differs_by_nature(std::string_view name) {
  constexpr std::array<std::string_view, 19> names = {"Date",
                                                      "Age",
                                                      "Content-Length",
                                                      "Transfer-Encoding",
                                                      "Content-Encoding",
                                                      "Trailer",
                                                      "Vary",
                                                      "Set-Cookie",
                                                      "Connection",
                                                      "Keep-Alive",
                                                      "Digest",
                                                      "Content-MD5",
                                                      "Content-Digest",
                                                      "Repr-Digest",
                                                      "Expires",
                                                      "Server-Timing",
                                                      "Via",
                                                      "Alt-Svc",
                                                      "Accept-Ranges"};
  const bool is_id = to_lower(name).find("request-id") != std::string::npos ||
                     to_lower(name).find("trace") != std::string::npos;
  return is_id || name.starts_with("X-") || name.starts_with("x-") ||
         std::ranges::any_of(names, [name](std::string_view one) { return equals_ignoring_case(one, name); });
}

}  // namespace

FactValue held_still(const Subject& subject, std::string_view) {
  std::vector<const Response*> twins;
  std::size_t stored = 0;
  std::size_t answers = 0;
  for (const auto& taken : subject.taken) {
    if (const Response* response = taken.exchange->response(); response != nullptr) {
      ++answers;
      if (intermediary_of(*response).part == Intermediary::Part::store) ++stored;
    }
    if (!taken.supports) continue;
    if (taken.exchange->response() == nullptr) return unanswered(taken.step);
    twins.push_back(taken.exchange->response());
  }
  if (twins.size() < 2) return Unknown{"the resource was not asked for before and after"};
  if (stored > 0 && stored < answers)
    return Unknown{"a cache gave some of the answers, and the server others"};
  const Response& first = *twins.front();
  const Response& last = *twins.back();
  const bool is_same = first.status == last.status && first.content == last.content &&
                       is_same_value(first, last, "ETag") && is_same_value(first, last, "Last-Modified") &&
                       is_same_value(first, last, "Content-Type");
  if (!is_same) return Unknown{"two equal requests, before and after, had different answers"};
  return true;
}

FactValue fields_lacking(const Subject& subject, std::string_view parameter) {
  const Response* other = answer_to(subject, parameter);
  if (other == nullptr || subject.message == nullptr) return unanswered(parameter);
  Words lacking;
  for (const Field& field : other->fields) {
    if (differs_by_nature(field.name) || subject.message->fields.has(field.name)) continue;
    if (std::ranges::find(lacking, field.name) == lacking.end()) lacking.push_back(field.name);
  }
  return lacking;
}

FactValue fields_differing(const Subject& subject, std::string_view parameter) {
  const Response* other = answer_to(subject, parameter);
  if (other == nullptr || subject.message == nullptr) return unanswered(parameter);
  Words differing;
  for (const std::string_view name : {"Content-Type", "ETag", "Last-Modified"}) {
    const bool both = other->fields.has(name) && subject.message->fields.has(name);
    if (both && !is_same_value(*other, *subject.message, name)) differing.emplace_back(name);
  }
  return differing;
}

}  // namespace conform::read

namespace conform::write {

bool fields_lacking(Answer& answer, Parameter, const FactValue& value, const Asked&) {
  const auto* words = std::get_if<Words>(&value);
  if (words == nullptr || words->empty()) return false;
  answer.final.fields.remove("Content-Type");
  return true;
}

bool fields_differing(Answer& answer, Parameter, const FactValue& value, const Asked&) {
  const auto* words = std::get_if<Words>(&value);
  if (words == nullptr || words->empty() || !answer.final.fields.has("Last-Modified")) return false;
  answer.final.fields.set("Last-Modified", "Thu, 01 Jan 2004 00:00:00 GMT");
  return true;
}

}  // namespace conform::write
