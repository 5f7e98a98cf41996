#pragma once

#include "runner/http/exchange.hpp"
#include "runner/wire/perform.hpp"

#include <optional>

namespace conform {

/// A server that wants to be left alone for longer is not waited for.
inline constexpr std::chrono::seconds longest_patience{60};

/// How long the server wants to be left alone (Retry-After, RFC 9110 §10.2.3), as seen from its own Date or,
/// for want of that, from our clock. Nothing where the field is absent or no such value.
[[nodiscard]] std::optional<std::chrono::seconds> retry_after(const Response& response);

/// How long to wait before the request of this exchange is sent again, after it was sent `times` times;
/// nothing when it is not to be. It is for 408, 429, 502, 503 and 504, where asked for 500; for methods that
/// may be repeated (RFC 9110 §9.2.2) or where others are allowed; not for `meant`, a status that is all the
/// document promises of the operation; not when the server wants more patience than `longest_patience`.
[[nodiscard]] std::optional<std::chrono::milliseconds>
pause_before_retry(const Exchange& exchange, const RetryOptions& options, unsigned times, int meant);

}  // namespace conform
