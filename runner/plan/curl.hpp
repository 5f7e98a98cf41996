#pragma once

#include "runner/http/message.hpp"

#include <string>
#include <string_view>

namespace conform {

/// The line for a POSIX shell that sends `request` with curl; `url` is where it goes in full, with the
/// request's target. Safe for any bytes: the shell sees nothing but one command and its arguments, the
/// terminal no control characters. What curl would add by itself is switched off. Content of more than
/// `longest_content` bytes is named as a file.
[[nodiscard]] std::string
to_curl(const Request& request, std::string_view url, std::size_t longest_content = std::string::npos);

}  // namespace conform
