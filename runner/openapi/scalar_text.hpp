#pragma once

#include "runner/document/value.hpp"

#include <optional>
#include <string>

namespace conform {

/// A string as it is, a number in canonical digits, `true` or `false`. Nothing for null, arrays, objects.
[[nodiscard]] std::optional<std::string> scalar_text(const Value& value);

}  // namespace conform
