#pragma once

#include "reports/html/overview.hpp"

#include <string>

namespace conform {

/// Every case in a row of its own, by operation: what is special about it, its outcome, status, how many
/// rules were applied, how long it took.
[[nodiscard]] std::string case_list(const Overview& all);

}  // namespace conform
