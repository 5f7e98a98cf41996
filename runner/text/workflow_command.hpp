#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace conform {

/// Names and values, such as `file` and `line`; those with an empty value are left out.
using CommandProperties = std::vector<std::pair<std::string_view, std::string>>;

/// A workflow command of GitHub: the line `::NAME file=…,line=…::MESSAGE`, with its end. Whatever bytes go
/// in, it stays one line and one command: `%`, CR and LF are escaped as GitHub's toolkit does, `:` and `,` in
/// properties, too; line feeds of the message come back as line ends, other control characters as `\xNN`.
[[nodiscard]] std::string
workflow_command(std::string_view name, const CommandProperties& properties, std::string_view message);

}  // namespace conform
