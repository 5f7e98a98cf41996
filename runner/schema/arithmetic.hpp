#pragma once

#include "runner/document/number.hpp"

#include <cstdint>
#include <optional>

namespace conform {

/// `number` times `factor`, exactly; nothing when the digits take more than 18 places.
[[nodiscard]] std::optional<Number> product(const Number& number, std::int64_t factor);

/// The exact sum; nothing when it takes more than 18 digits.
[[nodiscard]] std::optional<Number> sum(const Number& left, const Number& right);

}  // namespace conform
