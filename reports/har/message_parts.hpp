#pragma once

#include "runner/http/message.hpp"
#include "runner/journal/results.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace conform {

/// A request read back from its bytes, as far as they are one: probes may send anything.
struct SentRequest {
  std::string method{};
  std::string target{};
  std::string version{};
  Fields fields{};
  std::string content{};
  std::size_t head_bytes = 0;  ///< up to and with the empty line
};
[[nodiscard]] SentRequest read_sent(std::string_view bytes);

/// The final response in the bytes received, read as tolerantly as the wire does; nothing when there is none.
[[nodiscard]] std::optional<Response> read_received(const KeptExchange& exchange, std::string_view method);

using Pairs = std::vector<std::pair<std::string, std::string>>;
/// `a=1&b` of a URL or a form; percent signs and `+` as they stand in the text are decoded.
[[nodiscard]] Pairs read_pairs(std::string_view query);
/// `a=1; b=2` of a Cookie field.
[[nodiscard]] Pairs read_cookies(std::string_view field);

}  // namespace conform
