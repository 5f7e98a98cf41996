#pragma once

#include "runner/http/message.hpp"

#include <string>
#include <string_view>

namespace conform {

/// The entry of a Hurl file (hurl.dev) that sends `request`; `url` is as for to_curl. Content is written in
/// base64, so that every byte arrives as it is.
[[nodiscard]] std::string to_hurl(const Request& request, std::string_view url);

}  // namespace conform
