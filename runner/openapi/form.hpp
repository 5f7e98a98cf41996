#pragma once

#include "runner/openapi/api.hpp"

#include <string>
#include <string_view>

namespace conform {

/// How the document encodes `property`, or nullptr when it says nothing. Hangs on `media_type`.
[[nodiscard]] const Encoding* encoding_of(const MediaType& media_type, std::string_view property);

/// What stands between the items of a list in a style that does not explode, before any encoding.
[[nodiscard]] std::string_view raw_separator(ParameterStyle style);

/// The object that pairs such as `name[key]=text` (style `deepObject`) give the parameter `name`.
[[nodiscard]] Value read_deep_object(std::string_view text, const Parameter& parameter);

/// A finished `multipart/form-data` content (RFC 7578) and the boundary between its parts.
struct Multipart {
  std::string boundary{};
  std::string content{};
};

/// One part per member, several for a list (RFC 7578 §4.3). The boundary is made from the content, so the
/// same members give the same bytes, and it occurs in none of them.
[[nodiscard]] Multipart write_multipart(const MediaType& media_type, const Object& members);

}  // namespace conform
