#pragma once

#include "runner/http/message.hpp"
#include "runner/journal/mask.hpp"

#include <string>
#include <string_view>

namespace conform {

/// The command for a POSIX shell that sends `request` to the server at
/// `target`, a URL of which scheme and authority count. Secrets and the values of credential fields are
/// masked. Content beyond 2 KiB is named as a file.
[[nodiscard]] std::string curl_line(const Request& request, std::string_view target, const Mask& mask);

}  // namespace conform
