#include "runner/http/content_coding.hpp"

#include <cstdint>
#include <cstdlib>

// The first byte chooses the codings, the rest is the content: no crash, never more than the limits allow,
// the same result twice, and a result that says why it cannot be used.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr std::string_view codings[] = {
      "gzip", "deflate", "br", "gzip, br", "deflate, gzip", "identity", "x"};
  const std::string_view input(reinterpret_cast<const char*>(data), size);  // NOLINT: bytes are text here
  const auto encoding = codings[data[0] % std::size(codings)];
  const conform::DecodingLimits limits{.free = 1U << 16U, .ratio = 50, .most = 1U << 20U};
  const auto first = conform::decode_content(input.substr(1), encoding, limits);
  const auto second = conform::decode_content(input.substr(1), encoding, limits);
  const bool is_same = first.content == second.content && first.fault == second.fault &&
                       first.unknown == second.unknown && first.is_usable == second.is_usable;
  if (!is_same || first.content.size() > limits.most) std::abort();
  if (!first.is_usable && first.fault.empty() && first.unknown.empty()) std::abort();
  return 0;
}
