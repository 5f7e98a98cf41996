#pragma once

#include "runner/cli/option_table.hpp"

#include <cstddef>
#include <string>

namespace conform {

/// The help of a command, for 80 columns.
[[nodiscard]] std::string help_of(const CommandRow& command);

/// The help of the program.
[[nodiscard]] std::string help_of(const CommandTable& table);

/// The words of `text` in lines of at most `columns`, each after the first indented by `indent` spaces.
[[nodiscard]] std::string wrapped(const std::string& text, std::size_t columns, std::size_t indent);

/// `conform run [OPTIONS] SPEC`
[[nodiscard]] std::string usage_of(const CommandRow& command);

/// `-H, --header LINE`, as help and man page show an option.
[[nodiscard]] std::string spelling_of(const OptionRow& option);

}  // namespace conform
