#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace conform {

/// What is taken from a decoder before it is called a bomb: so many bytes in any case, beyond them only up to
/// `ratio` times the bytes that came, and never more than `most`.
struct DecodingLimits {
  std::size_t free = 1U << 20U;
  std::size_t ratio = 100;
  std::size_t most = 64U << 20U;
  std::size_t codings = 4;
};

/// Content without its content codings.
struct Decoded {
  std::string content{};
  std::string fault{};     ///< what is wrong with the coded content, a sentence; empty when nothing is
  std::string unknown{};   ///< why it cannot be told what the content is; empty when it can
  bool is_usable = false;  ///< `content` is what the codings, or most of them, stand for
};

/// Removes the codings of a Content-Encoding value, the last one first (RFC 9110 §8.4): gzip, x-gzip, deflate
/// and br; `identity` is none. Stops at the limits; a coding that is not one of these makes the result
/// unknown.
[[nodiscard]] Decoded decode_content(std::string_view content,
                                     std::string_view content_encoding,
                                     const DecodingLimits& limits = {});

/// Whether `coding` is one that can be removed.
[[nodiscard]] bool is_removable_coding(std::string_view coding);

}  // namespace conform
