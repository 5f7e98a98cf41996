#pragma once

#include "runner/journal/mask.hpp"
#include "runner/journal/results.hpp"

#include <string_view>

namespace conform {

/// The finding as it is kept: secrets masked, the first place in the document named, the received bytes
/// that support it as marks.
[[nodiscard]] KeptFinding keep(const Finding& finding, const Mask& mask);

/// The exchange as it is kept: secrets masked, at most 64 KiB of each direction. `target` is the URL that
/// the curl line is for.
[[nodiscard]] KeptExchange keep(const Exchange& exchange, std::string_view target, const Mask& mask);

}  // namespace conform
