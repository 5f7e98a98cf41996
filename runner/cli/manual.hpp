#pragma once

#include "runner/cli/option_table.hpp"

#include <string>

namespace conform {

/// The manual page conform(1), as man(7) reads it.
[[nodiscard]] std::string manual_page(const CommandTable& table);

}  // namespace conform
