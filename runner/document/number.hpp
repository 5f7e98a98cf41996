#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace conform {

/// A decimal number, exact whatever its size: coefficient × 10^exponent, normalised so that equal numbers
/// have equal parts (1.0, 1 and 10e-1 are the same number; -0 is 0). Coefficients that fit 64 bits are
/// held inside; longer ones as digits.
class Number {
public:
  Number() = default;
  Number(std::int64_t value);  // NOLINT(google-explicit-constructor): a number is a number

  /// Reads the JSON number grammar (RFC 8259 §6). Nothing when `text` does not fit it, when its first digit
  /// stands beyond 10^±999,999,999, or when it has more than 20,000 significant digits.
  [[nodiscard]] static std::optional<Number> parse(std::string_view text);
  /// The shortest decimal that reads back as the same double. `value` must be finite.
  [[nodiscard]] static Number from_double(double value);

  [[nodiscard]] bool is_integer() const { return exponent_ >= 0; }
  [[nodiscard]] bool is_negative() const;
  /// The value if it is an integer that fits.
  [[nodiscard]] std::optional<std::int64_t> as_int64() const;
  /// The nearest double; ±infinity beyond its range.
  [[nodiscard]] double as_double() const;
  /// Whether this is an integer multiple of `divisor`, exactly. A zero divisor gives false. Exponents are
  /// never expanded; the cost is bounded by the digits of the two.
  [[nodiscard]] bool is_multiple_of(const Number& divisor) const;
  /// Canonical JSON text: plain digits where that is short (`0.01`, `1200`), else `1e400`.
  [[nodiscard]] std::string to_string() const;

  friend bool operator==(const Number&, const Number&) = default;
  friend std::strong_ordering operator<=>(const Number& left, const Number& right);

private:
  [[nodiscard]] std::string digits() const;  // of the coefficient, without its sign
  [[nodiscard]] std::int64_t count_digits() const;

  std::int64_t coefficient_ = 0;  // when digits_ is empty
  std::int32_t exponent_ = 0;
  std::string digits_{};  // sign and digits of a coefficient beyond 64 bits, else empty
};

}  // namespace conform
