#pragma once

#include "runner/openapi/serialise.hpp"

#include <string>
#include <vector>

namespace conform {

/// `value` as an XML 1.0 document with UTF-8, by the XML nodes of its schema. The name of the root element
/// must be known, and every name must be one that XML allows.
[[nodiscard]] Serialised<std::string> write_xml(const MediaType& media_type, const Value& value);

}  // namespace conform
