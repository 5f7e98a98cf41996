#pragma once

#include "runner/http/message.hpp"

#include <string>
#include <string_view>

namespace conform {

/// The line for a POSIX shell that sends `request` with curl; `url` is where it goes in full, with the
/// request's target. Safe for any bytes: the shell sees nothing but one command and its arguments, the
/// terminal no control characters. What curl would add by itself is switched off. Content of more than
/// `longest_content` bytes is named as a file.
/// A target in absolute form is named beside the URL, which is then that of `url_for`.
[[nodiscard]] std::string
to_curl(const Request& request, std::string_view url, std::size_t longest_content = std::string::npos);

/// The URL of a request that goes to `origin` (`http://host:port`): with its target, unless that is in
/// absolute form.
[[nodiscard]] std::string url_for(const Request& request, std::string_view origin);

}  // namespace conform
