#pragma once

#include "runner/http/message.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace conform {

/// What the bytes from a client begin with.
struct RequestRead {
  enum class State { incomplete, complete, refused } state = State::incomplete;
  Request request{};
  bool persists = true;    ///< the client wants to go on afterwards (RFC 9112 §9.3)
  std::size_t head = 0;    ///< bytes of the header section with its empty line
  std::size_t length = 0;  ///< bytes of the whole request, when complete
  bool chunked = false;
  bool expects_word = false;  ///< incomplete: the head is there and asks for 100 before the content comes
  std::string why{};          ///< when refused: a sentence …
  int refusal = 400;          ///< … and the status
};

/// Reads one request from the front of `bytes`, by Beast's parser. Pure; at most 64 KiB of head and 16 MiB of
/// content, more is refused.
[[nodiscard]] RequestRead read_request(std::string_view bytes);

}  // namespace conform
