#include "runner/document/yaml_scalar.hpp"

#include "runner/text/words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <optional>

namespace conform {
namespace {

template <std::size_t Count>
bool is_one_of(std::string_view text, const std::array<std::string_view, Count>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool is_null_text(std::string_view text) {
  return is_one_of(text, std::array<std::string_view, 5>{"", "~", "null", "Null", "NULL"});
}

std::optional<bool> boolean_of(std::string_view text) {
  if (is_one_of(text, std::array<std::string_view, 3>{"true", "True", "TRUE"})) return true;
  if (is_one_of(text, std::array<std::string_view, 3>{"false", "False", "FALSE"})) return false;
  return std::nullopt;
}

bool is_not_finite(std::string_view text) {
  if (is_one_of(text, std::array<std::string_view, 3>{".nan", ".NaN", ".NAN"})) return true;
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return is_one_of(text, std::array<std::string_view, 3>{".inf", ".Inf", ".INF"});
}

bool all_of(std::string_view text, std::string_view allowed) {
  return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

constexpr std::string_view decimal_digits = "0123456789";

/// Whether the text is an octal or hexadecimal integer of the core schema.
bool is_radix_integer(std::string_view text) {
  if (text.starts_with("0o")) return all_of(text.substr(2), "01234567");
  return text.starts_with("0x") && all_of(text.substr(2), "0123456789abcdefABCDEF");
}

std::optional<Number> radix_integer(std::string_view text) {
  std::uint64_t value = 0;
  const auto* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data() + 2, end, value, text[1] == 'o' ? 8 : 16);
  if (read.ec != std::errc()) return std::nullopt;
  return Number::parse(fmt::format("{}", value));
}

std::string_view take_digits(std::string_view& text) {
  const auto digits = text.substr(0, std::min(text.find_first_not_of(decimal_digits), text.size()));
  text.remove_prefix(digits.size());
  return digits;
}

/// A decimal integer or float of the core schema in the grammar of JSON; nothing when it is neither.
std::optional<std::string> json_number(std::string_view text) {
  std::string json = text.starts_with('-') ? "-" : "";
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  const auto written = take_digits(text);
  const auto integer = written.substr(std::min(written.find_first_not_of('0'), written.size()));
  json += integer.empty() ? "0" : integer;
  std::string_view fraction;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    fraction = take_digits(text);
  }
  if (written.empty() && fraction.empty()) return std::nullopt;
  if (!fraction.empty()) (json += '.') += fraction;
  if (text.empty()) return json;
  if (text[0] != 'e' && text[0] != 'E') return std::nullopt;
  const auto exponent = text;
  text.remove_prefix(1);
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  if (!all_of(text, decimal_digits)) return std::nullopt;
  return json += exponent;
}

ScalarReading fault(std::string_view text, std::string_view wanted) {
  return {{}, fmt::format("`{}` is no {}.", printable(shortened(text, 60)), wanted), {}};
}

/// The number that the text is; a fault when it is one that is too large to read; nothing when it is none.
std::optional<ScalarReading> number_reading(std::string_view text) {
  const bool radix = is_radix_integer(text);
  const auto json = radix ? std::nullopt : json_number(text);
  if (!radix && !json) return std::nullopt;
  auto number = radix ? radix_integer(text) : Number::parse(*json);
  if (number) return ScalarReading{*std::move(number), {}, {}};
  return ScalarReading{
      {}, fmt::format("`{}` is a number larger than what is read.", printable(shortened(text, 60))), {}};
}

ScalarReading plain_reading(std::string_view text) {
  if (is_null_text(text)) return {};
  if (const auto boolean = boolean_of(text)) return {*boolean, {}, {}};
  if (auto number = number_reading(text)) return *std::move(number);
  if (!is_not_finite(text)) return {text, {}, {}};
  return {text, {}, fmt::format("`{}` is no number of JSON; it is read as a string.", text)};
}

}  // namespace

ScalarReading read_scalar(std::string_view text, ScalarStyle style, ScalarTag tag) {
  switch (tag) {
  case ScalarTag::none:
    return style == ScalarStyle::plain ? plain_reading(text) : ScalarReading{text, {}, {}};
  case ScalarTag::string: return {text, {}, {}};
  case ScalarTag::null: return is_null_text(text) ? ScalarReading{} : fault(text, "null");
  case ScalarTag::boolean: {
    const auto boolean = boolean_of(text);
    return boolean ? ScalarReading{*boolean, {}, {}} : fault(text, "boolean");
  }
  case ScalarTag::integer: {
    auto reading = number_reading(text);
    const bool is_integer = reading && (!reading->fault.empty() || reading->value.number().is_integer());
    return is_integer ? *std::move(reading) : fault(text, "integer");
  }
  case ScalarTag::floating: {
    if (is_not_finite(text)) return plain_reading(text);
    auto reading = number_reading(text);
    return reading ? *std::move(reading) : fault(text, "number");
  }
  }
  return {text, {}, {}};
}

}  // namespace conform
