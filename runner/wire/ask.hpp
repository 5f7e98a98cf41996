#pragma once

#include "runner/wire/perform.hpp"

#include <string>
#include <variant>

namespace conform {

/// Sends one request to `target`, on a connection of its own, and gives what came of it; a sentence when the
/// target could not be reached.
[[nodiscard]] std::variant<Exchange, std::string>
ask(const Target& target, const WireOptions& options, Request request);

}  // namespace conform
