#pragma once

#include "runner/wire/perform.hpp"

#include <chrono>
#include <ostream>
#include <string>

namespace conform {

/// Waits until what `--wait-for` names is ready: a URL that answers a GET with 2xx or 3xx, `tcp://host:port`
/// that takes a connection, or `tcp`, which is the target's own port. Asks at once, then ever less often,
/// every two seconds in the end. Gives the exit code, with a sentence to `err`, when that is no such name,
/// when `patience` is used up or the user stopped it; else 0. `wire`: how to connect.
[[nodiscard]] int wait_until_ready(const std::string& wait_for,
                                   const Target& target,
                                   const WireOptions& wire,
                                   std::chrono::milliseconds patience,
                                   std::ostream& err);

}  // namespace conform
