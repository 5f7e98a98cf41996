#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace conform {

/// A name or a value from outside as it stands in a sentence: between backquotes, printable, and cut after
/// `longest` bytes.
[[nodiscard]] std::string quoted(std::string_view text, std::size_t longest = 120);

}  // namespace conform
