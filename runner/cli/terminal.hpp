#pragma once

#include <cstddef>

namespace conform {

enum class Stream { output, errors };

[[nodiscard]] bool is_terminal(Stream stream);
/// Columns of the terminal behind standard output, at least 60 and at most 120; 80 when it is none.
[[nodiscard]] std::size_t terminal_width();
/// Whether NO_COLOR is set (no-color.org) or TERM is `dumb`.
[[nodiscard]] bool no_colour_wanted();

}  // namespace conform
