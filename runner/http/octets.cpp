#include "runner/http/octets.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace conform::octets {
namespace {

constexpr std::array<bool, 256> token_table() {
  std::array<bool, 256> table{};
  constexpr std::string_view allowed = "!#$%&'*+-.^_`|~0123456789"
                                       "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  for (const char octet : allowed)
    table[static_cast<unsigned char>(octet)] = true;
  return table;
}
constexpr std::array<bool, 256> is_token_table = token_table();

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

std::size_t find_control_slowly(std::string_view text, std::size_t from, std::size_t to) {
  const auto begin = text.begin() + static_cast<std::ptrdiff_t>(from);
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(to);
  const auto found = std::find_if(begin, end, is_control);
  return found == end ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

}  // namespace

bool is_token_octet(char octet) { return is_token_table[static_cast<unsigned char>(octet)]; }

std::size_t token_length(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && is_token_octet(text[length]))
    ++length;
  return length;
}

bool is_token(std::string_view text) { return !text.empty() && token_length(text) == text.size(); }

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_white(text.front()))
    text.remove_prefix(1);
  while (!text.empty() && is_white(text.back()))
    text.remove_suffix(1);
  return text;
}

std::size_t find_control(std::string_view text, std::size_t from) {
  std::size_t at = from;
  for (; at + 8 <= text.size(); at += 8) {
    if (!may_hold_control(text.data() + at)) continue;
    const std::size_t found = find_control_slowly(text, at, at + 8);
    if (found != std::string_view::npos) return found;
  }
  return find_control_slowly(text, std::min(at, text.size()), text.size());
}

}  // namespace conform::octets
