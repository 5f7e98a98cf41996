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

/// The same as an entry of a Hurl file. Empty for what Hurl cannot send: other versions than HTTP/1.1, raw
/// bytes, targets in absolute form.
[[nodiscard]] std::string hurl_entry(const Request& request, std::string_view target, const Mask& mask);

}  // namespace conform
