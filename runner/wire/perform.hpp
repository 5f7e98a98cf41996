#pragma once

#include "runner/plan/plan.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace conform {

/// Where requests go.
struct Target {
  std::string scheme = "http";  ///< `http` or `https`
  std::string host{};           ///< name or address, without brackets
  std::uint16_t port = 80;
  std::string base_path{};                      ///< without a trailing slash; empty for none
  [[nodiscard]] std::string authority() const;  ///< for Host: the port only when it is not the scheme's own
  [[nodiscard]] std::string host_and_port() const;  ///< `[::1]:8080`, always with the port; for messages
  [[nodiscard]] std::string url() const;
};
/// Reads `http://host:port/base` (RFC 3986 §3, RFC 9110 §4.2). A sentence when that is no URL or has parts
/// that have no meaning here: user information, a query, a fragment.
[[nodiscard]] std::variant<Target, std::string> parse_target(std::string_view url);

struct TlsOptions {
  bool verify = true;              ///< `--insecure` turns it off
  std::string ca_file{};           ///< `--cacert`; empty: the system's own
  std::string certificate_file{};  ///< `--cert`: ours, PEM, the chain after it; empty: none
  std::string key_file{};          ///< `--key`; empty: it stands in the file of the certificate
};

/// When a request is sent again whose answer says that it may go better later (408, 429, 502, 503, 504).
struct RetryOptions {
  unsigned times = 0;          ///< `--retries`: at most; 0: never
  bool server_errors = false;  ///< `--retry-500`: after 500 as well
  bool all_methods = false;    ///< `--retry-unsafe`: POST and PATCH as well, which may happen twice then
  std::chrono::milliseconds first_pause{500};  ///< doubled each time; Retry-After may ask for more
};

struct WireOptions {
  unsigned jobs = 8;  ///< connections at once
  std::chrono::milliseconds connect_timeout{5'000};
  std::chrono::milliseconds response_timeout{10'000};  ///< until the response is complete
  std::chrono::milliseconds close_timeout{1'000};      ///< for the end of the connection after a `close`
  std::chrono::milliseconds expect_timeout{2'000};     ///< for an answer while content is held back
  std::chrono::milliseconds run_timeout{0};            ///< no new case begins after that; 0: no limit
  ReaderLimits limits{};
  std::size_t trial_bytes = 32U << 20U;  ///< of answers to one case, after which its other steps are left out
  RetryOptions retry{};
  double most_per_second = 0;  ///< `--rate`: requests, over all connections; 0: as many as can be
  TlsOptions tls{};
  std::stop_token stop{};  ///< asks for the same as the first SIGINT; from any thread
};

/// The exchanges of one case, complete.
struct Trial {
  std::uint32_t case_index = 0;
  std::uint32_t round = 0;
  Steps steps{};
  std::vector<Exchange> exchanges{};      ///< each knows its step; steps that were not called for have none
  std::vector<std::uint32_t> left_out{};  ///< steps that were called for when there was no room for an answer
};

/// How many requests went out for it.
[[nodiscard]] std::size_t requests_of(const Trial& trial);

/// The next thing to do.
struct Job {
  std::uint32_t case_index = 0;
  std::uint32_t round = 0;
  Steps steps{};
  int meant = 0;  ///< a status that is all the document promises: it is no reason to send anything again
};

/// Why there is no next thing.
enum class Idle {
  until_done,  ///< there may be one once a trial in flight is done
  for_good,
};
using Turn = std::variant<Job, Idle>;

struct Performed {
  enum class End { all_done, unreachable, interrupted, out_of_time } end = End::all_done;
  std::string why{};              ///< a sentence when not all_done
  std::uint32_t connections = 0;  ///< opened during the run
};

/// Sends what `next` gives until it is idle for good, on at most `jobs` kept connections of one event loop in
/// this thread, and hands every Trial to `done` as soon as it is complete; both are called in this thread.
/// While it is idle until a trial is done, those in flight go on and it is asked again after each; with none
/// in flight that is for good.
/// One connection is made before the first call of `next`: when that fails the end is `unreachable` and no
/// case was begun. SIGINT and SIGTERM finish the cases in flight and end with `interrupted`; the second
/// signal cuts those short too (Silence::interrupted). Nothing about the target is ever an exception; what
/// `next` and `done` throw comes out when the connections are closed, and so does std::system_error when
/// this process may not open another socket.
///
/// A step that asks for `close` has a connection of its own, which is read to its end or for
/// `close_timeout` (Exchange::read_to_close, closed_by_server). All others share kept connections. Before one
/// is used again it is looked at for late bytes and for its end. Either belongs to the exchange before, which
/// is handed out by then: the connection is dropped and a fresh one used, so that nothing is blamed on the
/// wrong case. On a connection used before, a death before the first byte is tried again on a fresh one where
/// RFC 9110 §9.2.2 allows it, and so is an answer to a safe method that may have been spoilt by late bytes.
///
/// No more than `most_per_second` requests go out, whatever connection they are on, and half as many as
/// before each time the server answers with 429. What `retry` asks for is sent again after a pause, in which
/// neither the connection nor the case is given up; the last answer counts, and Exchange::refused tells of
/// those before it. Requests that go out together are never sent again.
///
/// Of probes: a step whose content is withheld sends its head, and the content only after `100 Continue` or
/// `expect_timeout`; a final answer before that is its answer, and the content is never sent. Steps that are
/// sent with the one before go out with it in one write, on a connection of their own; where it ends, the
/// others have no answer. Each exchange learns whether its connection carried the next one. All answers of a
/// trial are kept until it is done: where they are long the rest of its steps is left out, but for the last
/// when that is one for the others' sake.
[[nodiscard]] Performed perform(const Target& target,
                                const WireOptions& options,
                                const std::function<Turn()>& next,
                                const std::function<void(Trial&&)>& done);

}  // namespace conform
