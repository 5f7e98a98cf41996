#pragma once

#include "runner/http/anomaly_list.hpp"
#include "runner/http/field_section.hpp"
#include "runner/http/line.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace conform {

/// Takes the chunked transfer coding off a content that comes piece by piece (RFC 9112 §7.1).
class ChunkedReader {
public:
  enum class Progress : std::uint8_t {
    wants_more,
    ended,  ///< last chunk and trailer section were read
    lost,   ///< a chunk size makes no sense: where the content ends cannot be known; that line counts as read
    truncated,  ///< beyond a limit
  };
  struct Limits {
    std::size_t content = 0;   ///< bytes of content; framing may take as much again
    std::size_t trailers = 0;  ///< bytes of the trailer section
  };

  /// `from` is the offset of the first chunk size.
  void restart(std::size_t from, Limits limits);
  /// Goes on where it stopped; `received` is everything received so far.
  [[nodiscard]] Progress read(std::string_view received, AnomalyList& anomalies);

  /// Offset of the first byte not yet read.
  [[nodiscard]] std::size_t position() const { return position_; }
  [[nodiscard]] std::string& content() { return content_; }
  [[nodiscard]] Fields take_trailers() { return trailers_.take(); }

private:
  enum class Stage : std::uint8_t { size, data, data_end, trailers, done };

  void step(std::string_view received, AnomalyList& anomalies);
  void read_size(std::string_view received, AnomalyList& anomalies);
  void begin_chunk(const Line& line, AnomalyList& anomalies);
  void read_data(std::string_view received);
  void read_data_end(std::string_view received, AnomalyList& anomalies);
  void read_trailers(std::string_view received, AnomalyList& anomalies);
  void stop(Progress progress);

  std::string content_{};
  FieldSection trailers_{};
  LineFinder lines_{};
  Limits limits_{};
  std::size_t position_ = 0;
  std::size_t line_limit_ = 0;
  std::uint64_t remaining_ = 0;  ///< bytes of the present chunk
  Stage stage_ = Stage::size;
  Progress progress_ = Progress::wants_more;
  bool waits_ = false;
};

}  // namespace conform
