#pragma once

#include "runner/http/message.hpp"
#include "runner/openapi/api.hpp"

#include <vector>

namespace conform {

/// The media type among `documented` (not empty) that the request's Accept likes best (RFC 9110 §12.5.1); the
/// first of equals, and the first when none is acceptable or there is no Accept.
[[nodiscard]] const MediaType& acceptable(const std::vector<MediaType>& documented, const Request& request);

}  // namespace conform
