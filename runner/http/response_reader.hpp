#pragma once

#include "runner/http/anomaly_list.hpp"
#include "runner/http/chunked_reader.hpp"
#include "runner/http/exchange.hpp"
#include "runner/http/field_section.hpp"
#include "runner/http/framing.hpp"
#include "runner/http/line.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace conform {

/// What the reader must know of the request to find the end of the answer (RFC 9112 §6.3).
struct ReadingOf {
  std::string_view method = "GET";
  Version request_version{};
};

/// How a connection ended. Content that runs to its end is whole only after an orderly one (RFC 9112 §8,
/// §9.8): not after a reset, nor where TLS ended without its closure alert.
enum class Ending { orderly, broken };

struct ReaderLimits {
  std::size_t head = 256U << 10U;    ///< bytes before the content: interim responses and the final head
  std::size_t content = 16U << 20U;  ///< bytes of content
  std::size_t interim = 100;         ///< interim responses
};

/// Reads one HTTP/1.1 answer from bytes: any number of interim responses and one final one. Tolerant:
/// what a strict parser would refuse is read as the server seems to mean it and noted as an Anomaly. Pure:
/// the result depends on the bytes alone, not on how they were cut into pieces.
///
///   ResponseReader reader({.method = "GET"});
///   while (reader.feed(some_bytes) == ResponseReader::State::reading) …;   or reader.finish() at the end
///   reader.take(exchange, Silence::closed);
class ResponseReader {
public:
  enum class State : std::uint8_t { reading, complete };

  explicit ResponseReader(ReadingOf reading, ReaderLimits limits = {});
  /// Ready for the next answer; keeps its buffers.
  void restart(ReadingOf reading);

  /// Takes the next bytes of the connection. `complete` as soon as the final response has ended, or it is
  /// known that none can come (no HTTP at all, a head beyond its limit). Bytes beyond its end are kept in
  /// `received`, as many as a head may have, and counted by `leftover`.
  State feed(std::string_view bytes);
  /// The connection has ended. Returns complete always.
  State finish(Ending ending = Ending::orderly);

  [[nodiscard]] State state() const { return stage_ == Stage::complete ? State::complete : State::reading; }
  /// Whether anything at all was received.
  [[nodiscard]] bool started() const { return !received_.empty(); }
  /// Bytes after the end of the final response.
  [[nodiscard]] std::size_t leftover() const { return final_ ? received_.size() - final_->ends : 0; }
  /// Takes the bytes after the end of the final response away: they are the next answer's.
  [[nodiscard]] std::string take_leftover();
  /// Whether an interim response came.
  [[nodiscard]] bool has_interim() const { return !interim_.empty(); }
  /// Whether what still comes on the connection would be late bytes of this answer: it is complete, and what
  /// follows belongs neither to it nor to another protocol.
  [[nodiscard]] bool would_show_late_bytes() const { return final_ && !truncated_ && !end_.tunnel; }
  /// Whether the connection may carry another request (RFC 9112 §9.3), going by this answer alone.
  [[nodiscard]] bool connection_persists() const;

  /// Moves interim, answer, anomalies, received and content_truncated into `exchange`. Leftover bytes become
  /// an anomaly. Without a final response the answer is `otherwise`, or not_http / too_large where that is
  /// why; `detail` then says more. The reader must be restarted before it reads again.
  void take(Exchange& exchange, Silence otherwise);

private:
  enum class Stage : std::uint8_t {
    between,      ///< before the first byte of a status line
    status_line,  ///< it begins with `HTTP/`
    fields,
    foreign,  ///< what follows an interim response is no status line; a later one is looked for
    content,
    complete,
  };

  void advance();
  void step();
  void read_between();
  void read_status();
  void read_fields();
  void read_field(const Line& line);
  void read_foreign();
  void read_content();
  void read_counted();
  void read_chunked();
  void read_until_close();

  void begin_foreign();
  void end_head();
  void end_interim();
  void end_final(std::size_t at);
  void truncate(std::size_t at);
  void give_up(Silence why);
  void finish_before_status_line();
  void finish_content(Ending ending);
  void note_foreign(std::size_t end);
  void note_leftover();
  void cap_received();
  [[nodiscard]] bool is_doubtful() const;
  [[nodiscard]] std::string_view unread() const { return std::string_view(received_).substr(position_); }

  AnsweredMethod answering_ = AnsweredMethod::other;
  Version request_version_{};
  ReaderLimits limits_{};

  std::string received_{};
  std::size_t position_ = 0;       ///< the first byte not yet read
  std::size_t message_begin_ = 0;  ///< just after the last interim response
  Stage stage_ = Stage::between;
  bool waits_ = false;  ///< nothing more can be read from the bytes at hand

  LineFinder lines_{};
  FieldSection section_{};
  ChunkedReader chunks_{};
  ContentEnd end_{};
  Response response_{};           ///< the one being read
  AnomalyList anomalies_{};       ///< its anomalies
  AnomalyList stray_{};           ///< about bytes that belong to no response
  bool announced_ = false;        ///< the last interim response announced content
  bool foreign_ = false;          ///< there were bytes after an interim response
  bool tail_is_foreign_ = false;  ///< the bytes received last are such
  bool truncated_ = false;
  bool lost_ = false;      ///< the end of the content could not be found
  bool doubtful_ = false;  ///< where the response ends is open to doubt
  std::vector<Response> interim_{};
  std::optional<Response> final_{};
  std::optional<Silence> silence_{};
};

/// The bytes of a request (RFC 9112 §3): request line; Host, the request's own or else `authority`; the
/// request's other fields; Content-Length when there is content or the method (POST, PUT, PATCH) promises
/// some, unless the fields hold Content-Length or Transfer-Encoding (chunks are made); `close` when asked.
/// Nothing in the request can break out of its line: control bytes and spaces in the target are
/// percent-encoded, octets no token may hold are left out of the method, a field whose name is no token is
/// left out, CR, LF and NUL in values become spaces (RFC 9110 §5.5).
enum class Persistence : std::uint8_t { keep_alive, close };
[[nodiscard]] std::string
serialise(const Request& request, std::string_view authority, Persistence persistence);

/// The bytes of a response (for the mock and for tests): status line, fields as given, content as given; with
/// Framing::chunked the content as one chunk, and the trailers. Nothing else is added or corrected.
[[nodiscard]] std::string serialise(const Response& response);

}  // namespace conform
