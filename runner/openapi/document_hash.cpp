#include "runner/openapi/document_hash.hpp"

namespace conform {

std::uint64_t fnv_1a(std::string_view text, std::uint64_t state) {
  constexpr std::uint64_t prime = 1099511628211ULL;
  for (const char c : text) {
    state ^= static_cast<unsigned char>(c);
    state *= prime;
  }
  return state;
}

std::string to_hex(std::uint64_t number) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text(16, '0');
  for (std::size_t at = text.size(); at-- > 0; number >>= 4U)
    text[at] = digits[number & 15U];
  return text;
}

}  // namespace conform
