#include "runner/schema/curious.hpp"

#include "runner/text/words.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

/// A text that is nearly of a format, and what of it is wrong.
struct NearMiss {
  std::string_view format{};
  std::string_view phrase{};
  std::string_view text{};
};

constexpr std::array near_misses = {
    NearMiss{"date", "on 30 February", "2024-02-30"},
    NearMiss{"date", "on 29 February of a year that has none", "2023-02-29"},
    NearMiss{"date", "with its day first", "29-02-2024"},
    NearMiss{"date-time", "on 30 February", "2024-02-30T12:00:00Z"},
    NearMiss{"date-time", "without an offset", "2024-04-04T10:00:00"},
    NearMiss{"date-time", "at 24 o'clock", "2024-04-04T24:00:00Z"},
    NearMiss{"date-time", "without a time", "2024-04-04"},
    NearMiss{"time", "at 24 o'clock", "24:00:00Z"},
    NearMiss{"email", "without a domain", "name@"},
    NearMiss{"email", "with two at signs", "a@b@library.example"},
    NearMiss{"uuid", "of 31 digits", "0a1b2c3d-0000-4000-8000-00000000001"},
    NearMiss{"uuid", "with a letter that is no digit", "0a1b2c3d-0000-4000-8000-00000000000g"},
    NearMiss{"ipv4", "with a number beyond 255", "192.0.2.256"},
    NearMiss{"uri", "without a scheme", "//host.example/a"},
    NearMiss{"byte", "with a character that is not of base64", "AA*="},
};

void add_formats(const JudgedPart& spot, Ideas& out) {
  const Format* const format = spot.node().format;
  if (format == nullptr || format->fits_text == nullptr) return;
  for (const NearMiss& row : near_misses) {
    if (row.format != format->name || format->fits_text(row.text)) continue;
    out.push_back({"format", std::string(row.phrase), {}, std::string(row.phrase), row.text});
  }
}

/// What the type is not, but what a careless reader takes for it.
void add_kinds(const JudgedPart& spot, Ideas& out) {
  const Kinds kinds = spot.node().kinds;
  if (kinds.bits == Kinds::all) return;
  const auto add = [&](std::string what, Value value) {
    if (kinds.has(kind_of(value))) return;
    std::string tail = "is " + what + ", not of type " + to_string(kinds);
    out.push_back({"type", "like " + std::move(what), {}, std::move(tail), std::move(value)});
  };
  const Value& part = spot.part;
  if (part.is_number()) {
    add("a number in quotes", Value(part.number().to_string()));
    add("a boolean", true);
  }
  if (part.is_boolean()) {
    add("the number 1", 1);
    add("a boolean in quotes", "true");
  }
  if (part.is_string()) add("an object", Object{});
  if (part.is_array() && !part.array().empty()) add("an item without its array", part.array()[0]);
  if (part.is_object()) add("an array", Array{});
}

void add_values(const JudgedPart& spot, Ideas& out) {
  const Node& node = spot.node();
  if (!node.values || node.values_are_constant || !spot.part.is_string()) return;
  std::string turned = spot.part.string();
  for (char& c : turned) {
    const bool is_lower = c >= 'a' && c <= 'z';
    const bool is_upper = c >= 'A' && c <= 'Z';
    if (is_lower || is_upper) c = static_cast<char>(c ^ 0x20);
  }
  if (turned != spot.part.string())
    out.push_back({"enum", "case", {}, "with its letters in the other case", std::move(turned)});
}

}  // namespace

Ideas lookalikes(const JudgedPart& spot) {
  Ideas out;
  add_kinds(spot, out);
  add_values(spot, out);
  if (spot.part.is_string()) add_formats(spot, out);
  return out;
}

}  // namespace conform
