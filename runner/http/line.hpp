#pragma once

#include "runner/http/anomaly_list.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace conform {

/// One line of the bytes received: its text without the line end, and where it stands.
struct Line {
  std::string_view text{};  ///< into the bytes received
  std::size_t offset = 0;   ///< of its first byte
  std::size_t next = 0;     ///< offset just after its LF

  /// Nothing but the line end. CRs before the line end do not count: a server whose output doubles each CR
  /// (text mode of some systems) means an empty line.
  [[nodiscard]] bool is_empty() const { return text.find_first_not_of('\r') == std::string_view::npos; }
  /// Where a part of `text` stands.
  [[nodiscard]] std::size_t offset_of(std::string_view part) const {
    return offset + static_cast<std::size_t>(part.data() - text.data());
  }
};

/// Finds the ends of lines in bytes that come piece by piece, looking at each byte once.
class LineFinder {
public:
  void restart(std::size_t from) { looked_at_ = from; }

  /// The line that begins at `from`, or nothing until its LF has come. An LF at or beyond `limit` is not
  /// seen. Notes a line end without CR (RFC 9112 §2.2).
  [[nodiscard]] std::optional<Line>
  next(std::string_view received, std::size_t from, std::size_t limit, AnomalyList& anomalies);

private:
  std::size_t looked_at_ = 0;  ///< no LF between the begin of the line and here
};

}  // namespace conform
