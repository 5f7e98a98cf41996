#pragma once

#include "runner/http/message.hpp"

#include <string>
#include <vector>

namespace conform {

/// What a server is about to send: messages before framing, so that facts can be written into it, right
/// or wrong. `to_bytes` makes the bytes.
struct Answer {
  std::vector<Response> interim{};
  Response final{};
  bool has_final = true;      ///< false: only the interim responses are sent, then the connection ends
  bool framed = true;         ///< add Content-Length (where it may be) unless the fields frame it already
  bool answers_head = false;  ///< the request was HEAD: the content is counted but not sent
  std::string extra{};        ///< bytes sent after the end of the message
  bool close = false;         ///< end the connection afterwards
  bool holds_open = false;    ///< do not, even where HTTP asks for it
  bool waits_for_content = false;  ///< say nothing before it came, whatever the request expects
  /// What shall be wrong on the wire in the final message; `to_bytes` writes it so that a reader notes it,
  /// as far as the message has a place for it.
  std::vector<AnomalyKind> faults{};
};

/// The bytes of the messages in order (RFC 9112 §6). A framed final message gets Content-Length unless
/// Transfer-Encoding frames it, it has one already, or none is allowed (1xx, 204, 304); with
/// `Transfer-Encoding: chunked` its content is sent in one chunk and its trailers follow.
[[nodiscard]] std::string to_bytes(const Answer& answer);

}  // namespace conform
