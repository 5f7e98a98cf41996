#pragma once

#include "runner/http/message.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace conform {

/// Why there is no final response. Data, never an exception: the target may do what it likes.
enum class Silence : std::uint8_t {
  unresolved,  ///< the host name has no address
  refused,     ///< nobody listens, or the network says no
  connect_timed_out,
  tls_failed,   ///< handshake or certificate; see Exchange::detail
  reset,        ///< the connection broke
  closed,       ///< the connection ended before a final response was complete enough to be one
  timed_out,    ///< no final response in time
  not_http,     ///< bytes came, but no HTTP
  too_large,    ///< the head exceeds the limit
  interrupted,  ///< we stopped (a signal, a run limit)
};
[[nodiscard]] std::string_view name_of(Silence silence);     ///< `timed-out`
[[nodiscard]] std::string_view meaning_of(Silence silence);  ///< a sentence

using Clock = std::chrono::steady_clock;

/// One request and everything that came back for it.
struct Exchange {
  Request request{};
  std::vector<Response> interim{};  ///< 1xx but 101, in order
  std::variant<Silence, Response> answer{Silence::interrupted};
  std::vector<Anomaly> anomalies{};  ///< about bytes that belong to no response
  std::string sent{};                ///< the exact bytes
  std::string received{};            ///< the exact bytes, up to the limit
  bool content_truncated = false;    ///< our size limit cut it; nothing about its end is known
  bool secure = false;               ///< it went over TLS
  std::string detail{};              ///< for a Silence: what the system said, e.g. the TLS error
  Clock::time_point began{};         ///< when it was sent; the epoch of the clock where it was not
  Clock::duration until_first_byte{};
  Clock::duration duration{};
  std::vector<int> refused{};     ///< statuses of earlier answers, after which it was sent again
  std::uint32_t step = 0;         ///< which step of its case this was
  std::uint32_t connection = 0;   ///< which connection of the run
  std::uint32_t position = 0;     ///< 0 for the first exchange on its connection
  bool read_to_close = false;     ///< the connection was read to its end: late bytes would show
  bool closed_by_server = false;  ///< the end of the connection was seen
  bool content_withheld = false;  ///< the content was held back until something came, or nothing in time
  bool answered_early = false;    ///< something did come: an interim response, or the final one
  /// Whether the connection carried the next request of the same case, which its answer did not exclude.
  enum class Afterwards : std::uint8_t { unknown, carried_on, ended } afterwards = Afterwards::unknown;

  [[nodiscard]] const Response* response() const { return std::get_if<Response>(&answer); }
  [[nodiscard]] const Silence* silence() const { return std::get_if<Silence>(&answer); }
};

}  // namespace conform
