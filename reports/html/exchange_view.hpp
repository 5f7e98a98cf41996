#pragma once

#include "runner/journal/results.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace conform {

/// A request and what came of it, as text and in hexadecimal, the marked bytes pointed out, with the command
/// that sends it again. `name` is a prefix that no other exchange of the page has.
[[nodiscard]] std::string exchange_view(const KeptExchange& exchange,
                                        const std::vector<KeptFinding::Mark>& marks,
                                        std::string_view name);

}  // namespace conform
