#include "runner/document/number.hpp"

#include <algorithm>
#include <array>
#include <boost/multiprecision/cpp_int.hpp>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace conform {
namespace {

// A number is coefficient × 10^exponent; the magnitude is the exponent of its first digit.
constexpr std::int64_t largest_magnitude = 999'999'999;
// Dividing costs the square of the digits; no honest document or answer has a number this long.
constexpr std::size_t most_digits = 20'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The parts of a JSON number (RFC 8259 §6), as written.
struct Literal {
  bool negative = false;
  std::string_view integer{};
  std::string_view fraction{};
  std::int64_t exponent = 0;
};

std::string_view take_digits(std::string_view& text) {
  const auto* const end = std::find_if_not(text.begin(), text.end(), is_digit);
  const auto digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(digits.size());
  return digits;
}

bool take(std::string_view& text, char wanted) {
  if (!text.starts_with(wanted)) return false;
  text.remove_prefix(1);
  return true;
}

/// The value of an exponent's digits; what is far beyond every bound stays far beyond it.
std::int64_t exponent_of(std::string_view digits) {
  constexpr std::int64_t beyond = 1'000'000'000'000;
  std::int64_t value = 0;
  for (const char digit : digits)
    value = std::min(value * 10 + (digit - '0'), beyond);
  return value;
}

std::optional<Literal> split(std::string_view text) {
  Literal literal;
  literal.negative = take(text, '-');
  literal.integer = take_digits(text);
  if (literal.integer.empty() || (literal.integer.size() > 1 && literal.integer[0] == '0'))
    return std::nullopt;
  if (take(text, '.')) {
    literal.fraction = take_digits(text);
    if (literal.fraction.empty()) return std::nullopt;
  }
  if (text.empty()) return literal;
  if (!take(text, 'e') && !take(text, 'E')) return std::nullopt;
  const bool negative = take(text, '-');
  if (!negative) take(text, '+');
  const auto digits = take_digits(text);
  if (digits.empty() || !text.empty()) return std::nullopt;
  literal.exponent = negative ? -exponent_of(digits) : exponent_of(digits);
  return literal;
}

/// Absolute value without the trap at the smallest integer.
std::uint64_t magnitude_of(std::int64_t value) {
  return value < 0 ? ~static_cast<std::uint64_t>(value) + 1 : static_cast<std::uint64_t>(value);
}

using Big = boost::multiprecision::cpp_int;

/// The value of what is nothing but at most 18 digits, the common case; nothing for all else.
std::optional<std::int64_t> plain_integer(std::string_view text) {
  if (text.empty() || text.size() > 18 || (text.front() == '0' && text.size() > 1)) return std::nullopt;
  std::int64_t value = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return std::nullopt;
    value = value * 10 + (digit - '0');
  }
  return value;
}

/// How many zeros must be appended to a dividend before dividing, so that the answer is the same as for
/// `exponent` zeros: the divisor cannot hold more factors of 2 or 5 than it has bits.
std::uint32_t enough_zeros(std::int64_t exponent, std::size_t divisor_digits) {
  const auto bits = static_cast<std::int64_t>(divisor_digits) * 10 / 3 + 1;
  return static_cast<std::uint32_t>(std::min(exponent, bits));
}

}  // namespace

Number::Number(std::int64_t value) : coefficient_(value) {
  while (coefficient_ != 0 && coefficient_ % 10 == 0) {
    coefficient_ /= 10;
    ++exponent_;
  }
}

std::optional<Number> Number::parse(std::string_view text) {
  if (const auto plain = plain_integer(text)) return Number(*plain);
  const auto literal = split(text);
  if (!literal) return std::nullopt;
  const auto& [negative, integer, fraction, written_exponent] = *literal;
  std::int64_t exponent = written_exponent - static_cast<std::int64_t>(fraction.size());
  Number number;
  if (integer.size() + fraction.size() <= 18) {
    std::int64_t coefficient = 0;
    for (const char digit : integer)
      coefficient = coefficient * 10 + (digit - '0');
    for (const char digit : fraction)
      coefficient = coefficient * 10 + (digit - '0');
    number = Number(negative ? -coefficient : coefficient);
    exponent += number.exponent_;
  } else {
    std::string digits(integer);
    digits += fraction;
    const auto last = digits.find_last_not_of('0');
    if (last == std::string::npos) return Number();
    exponent += static_cast<std::int64_t>(digits.size() - last - 1);
    digits.erase(last + 1);
    digits.erase(0, digits.find_first_not_of('0'));
    if (digits.size() > most_digits) return std::nullopt;
    if (negative) digits.insert(0, 1, '-');
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number.coefficient_);
    if (read.ec != std::errc()) {
      number.coefficient_ = 0;
      number.digits_ = std::move(digits);
    }
  }
  if (number.coefficient_ == 0 && number.digits_.empty()) return Number();
  const auto magnitude = exponent + number.count_digits() - 1;
  if (magnitude > largest_magnitude || magnitude < -largest_magnitude) return std::nullopt;
  number.exponent_ = static_cast<std::int32_t>(exponent);
  return number;
}

Number Number::from_double(double value) {
  std::array<char, 64> text{};
  const auto written =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific);
  return parse({text.data(), written.ptr}).value_or(Number());
}

bool Number::is_negative() const { return digits_.empty() ? coefficient_ < 0 : digits_.front() == '-'; }

std::string Number::digits() const {
  if (digits_.empty()) return fmt::format("{}", magnitude_of(coefficient_));
  return digits_.substr(digits_.front() == '-' ? 1 : 0);
}

std::int64_t Number::count_digits() const {
  if (!digits_.empty()) return static_cast<std::int64_t>(digits_.size()) - (is_negative() ? 1 : 0);
  std::int64_t count = 1;
  for (auto rest = magnitude_of(coefficient_); rest >= 10; rest /= 10)
    ++count;
  return count;
}

std::optional<std::int64_t> Number::as_int64() const {
  if (coefficient_ == 0 && digits_.empty()) return 0;
  if (!digits_.empty() || exponent_ < 0 || exponent_ > 18) return std::nullopt;
  auto value = coefficient_;
  for (auto i = 0; i < exponent_; ++i) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max() / 10;
    if (value > most || value < -most) return std::nullopt;
    value *= 10;
  }
  return value;
}

double Number::as_double() const {
  const auto magnitude = exponent_ + count_digits() - 1;
  const double sign = is_negative() ? -1.0 : 1.0;
  if (magnitude > 309) return sign * std::numeric_limits<double>::infinity();
  if (magnitude < -400) return sign * 0.0;
  const auto text = fmt::format("{}e{}", digits(), exponent_);
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec == std::errc()) return sign * value;
  return magnitude > 0 ? sign * std::numeric_limits<double>::infinity() : sign * 0.0;
}

bool Number::is_multiple_of(const Number& divisor) const {
  const auto is_zero = [](const Number& number) {
    return number.coefficient_ == 0 && number.digits_.empty();
  };
  if (is_zero(divisor)) return false;
  if (is_zero(*this)) return true;
  // Neither coefficient ends in 0: what has too few decimal places left over cannot be divided.
  const auto exponent = std::int64_t{exponent_} - divisor.exponent_;
  if (exponent < 0) return false;
  if (exponent == 0 && digits_.empty() && divisor.digits_.empty()) {
    return magnitude_of(coefficient_) % magnitude_of(divisor.coefficient_) == 0;
  }
  const auto divisor_digits = divisor.digits();
  const Big big_divisor(divisor_digits);
  const auto zeros = enough_zeros(exponent, divisor_digits.size());
  const Big rest = Big(digits()) % big_divisor;
  const Big power = boost::multiprecision::powm(Big(10), Big(zeros), big_divisor);
  return rest * power % big_divisor == 0;
}

std::string Number::to_string() const {
  const std::string sign = is_negative() ? "-" : "";
  auto text = digits();
  const auto magnitude = exponent_ + static_cast<std::int64_t>(text.size()) - 1;
  if (exponent_ >= 0 && exponent_ <= 20) return sign + text.append(static_cast<std::size_t>(exponent_), '0');
  if (exponent_ < 0 && magnitude >= 0) {
    return sign + text.insert(static_cast<std::size_t>(magnitude + 1), 1, '.');
  }
  if (magnitude < 0 && magnitude >= -7) {
    return sign + "0." + std::string(static_cast<std::size_t>(-magnitude - 1), '0') + text;
  }
  if (text.size() > 1) text.insert(1, 1, '.');
  return fmt::format("{}{}e{}", sign, text, magnitude);
}

std::strong_ordering operator<=>(const Number& left, const Number& right) {
  const bool are_small = left.digits_.empty() && right.digits_.empty();
  if (are_small && left.exponent_ == right.exponent_) return left.coefficient_ <=> right.coefficient_;
  if (left == right) return std::strong_ordering::equal;
  const auto sign = [](const Number& number) {
    if (number.coefficient_ == 0 && number.digits_.empty()) return 0;
    return number.is_negative() ? -1 : 1;
  };
  if (sign(left) != sign(right)) return sign(left) <=> sign(right);
  const auto magnitude = [](const Number& number) { return number.exponent_ + number.count_digits(); };
  const auto order = magnitude(left) <=> magnitude(right);
  // Neither has zeros at an end, so that digits of one magnitude order as text does.
  const bool is_less = std::is_eq(order) ? left.digits() < right.digits() : std::is_lt(order);
  return is_less == (sign(left) > 0) ? std::strong_ordering::less : std::strong_ordering::greater;
}

}  // namespace conform
