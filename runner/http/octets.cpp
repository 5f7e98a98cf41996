#include "runner/http/octets.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace conform::octets {
namespace {

/// Whether one of eight octets is below 0x20 or DEL. HTAB counts too: the caller looks closer.
bool may_hold_control(const char* eight) {
  constexpr std::uint64_t ones = 0x0101010101010101U;
  constexpr std::uint64_t highs = ones * 0x80U;
  std::uint64_t word = 0;
  std::memcpy(&word, eight, sizeof word);
  const std::uint64_t below_space = (word - ones * 0x20U) & ~word;
  const std::uint64_t del = word ^ (ones * 0x7FU);
  return ((below_space | ((del - ones) & ~del)) & highs) != 0;
}

std::size_t find_control_slowly(std::string_view text, std::size_t from) {
  for (std::size_t at = from; at < text.size(); ++at) {
    if (is_control(text[at])) return at;
  }
  return std::string_view::npos;
}

}  // namespace

std::size_t find_control(std::string_view text, std::size_t from) {
  std::size_t at = from;
  for (; at + 8 <= text.size(); at += 8) {
    if (!may_hold_control(text.data() + at)) continue;
    const std::size_t found = find_control_slowly(text.substr(0, at + 8), at);
    if (found != std::string_view::npos) return found;
  }
  // The last octets once more together with some before them, which are known to be good.
  const bool ends_well = text.size() >= from + 8 && !may_hold_control(text.data() + text.size() - 8);
  return ends_well ? std::string_view::npos : find_control_slowly(text, std::min(at, text.size()));
}

}  // namespace conform::octets
