#pragma once

#include "runner/journal/results.hpp"

#include <cstddef>
#include <ostream>

namespace conform {

struct ConsoleStyle {
  bool colour = false;       ///< ANSI colours
  std::size_t width = 80;    ///< columns to fold at
  std::size_t examples = 5;  ///< cases listed under one rule
};

/// The end of a run for a person at a terminal: failures grouped by rule, then warnings, then counts, then
/// what was not judged and why, then the sentence of the verdict. No byte of a server reaches the terminal
/// unescaped.
void write_console(const Results& results, Weight fail_on, const ConsoleStyle& style, std::ostream& out);

}  // namespace conform
