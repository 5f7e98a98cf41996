#include "runner/rules/answer.hpp"

#include "runner/http/response_reader.hpp"
#include "runner/rules/draft.hpp"
#include "runner/rules/fact.hpp"

#include <fmt/format.h>

namespace conform {
namespace {

bool is_chunked(const Fields& fields) { return fields.lists("Transfer-Encoding", "chunked"); }

// RFC 9110 §8.6: a server must not send Content-Length in 1xx and 204; in 304 it would speak of another
// response.
bool may_have_length(int status) { return status >= 200 && status != 204 && status != 304; }
bool may_have_content(int status) { return may_have_length(status); }

std::string line_of(const Field& field) { return field.name + ": " + field.value; }

Draft head_of(const Response& message) {
  Draft draft;
  draft.status_line = fmt::format(
      "HTTP/{}.{} {:03} {}", message.version.major, message.version.minor, message.status, message.reason);
  for (const auto& field : message.fields)
    draft.lines.push_back(line_of(field));
  return draft;
}

// RFC 9112 §7.1: one chunk, the last chunk, the trailer section.
std::string chunked(const Response& message) {
  std::string body;
  if (!message.content.empty()) body = fmt::format("{:x}\r\n{}\r\n", message.content.size(), message.content);
  body += "0\r\n";
  for (const auto& field : message.trailers)
    body += line_of(field) + "\r\n";
  return body + "\r\n";
}

Draft final_draft(const Answer& answer) {
  const auto& message = answer.final;
  Draft draft = head_of(message);
  const bool in_chunks = answer.framed && is_chunked(message.fields);
  const bool has_length = message.fields.has("Content-Length");
  if (answer.framed && !in_chunks && !has_length && may_have_length(message.status))
    draft.lines.push_back(fmt::format("Content-Length: {}", message.content.size()));
  const bool sends_content = !answer.answers_head && may_have_content(message.status);
  if (sends_content) draft.body = in_chunks ? chunked(message) : message.content;
  draft.body += answer.extra;
  return draft;
}

}  // namespace

std::string to_bytes(const Answer& answer) {
  std::string bytes;
  for (const auto& message : answer.interim)
    bytes += head_of(message).bytes();
  if (!answer.has_final) return bytes;
  Draft draft = final_draft(answer);
  for (const auto fault : answer.faults)
    spoil(draft, fault);
  return bytes + draft.bytes();
}

Exchange exchange_of(const Answer& answer, const Asked& asked) {
  Exchange exchange;
  if (asked.request != nullptr) exchange.request = *asked.request;
  exchange.sent = asked.sent;
  if (answer.answers_head) exchange.request.method = "HEAD";
  ResponseReader reader({.method = exchange.request.method, .request_version = exchange.request.version});
  reader.feed(to_bytes(answer));
  reader.finish();
  reader.take(exchange, Silence::closed);
  exchange.read_to_close = true;
  exchange.closed_by_server = !answer.holds_open;
  // RFC 9110 §10.1.1: what a server says to a request whose content waits for it.
  exchange.content_withheld = exchange.request.fields.lists("Expect", "100-continue");
  exchange.answered_early = exchange.content_withheld && !answer.waits_for_content;
  if (!answer.final.fields.lists("Connection", "close"))
    exchange.afterwards = answer.close ? Exchange::Afterwards::ended : Exchange::Afterwards::carried_on;
  return exchange;
}

Subject subject_of(const Exchange& exchange, const Asked& asked) {
  Subject subject{exchange};
  subject.message = exchange.response();
  if (asked.interim) {
    const bool is_there = *asked.interim < exchange.interim.size();
    subject.message = is_there ? &exchange.interim[*asked.interim] : nullptr;
  }
  subject.api = asked.api;
  subject.operation = asked.operation;
  subject.taken = asked.taken;
  if (asked.operation != nullptr && subject.message != nullptr)
    subject.documented = asked.operation->response_for(subject.message->status);
  return subject;
}

}  // namespace conform
