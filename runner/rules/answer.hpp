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
};

/// RFC 9112 §6: exactly the bytes of the messages in order.
[[nodiscard]] std::string to_bytes(const Answer& answer);

}  // namespace conform
