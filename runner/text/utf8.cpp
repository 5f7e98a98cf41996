#include "runner/text/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace conform {
namespace {

struct Form {
  std::size_t length = 0;
  char32_t lead_bits = 0;
  char32_t smallest = 0;  // below this the form is overlong
};

Form form_of(unsigned char lead) {
  if (lead < 0x80) return {1, lead, 0};
  if (lead >= 0xC2 && lead <= 0xDF) return {2, lead & 0x1FU, 0x80};
  if (lead >= 0xE0 && lead <= 0xEF) return {3, lead & 0x0FU, 0x800};
  if (lead >= 0xF0 && lead <= 0xF4) return {4, lead & 0x07U, 0x10000};
  return {};
}

bool is_scalar_value(char32_t value) { return value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF); }

/// How many bytes from `from` on are ASCII, eight at a time.
std::size_t skip_ascii(std::string_view text, std::size_t from) {
  while (from + 8 <= text.size()) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + from, 8);
    if ((eight & 0x8080808080808080U) != 0) break;
    from += 8;
  }
  while (from < text.size() && static_cast<unsigned char>(text[from]) < 0x80)
    ++from;
  return from;
}

}  // namespace

CodePoint decode_utf8(std::string_view text, std::size_t offset) {
  const auto form = form_of(static_cast<unsigned char>(text[offset]));
  if (form.length == 0 || text.size() - offset < form.length) return {};
  char32_t value = form.lead_bits;
  for (std::size_t i = 1; i < form.length; ++i) {
    const auto byte = static_cast<unsigned char>(text[offset + i]);
    if ((byte & 0xC0U) != 0x80U) return {};
    value = (value << 6U) | (byte & 0x3FU);
  }
  if (value < form.smallest || !is_scalar_value(value)) return {};
  return {value, form.length};
}

std::string encode_utf8(char32_t character) {
  const auto tail = [character](unsigned shift) {
    return static_cast<char>(0x80U | ((character >> shift) & 0x3FU));
  };
  if (character < 0x80) return {static_cast<char>(character)};
  if (character < 0x800) return {static_cast<char>(0xC0U | (character >> 6U)), tail(0)};
  if (character < 0x10000) return {static_cast<char>(0xE0U | (character >> 12U)), tail(6), tail(0)};
  return {static_cast<char>(0xF0U | (character >> 18U)), tail(12), tail(6), tail(0)};
}

std::optional<std::size_t> find_invalid_utf8(std::string_view text, std::size_t from) {
  for (auto at = skip_ascii(text, from); at < text.size(); at = skip_ascii(text, at)) {
    const auto character = decode_utf8(text, at);
    if (character.length == 0) return at;
    at += character.length;
  }
  return std::nullopt;
}

std::size_t utf8_boundary(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return text.size();
  auto start = offset;
  while (start > 0 && offset - start < 3 && (static_cast<unsigned char>(text[start]) & 0xC0U) == 0x80U)
    --start;
  const auto character = decode_utf8(text, start);
  return character.length > offset - start ? start : offset;
}

}  // namespace conform
