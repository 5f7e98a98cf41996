#pragma once

#include "runner/http/exchange.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace conform {

/// What the reader must know of the request to find the end of the answer (RFC 9112 §6.3).
struct ReadingOf {
  std::string_view method = "GET";
  Version request_version{};
};

struct ReaderLimits {
  std::size_t head = 256U << 10U;
  std::size_t content = 16U << 20U;
  std::size_t interim = 100;
};

/// Reads one HTTP/1.1 answer from bytes: any number of interim responses and one final one. Tolerant:
/// what a strict parser would refuse is read as the server seems to mean it and noted as an Anomaly. Pure:
/// the result depends on the bytes alone, not on how they were cut into pieces.
///
///   ResponseReader reader({.method = "GET"});
///   while (reader.feed(some_bytes) == ResponseReader::State::reading) …;   or reader.finish() at the end
///   reader.take(exchange);
class ResponseReader {
public:
  enum class State { reading, complete };

  explicit ResponseReader(ReadingOf reading, ReaderLimits limits = {});
  /// Ready for the next answer; keeps its buffers.
  void restart(ReadingOf reading);

  /// Takes the next bytes of the connection. `complete` as soon as the final response has ended, or it is
  /// known that none can come (no HTTP at all, a head beyond its limit). Bytes beyond its end are kept in
  /// `received` and counted by `leftover`.
  State feed(std::string_view bytes);
  /// The connection has ended. Returns complete always.
  State finish();

  [[nodiscard]] State state() const { return state_; }
  /// Whether anything at all was received.
  [[nodiscard]] bool started() const;
  /// Bytes after the end of the final response.
  [[nodiscard]] std::size_t leftover() const;
  /// Whether the connection may carry another request (RFC 9112 §9.3), going by this answer alone.
  [[nodiscard]] bool connection_persists() const;

  /// Moves interim, answer, anomalies, received and content_truncated into `exchange`. Leftover bytes become
  /// an anomaly. Without a final response the answer is `otherwise`, or not_http / too_large where that is
  /// why.
  void take(Exchange& exchange, Silence otherwise);

private:
  // for the implementer
  State state_ = State::reading;
};

/// The bytes of a request: request line, Host first, the request's fields, Content-Length when there is
/// content, and `Connection: close` when asked. RFC 9112 §3.
enum class Persistence { keep_alive, close };
[[nodiscard]] std::string
serialise(const Request& request, std::string_view authority, Persistence persistence);

/// The bytes of a response (for the mock and for tests): status line, fields as given, content as given.
/// Nothing is added or corrected.
[[nodiscard]] std::string serialise(const Response& response);

}  // namespace conform
