#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace conform {

/// The longest way in which one byte of a secret is written: `\\\\u0065`, `%25252565`, `&amp;#x00065;`.
constexpr std::size_t longest_encoding = 16;

/// How many bytes at the beginning of `text` stand for `secret`: as it is, or any of its characters in
/// another way: percent-encoded (upper or lower case, also up to three times over), escaped for JSON (also
/// what was escaped before) or for XML; of secrets from 8 bytes on letters may be in another case. 0 when
/// they do not.
[[nodiscard]] std::size_t length_of_secret(std::string_view text, std::string_view secret);

/// What a secret leaves in a text that was encoded as a whole: in base64 (RFC 4648 §4, §5) at each of the
/// three places where it can begin, without the characters that its neighbours change, and in hexadecimal.
/// None of a secret so short that they would be met by chance.
[[nodiscard]] std::vector<std::string> whole_encodings(std::string_view secret);

/// A text made of another one, and which bytes of that each of its own stands for.
struct Unwrapped {
  struct Range {
    std::size_t begin = 0;
    std::size_t length = 0;
  };
  std::string text{};
  std::vector<Range> from{};
};
/// The text as it is.
[[nodiscard]] Unwrapped as_it_is(std::string_view text);
/// Without one layer of the escapes of URLs, JSON and XML: what was escaped before shows its own then. Empty
/// when there are none.
[[nodiscard]] Unwrapped without_escapes(const Unwrapped& reading);
/// HTTP bytes without the lines that stand between chunks (RFC 9112 §7.1), so that what is split over chunks
/// is seen in one piece. Empty where nothing is chunked.
[[nodiscard]] Unwrapped without_chunk_lines(std::string_view http);

}  // namespace conform
