#pragma once

#include "runner/http/response_reader.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace conform::testing_http {

/// An answer to be read, and what of its request matters.
struct Wire {
  std::string_view bytes{};
  std::string_view method = "GET";
  Version request_version{};
  ReaderLimits limits{};
};

/// What came of it.
struct Outcome {
  Exchange exchange{};
  bool persists = false;
  std::size_t leftover = 0;
};

/// Reads pieces of `piece` bytes; after the last one the connection ends.
inline Outcome read_in_pieces(const Wire& wire, std::size_t piece) {
  ResponseReader reader({wire.method, wire.request_version}, wire.limits);
  for (std::size_t at = 0; at < wire.bytes.size(); at += piece)
    reader.feed(wire.bytes.substr(at, piece));
  reader.finish();
  Outcome outcome;
  outcome.persists = reader.connection_persists();
  outcome.leftover = reader.leftover();
  reader.take(outcome.exchange, Silence::closed);
  return outcome;
}

inline Outcome read_whole(const Wire& wire) {
  return read_in_pieces(wire, std::max<std::size_t>(1, wire.bytes.size()));
}

/// Printable, with C escapes for the rest.
inline std::string quoted(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    const auto number = static_cast<unsigned char>(byte);
    if (byte == '\r' || byte == '\n' || byte == '\t') {
      text += byte == '\r' ? "\\r" : byte == '\n' ? "\\n" : "\\t";
    } else if (number < 0x20 || number > 0x7E) {
      text.append("\\x").append({digits[number >> 4U], digits[number & 0x0FU]});
    } else {
      text += byte;
    }
  }
  return text;
}

/// ` kind<the bytes concerned>`, or ` kind@offset` where something is missing.
inline std::string describe(const std::vector<Anomaly>& anomalies, std::string_view received) {
  std::string text;
  for (const Anomaly& anomaly : anomalies) {
    text.append(" ").append(name_of(anomaly.kind));
    if (anomaly.length == 0) {
      text.append("@").append(std::to_string(anomaly.offset));
    } else {
      text.append("<").append(quoted(received.substr(anomaly.offset, anomaly.length))).append(">");
    }
  }
  return text;
}

inline std::string describe(const Fields& fields) {
  std::string text;
  for (const Field& line : fields)
    text += quoted(line.name) + ": " + quoted(line.value) + "; ";
  return text;
}

/// Everything about a response on one line.
inline std::string describe(const Response& response, std::string_view received) {
  return "HTTP/" + std::to_string(response.version.major) + '.' + std::to_string(response.version.minor) +
         ' ' + std::to_string(response.status) + " `" + quoted(response.reason) + "` {" +
         describe(response.fields) + "} framing " + std::to_string(static_cast<int>(response.framing)) +
         " `" + quoted(response.content) + "` {" + describe(response.trailers) + "} " +
         std::to_string(response.begins) + '-' + std::to_string(response.head_ends) + '-' +
         std::to_string(response.ends) + describe(response.anomalies, received);
}

/// Everything about an exchange: two exchanges are the same when their descriptions are.
inline std::string describe(const Outcome& outcome) {
  const Exchange& exchange = outcome.exchange;
  std::string text;
  for (const Response& interim : exchange.interim)
    text += describe(interim, exchange.received) + "\n";
  if (const Response* response = exchange.response()) text += describe(*response, exchange.received);
  if (const Silence* silence = exchange.silence()) text += name_of(*silence);
  text += "\nstray:" + describe(exchange.anomalies, exchange.received) + "\nreceived " +
          quoted(exchange.received) + "\n" + exchange.detail;
  return text + (exchange.content_truncated ? " truncated" : "") + (outcome.persists ? " persists" : "") +
         " leftover " + std::to_string(outcome.leftover);
}

/// What a person wants to know: interim codes, the code or the silence, the content, what is wrong with it,
/// what is wrong around it, and whether the connection lives on.
inline std::string summary(const Outcome& outcome) {
  const Exchange& exchange = outcome.exchange;
  std::string text;
  for (const Response& interim : exchange.interim) {
    text += std::to_string(interim.status) + describe(interim.anomalies, exchange.received) + " > ";
  }
  if (const Response* response = exchange.response()) {
    text += std::to_string(response->status) + " `" + quoted(response->content) + "`" +
            describe(response->anomalies, exchange.received);
  }
  if (const Silence* silence = exchange.silence()) text += name_of(*silence);
  if (!exchange.anomalies.empty()) text += " |" + describe(exchange.anomalies, exchange.received);
  if (exchange.content_truncated) text += " truncated";
  return text + (outcome.persists ? " +" : "");
}

inline bool is_clean(const Exchange& exchange) {
  const auto has_none = [](const Response& response) { return response.anomalies.empty(); };
  const Response* response = exchange.response();
  return response != nullptr && response->anomalies.empty() && exchange.anomalies.empty() &&
         !exchange.content_truncated &&
         std::all_of(exchange.interim.begin(), exchange.interim.end(), has_none);
}

}  // namespace conform::testing_http
