// Facts of the request, as it was sent.

#include "runner/contract/credential_fit.hpp"
#include "runner/contract/request_fit.hpp"
#include "runner/rules/fact_readers.hpp"

namespace conform::read {
namespace {

// What the connection added (Host, Connection, Content-Length) stands only in the bytes that were sent.
std::optional<std::string> sent_field(const Exchange& exchange, std::string_view name) {
  const std::string_view sent = exchange.sent;
  const auto head = sent.find("\r\n\r\n");
  if (head == std::string_view::npos) return std::nullopt;
  std::optional<std::string> value;
  for (const auto& [offset, length] : field_lines(sent, 0, head + 2, name)) {
    auto text = sent.substr(offset, length);
    text.remove_prefix(text.find(':') + 1);
    const auto first = text.find_first_not_of(" \t");
    text = first == std::string_view::npos ? std::string_view{} : text.substr(first);
    value = value ? *value + ", " + std::string(text) : std::string(text);
  }
  return value;
}

// What was planned is known; of other requests it is found out here.
std::variant<Unknown, Intent> intent_of(const Subject& subject) {
  if (subject.operation == nullptr) return Unknown{"there is no document that describes this"};
  Intent found;
  if (subject.intent != nullptr) {
    found = *subject.intent;
  } else {
    const RequestFit fit = fit_of_request(*subject.operation, subject.exchange.request);
    for (const RequestFault& fault : fit.faults) {
      found.faults.push_back(sentence_of(fault));
      found.keywords.push_back(fault.keyword);
    }
    found.unknown = fit.undecided;
  }
  if (found.faults.empty() && !found.unknown.empty()) return Unknown{found.unknown};
  return found;
}

}  // namespace

// As on the request line; a request that was only described is HTTP/1.1.
FactValue request_version(const Subject& subject, std::string_view) {
  const std::string_view sent = subject.exchange.sent;
  const auto line = sent.substr(0, sent.find("\r\n"));
  const auto at = line.rfind(" HTTP/");
  return std::string(at == std::string_view::npos ? "HTTP/1.1" : line.substr(at + 1));
}

FactValue request_method(const Subject& subject, std::string_view) { return subject.exchange.request.method; }

FactValue request_target(const Subject& subject, std::string_view) { return subject.exchange.request.target; }

FactValue request_content_length(const Subject& subject, std::string_view) {
  return static_cast<std::int64_t>(subject.exchange.request.content.size());
}

FactValue request_faults(const Subject& subject, std::string_view) {
  auto intent = intent_of(subject);
  if (auto* unknown = std::get_if<Unknown>(&intent)) return std::move(*unknown);
  return std::get<Intent>(std::move(intent)).faults;
}

FactValue request_fault_keywords(const Subject& subject, std::string_view) {
  auto intent = intent_of(subject);
  if (auto* unknown = std::get_if<Unknown>(&intent)) return std::move(*unknown);
  return std::get<Intent>(std::move(intent)).keywords;
}

FactValue request_content_text(const Subject& subject, std::string_view) {
  return subject.exchange.request.content;
}

FactValue request_answered_early(const Subject& subject, std::string_view) {
  if (!subject.exchange.content_withheld) return Unknown{"the content was not held back"};
  return subject.exchange.answered_early;
}

FactValue request_credential_faults(const Subject& subject, std::string_view) {
  if (subject.intent != nullptr) return subject.intent->credential_faults;
  if (subject.operation == nullptr || subject.api == nullptr)
    return Unknown{"there is no document that describes this"};
  return credential_faults(*subject.api, *subject.operation, subject.exchange.request);
}

FactValue request_field(const Subject& subject, std::string_view parameter) {
  auto value = subject.exchange.request.fields.combined(parameter);
  if (!value) value = sent_field(subject.exchange, parameter);
  if (!value) return Absent{};
  return std::move(*value);
}

}  // namespace conform::read
