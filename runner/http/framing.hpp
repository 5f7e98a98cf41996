#pragma once

#include "runner/http/anomaly_list.hpp"
#include "runner/http/field_section.hpp"
#include "runner/http/message.hpp"

#include <cstdint>

namespace conform {

/// What the request was, as far as it decides over the end of its answer.
enum class AnsweredMethod : std::uint8_t { head, connect, other };

/// Where the content of a response ends (RFC 9112 §6.3).
struct ContentEnd {
  Framing framing = Framing::none;
  std::uint64_t length = 0;  ///< of the content, with Framing::content_length
  bool tunnel = false;       ///< another protocol follows: 101, or 2xx to CONNECT
  bool in_doubt = false;     ///< another reader may see another end: the connection is spoilt
};

/// A head as far as it decides over the framing; only for the length of a call.
struct ResponseHead {
  Version version{};
  int status = 0;
  const FieldSection& section;
};

/// Decides by the rules of RFC 9112 §6.3, as the server seems to mean it, and notes what contradicts them.
[[nodiscard]] ContentEnd
find_content_end(const ResponseHead& head, AnsweredMethod answering, AnomalyList& anomalies);

}  // namespace conform
