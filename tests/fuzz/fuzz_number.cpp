// The law, for two texts in two lines: what is read is written so that it reads back as the same number;
// doubles and 64-bit integers of two numbers are ordered as the numbers are; a multiple times one is one.

#include "runner/document/number.hpp"

#include <cstdint>
#include <cstdlib>

namespace {

using conform::Number;

void demand(bool holds) {
  if (!holds) std::abort();
}

void check_one(const Number& number) {
  const auto text = number.to_string();
  const auto again = Number::parse(text);
  demand(again.has_value() && *again == number && again->to_string() == text);
  demand(((number <=> *again) == 0) && !(number < *again));
  if (number != Number()) demand(number.is_multiple_of(number));
  if (const auto whole = number.as_int64()) demand(number.is_integer() && Number(*whole) == number);
  const auto near = number.as_double();
  if (near - near == 0) demand(Number::from_double(near).as_double() == near);
}

void check_two(const Number& left, const Number& right) {
  const auto order = left <=> right;
  demand((right <=> left) == (0 <=> order));
  demand((order == 0) == (left == right));
  if (order < 0) demand(left.as_double() <= right.as_double());
  const auto dividend = left.as_int64();
  const auto divisor = right.as_int64();
  if (!dividend || !divisor || *divisor == 0 || *divisor == -1) return;
  demand((*dividend < *divisor) == (order < 0));
  demand((*dividend % *divisor == 0) == left.is_multiple_of(right));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto line = text.find('\n');
  const auto left = Number::parse(text.substr(0, line));
  const auto right =
      line == std::string_view::npos ? std::optional<Number>(7) : Number::parse(text.substr(line + 1));
  if (left) check_one(*left);
  if (left && right) {
    check_two(*left, *right);
    demand(!left->is_multiple_of(*right) || *right != Number());
  }
  return 0;
}
