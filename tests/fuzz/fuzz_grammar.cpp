#include "runner/http/grammar.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

// Any bytes, against every grammar: no crash, and time in proportion to the length. 64 KiB may take 50 ms,
// far more than a linear recogniser needs under the sanitizers and far less than a quadratic one.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view value(reinterpret_cast<const char*>(data), size);
  const auto bound = std::chrono::milliseconds(50 + size / 1024);
  for (const conform::Grammar& grammar : conform::grammars()) {
    const auto began = std::chrono::steady_clock::now();
    const bool first = grammar.matches(value);
    if (std::chrono::steady_clock::now() - began > bound) std::abort();
    if (first != grammar.matches(value)) std::abort();
    // What matches holds no control bytes but HTAB.
    for (const char c : value) {
      if (first && ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F)) std::abort();
    }
  }
  return 0;
}
