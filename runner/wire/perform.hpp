#pragma once

#include "runner/plan/plan.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
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
  [[nodiscard]] std::string url() const;
};
/// Reads `http://host:port/base`; a sentence when that is no usable URL.
[[nodiscard]] std::variant<Target, std::string> parse_target(std::string_view url);

struct TlsOptions {
  bool verify = true;     ///< `--insecure` turns it off
  std::string ca_file{};  ///< `--cacert`; empty: the system's own
};

struct WireOptions {
  unsigned jobs = 8;  ///< connections at once
  std::chrono::milliseconds connect_timeout{5'000};
  std::chrono::milliseconds response_timeout{10'000};  ///< until the response is complete
  std::chrono::milliseconds close_timeout{1'000};      ///< for the end of the connection after a `close`
  ReaderLimits limits{};
  TlsOptions tls{};
};

/// The exchanges of one case, complete.
struct Trial {
  std::uint32_t case_index = 0;
  std::uint32_t round = 0;
  std::vector<Exchange> exchanges{};
};

/// The next thing to do; steps hang on the plan, which outlives the call.
struct Job {
  std::uint32_t case_index = 0;
  std::uint32_t round = 0;
  const std::vector<Step>* steps = nullptr;
};

struct Performed {
  enum class End { all_done, unreachable, interrupted, out_of_time } end = End::all_done;
  std::string why{};              ///< a sentence when not all_done
  std::uint32_t connections = 0;  ///< opened during the run
};

/// Sends what `next` gives until it gives nothing, on at most `jobs` connections of one event loop in this
/// thread, and hands every Trial to `done` as soon as it is complete. When the first connection cannot be
/// made and none was ever made, it stops at once (`unreachable`). SIGINT and SIGTERM finish the cases in
/// flight and end with `interrupted`. Nothing about the target is ever an exception.
[[nodiscard]] Performed perform(const Target& target,
                                const WireOptions& options,
                                const std::function<std::optional<Job>()>& next,
                                const std::function<void(Trial&&)>& done);

}  // namespace conform
