#pragma once

#include "runner/openapi/api.hpp"

#include <string_view>
#include <vector>

namespace conform {

/// The entry of a `content` map that describes content of type `content_type` (a Content-Type value): the
/// most specific one (OpenAPI 3.1 §4.8.14.1, RFC 9110 §12.5.1): the same type with the same parameters, the
/// same type, `type/*`, `*/*`. Content without a type is octets (RFC 9110 §8.3). nullptr when there is none.
[[nodiscard]] const MediaType* media_type_for(const std::vector<MediaType>& documented,
                                              std::string_view content_type);

}  // namespace conform
