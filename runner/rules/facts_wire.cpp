// Facts of the wire: framing, anomalies, interim responses, silence.

#include "runner/rules/fact_readers.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace conform {
namespace {

constexpr std::array framing_names = {"none", "content-length", "chunked", "until-close"};

bool is_late_bytes(const Anomaly& anomaly) {
  return anomaly.kind == AnomalyKind::bytes_after_message ||
         anomaly.kind == AnomalyKind::content_where_none_may_be;
}

void add_words(Words& words, const std::vector<Anomaly>& anomalies) {
  for (const auto& anomaly : anomalies) {
    std::string name(name_of(anomaly.kind));
    if (std::ranges::find(words, name) == words.end()) words.push_back(std::move(name));
  }
}

std::vector<Anomaly> all_anomalies(const Exchange& exchange) {
  std::vector<Anomaly> all;
  const auto add = [&all](const std::vector<Anomaly>& some) {
    all.insert(all.end(), some.begin(), some.end());
  };
  for (const auto& message : exchange.interim)
    add(message.anomalies);
  if (exchange.response() != nullptr) add(exchange.response()->anomalies);
  add(exchange.anomalies);
  return all;
}

std::vector<Spot> spots(const std::vector<Anomaly>& anomalies) {
  std::vector<Spot> all;
  for (const auto& anomaly : anomalies) {
    all.push_back({.label = std::string(meaning_of(anomaly.kind)),
                   .word = std::string(name_of(anomaly.kind)),
                   .offset = anomaly.offset,
                   .length = anomaly.length});
  }
  return all;
}

const AnomalyKind* find_anomaly(std::string_view name) {
  static const auto kinds = [] {
    std::vector<AnomalyKind> all;
    const auto last = static_cast<int>(AnomalyKind::content_where_none_may_be);
    for (int kind = 0; kind <= last; ++kind)
      all.push_back(static_cast<AnomalyKind>(kind));
    return all;
  }();
  const auto found = std::ranges::find(kinds, name, [](AnomalyKind kind) { return name_of(kind); });
  return found == kinds.end() ? nullptr : &*found;
}

Response interim_response(int status) { return {.status = status, .reason = "Interim"}; }

}  // namespace

namespace read {

FactValue framing(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return no_message();
  return std::string(framing_names.at(static_cast<std::size_t>(subject.message->framing)));
}

FactValue anomalies(const Subject& subject, std::string_view) {
  if (subject.message == nullptr) return no_message();
  Words words;
  add_words(words, subject.message->anomalies);
  return words;
}

FactValue wire_anomalies(const Subject& subject, std::string_view) {
  Words words;
  for (const auto& message : subject.exchange.interim)
    add_words(words, message.anomalies);
  if (const auto* response = subject.exchange.response()) add_words(words, response->anomalies);
  add_words(words, subject.exchange.anomalies);
  return words;
}

FactValue connection_secure(const Subject& subject, std::string_view) { return subject.exchange.secure; }

FactValue bytes_after_message(const Subject& subject, std::string_view) {
  std::size_t bytes = 0;
  for (const auto& anomaly : all_anomalies(subject.exchange)) {
    if (is_late_bytes(anomaly)) bytes += anomaly.length;
  }
  if (bytes == 0 && !subject.exchange.read_to_close) return Unknown{"the connection was not read to its end"};
  return static_cast<std::int64_t>(bytes);
}

FactValue connection_ended(const Subject& subject, std::string_view) {
  const auto& exchange = subject.exchange;
  if (exchange.closed_by_server) return true;
  if (!exchange.read_to_close) return Unknown{"the end of the connection was not waited for"};
  return false;
}

FactValue connection_kept(const Subject& subject, std::string_view) {
  switch (subject.exchange.afterwards) {
  case Exchange::Afterwards::carried_on: return true;
  case Exchange::Afterwards::ended: return false;
  case Exchange::Afterwards::unknown: break;
  }
  return Unknown{"no other request was to go over the connection"};
}

FactValue final(const Subject& subject, std::string_view) {
  const auto* silence = subject.exchange.silence();
  if (silence != nullptr && *silence == Silence::interrupted) return Unknown{"we stopped waiting"};
  return silence == nullptr;
}

FactValue silence(const Subject& subject, std::string_view) {
  const auto* silence = subject.exchange.silence();
  if (silence == nullptr) return Absent{};
  if (*silence == Silence::interrupted) return Unknown{"we stopped waiting"};
  return std::string(name_of(*silence));
}

FactValue interim_count(const Subject& subject, std::string_view) {
  return static_cast<std::int64_t>(subject.exchange.interim.size());
}

FactValue interim_statuses(const Subject& subject, std::string_view) {
  Words words;
  for (const auto& message : subject.exchange.interim)
    words.push_back(std::to_string(message.status));
  return words;
}

}  // namespace read

namespace write {

// `chunked` lets to_bytes do it; without any framing the end of the connection ends the content; whatever is
// wanted besides these is Content-Length.
bool framing(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  auto* message = meant(answer, asked);
  const auto* name = std::get_if<std::string>(&value);
  if (message == nullptr || name == nullptr || asked.interim) return false;
  message->fields.remove("Transfer-Encoding");
  message->fields.remove("Content-Length");
  answer.framed = *name != "until-close";
  answer.close = answer.close || !answer.framed;
  if (*name == "chunked") message->fields.set("Transfer-Encoding", "chunked");
  return true;
}

bool anomalies(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  const auto* words = std::get_if<Words>(&value);
  if (words == nullptr || asked.interim) return false;
  answer.faults.clear();
  for (const auto& word : *words) {
    const auto* kind = find_anomaly(word);
    if (kind == nullptr) return false;
    answer.faults.push_back(*kind);
  }
  return true;
}

bool bytes_after_message(Answer& answer, Parameter, const FactValue& value, const Asked& asked) {
  const auto* bytes = std::get_if<std::int64_t>(&value);
  if (bytes == nullptr || *bytes < 0 || *bytes > 1000 || asked.interim) return false;
  answer.extra = std::string(static_cast<std::size_t>(*bytes), 'x');
  return true;
}

bool connection_ended(Answer& answer, Parameter, const FactValue& value, const Asked&) {
  const auto* wanted = std::get_if<bool>(&value);
  if (wanted == nullptr) return false;
  answer.holds_open = !*wanted;
  return true;
}

bool connection_kept(Answer& answer, Parameter, const FactValue& value, const Asked&) {
  const auto* wanted = std::get_if<bool>(&value);
  if (wanted == nullptr) return false;
  answer.close = !*wanted;
  return true;
}

bool request_answered_early(Answer& answer, Parameter, const FactValue& value, const Asked&) {
  const auto* wanted = std::get_if<bool>(&value);
  if (wanted == nullptr) return false;
  answer.waits_for_content = !*wanted;
  return true;
}

// A server that gives up after its interim responses.
bool final(Answer& answer, Parameter, const FactValue& value, const Asked&) {
  const auto* wanted = std::get_if<bool>(&value);
  if (wanted == nullptr) return false;
  answer.has_final = *wanted;
  answer.close = answer.close || !*wanted;
  return true;
}

bool silence(Answer& answer, Parameter parameter, const FactValue& value, const Asked& asked) {
  return final(answer, parameter, std::holds_alternative<Absent>(value), asked);
}

bool interim_count(Answer& answer, Parameter, const FactValue& value, const Asked&) {
  const auto* count = std::get_if<std::int64_t>(&value);
  if (count == nullptr || *count < 0 || *count > 1000) return false;
  answer.interim.resize(static_cast<std::size_t>(*count), interim_response(103));
  return true;
}

bool interim_statuses(Answer& answer, Parameter, const FactValue& value, const Asked&) {
  const auto* words = std::get_if<Words>(&value);
  if (words == nullptr) return false;
  answer.interim.clear();
  for (const auto& word : *words) {
    int status = 0;
    const auto read = std::from_chars(word.data(), word.data() + word.size(), status);
    if (read.ec != std::errc() || status < 100 || status > 199) return false;
    answer.interim.push_back(interim_response(status));
  }
  return true;
}

}  // namespace write

namespace locate {

std::vector<Spot> anomalies(const Subject& subject, std::string_view) {
  return subject.message != nullptr ? spots(subject.message->anomalies) : std::vector<Spot>{};
}

std::vector<Spot> wire_anomalies(const Subject& subject, std::string_view) {
  return spots(all_anomalies(subject.exchange));
}

std::vector<Spot> bytes_after_message(const Subject& subject, std::string_view) {
  auto anomalies = all_anomalies(subject.exchange);
  std::erase_if(anomalies, [](const Anomaly& anomaly) { return !is_late_bytes(anomaly); });
  return spots(anomalies);
}

std::vector<Spot> interim(const Subject& subject, std::string_view) {
  std::vector<Spot> all;
  for (const auto& message : subject.exchange.interim) {
    all.push_back({.label = "the interim response " + std::to_string(message.status),
                   .offset = message.begins,
                   .length = message.head_ends - message.begins});
  }
  return all;
}

std::vector<Spot> everything(const Subject& subject, std::string_view) {
  if (subject.exchange.received.empty()) return {};
  return {{.label = "everything that came", .offset = 0, .length = subject.exchange.received.size()}};
}

}  // namespace locate
}  // namespace conform
