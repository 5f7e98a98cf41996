#pragma once

#include "runner/openapi/api.hpp"

#include <optional>
#include <string_view>

namespace conform {

/// Reads a key of a Responses Object (OpenAPI 3.1 §4.8.16): `404`, `4XX` or `default`. Nothing for
/// anything else, such as `2xx` or `600`.
[[nodiscard]] std::optional<StatusPattern> parse_status_pattern(std::string_view key);

}  // namespace conform
