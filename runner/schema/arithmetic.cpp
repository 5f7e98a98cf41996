#include "runner/schema/arithmetic.hpp"

#include <cstdlib>
#include <string>
#include <utility>

namespace conform {
namespace {

// coefficient × 10^exponent
struct Decimal {
  std::int64_t coefficient = 0;
  std::int64_t exponent = 0;
};

std::optional<Decimal> decimal_of(const Number& number) {
  std::string text = number.to_string();
  Decimal out;
  if (const std::size_t e = text.find_first_of("eE"); e != std::string::npos) {
    out.exponent = std::strtoll(text.c_str() + e + 1, nullptr, 10);
    text.erase(e);
  }
  if (const std::size_t dot = text.find('.'); dot != std::string::npos) {
    out.exponent -= static_cast<std::int64_t>(text.size() - dot - 1);
    text.erase(dot, 1);
  }
  if (text.size() > 19) return std::nullopt;
  out.coefficient = std::strtoll(text.c_str(), nullptr, 10);
  return out;
}

std::optional<Number> number_of(const Decimal& decimal) {
  return Number::parse(std::to_string(decimal.coefficient) + "e" + std::to_string(decimal.exponent));
}

}  // namespace

std::optional<Number> product(const Number& number, std::int64_t factor) {
  auto decimal = decimal_of(number);
  if (!decimal || __builtin_mul_overflow(decimal->coefficient, factor, &decimal->coefficient))
    return std::nullopt;
  return number_of(*decimal);
}

std::optional<Number> sum(const Number& left, const Number& right) {
  auto high = decimal_of(left);
  auto low = decimal_of(right);
  if (!high || !low) return std::nullopt;
  if (high->exponent < low->exponent) std::swap(*high, *low);
  if (high->coefficient == 0) return number_of(*low);
  for (; high->exponent > low->exponent; --high->exponent) {
    if (__builtin_mul_overflow(high->coefficient, 10, &high->coefficient)) return std::nullopt;
  }
  if (__builtin_add_overflow(high->coefficient, low->coefficient, &low->coefficient)) return std::nullopt;
  return number_of(*low);
}

}  // namespace conform
