#pragma once

#include "runner/http/line.hpp"
#include "runner/http/message.hpp"

#include <optional>
#include <string>

namespace conform {

/// The first line of a response (RFC 9112 §4).
struct StatusLine {
  Version version{};  ///< 0.0 when it cannot be made out
  int status = 0;     ///< 0 when it cannot be made out
  std::string reason{};
};

/// Reads a line that begins with `HTTP/`, in any case. Whatever differs from the grammar is noted. Nothing
/// when neither a version nor a status code can be made out: such a line belongs to something else.
[[nodiscard]] std::optional<StatusLine> read_status_line(const Line& line, AnomalyList& anomalies);

}  // namespace conform
