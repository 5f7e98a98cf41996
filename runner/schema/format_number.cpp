#include "runner/schema/format_checks.hpp"

#include <cmath>
#include <limits>

namespace conform {

bool is_int32(const Number& number) {
  const auto value = number.as_int64();
  return value && *value >= std::numeric_limits<std::int32_t>::min() &&
         *value <= std::numeric_limits<std::int32_t>::max();
}

bool is_int64(const Number& number) { return number.as_int64().has_value(); }

// Digits beyond the precision are rounded by any reader; only what exceeds the range is lost.
bool is_float(const Number& number) {
  return std::abs(number.as_double()) <= static_cast<double>(std::numeric_limits<float>::max());
}

bool is_double(const Number& number) { return std::isfinite(number.as_double()); }

}  // namespace conform
