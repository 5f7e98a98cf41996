#pragma once

#include "runner/cli/option_table.hpp"

#include <string>

namespace conform {

enum class Shell { bash, zsh, fish };

/// A script that completes commands, options, the words that options take, and files. To be read by the
/// shell.
[[nodiscard]] std::string completion_for(Shell shell, const CommandTable& table);

}  // namespace conform
