// The law: what our reader accepts Boost.JSON accepts too, as the same tree, and what ours refuses (but for
// doubled names and our limits) Boost.JSON refuses; what to_json writes reads back as the same value.

#include "runner/document/document.hpp"

#include <algorithm>
#include <boost/json/src.hpp>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <initializer_list>

namespace {

using conform::Value;

void demand(bool holds) {
  if (!holds) std::abort();
}

bool is_same_number(const conform::Number& ours, const boost::json::value& theirs) {
  if (const auto* const whole = theirs.if_int64()) return ours == conform::Number(*whole);
  const double expected = ours.as_double();
  const double actual = theirs.is_uint64() ? static_cast<double>(theirs.get_uint64()) : theirs.get_double();
  // Boost.JSON 1.81 is a few units off in the last place, and more so among the subnormal numbers.
  if (std::abs(expected) < 1e-300 || std::abs(expected) > 1e300) return true;
  return std::abs(expected - actual) <= std::abs(expected) * 1e-13;
}

bool is_same(const Value& ours, const boost::json::value& theirs) {
  switch (ours.kind()) {
  case Value::Kind::null: return theirs.is_null();
  case Value::Kind::boolean: return theirs.is_bool() && theirs.get_bool() == ours.boolean();
  case Value::Kind::number: return theirs.is_number() && is_same_number(ours.number(), theirs);
  case Value::Kind::string: return theirs.is_string() && theirs.get_string() == ours.string();
  case Value::Kind::array:
    return theirs.is_array() && std::equal(ours.array().begin(),
                                           ours.array().end(),
                                           theirs.get_array().begin(),
                                           theirs.get_array().end(),
                                           is_same);
  case Value::Kind::object: break;
  }
  return theirs.is_object() && theirs.get_object().size() == ours.object().size() &&
         std::all_of(ours.object().begin(), ours.object().end(), [&theirs](const conform::Member& member) {
           const auto* const other = theirs.get_object().if_contains(member.key);
           return other != nullptr && is_same(member.value, *other);
         });
}

bool is_our_own_limit(const conform::JsonFault& fault) {
  const auto says = [&fault](std::string_view part) { return fault.message.find(part) != std::string::npos; };
  return says("is there twice") || says("more than") || says("has more digits");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto ours = conform::read_json(text, conform::Marks::kept);
  boost::json::parse_options options;
  options.max_depth = 500;
  boost::json::error_code error;
  const auto theirs = boost::json::parse(text, error, {}, options);
  if (const auto* const fault = std::get_if<conform::JsonFault>(&ours)) {
    demand(fault->offset <= size);
    demand(error || is_our_own_limit(*fault));
    return 0;
  }
  const auto& value = std::get<Value>(ours);
  if (error != boost::json::error::exponent_overflow) {
    demand(!error);
    demand(is_same(value, theirs));
  }
  const auto again = conform::read_json(conform::to_json(value));
  demand(std::holds_alternative<Value>(again) && std::get<Value>(again) == value);
  return 0;
}
