#pragma once

#include "runner/http/message.hpp"

#include <string>

namespace conform {

/// What a response tells of caches and proxies between us and the server.
struct Intermediary {
  enum class Part {
    none,   ///< no trace of any
    relay,  ///< it passed through one (Via, RFC 9110 §7.6.3; Cache-Status without a hit)
    store   ///< it came from a store (Age above zero, RFC 9111 §5.1; a hit in Cache-Status, RFC 9211 §2.1)
  } part = Part::none;
  std::string trace{};  ///< the field that tells so, as a line
};
[[nodiscard]] Intermediary intermediary_of(const Response& response);

/// Who is judged, then, as a sentence; empty when there is no trace of anybody but the server.
[[nodiscard]] std::string sentence_of(const Intermediary& intermediary);

}  // namespace conform
