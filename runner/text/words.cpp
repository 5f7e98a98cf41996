#include "runner/text/words.hpp"

#include "runner/text/utf8.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <vector>

namespace conform {
namespace {

// Beyond this nobody mistypes a name, and the comparison would cost the square of it.
constexpr std::size_t longest_compared = 128;

std::string lower(std::string_view word) {
  std::string result(word);
  for (auto& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

/// The optimal string alignment distance: no part is edited twice.
std::size_t distance(std::string_view left, std::string_view right) {
  const auto width = right.size() + 1;
  std::vector<std::size_t> before_last(width);
  std::vector<std::size_t> last(width);
  std::vector<std::size_t> row(width);
  for (std::size_t j = 0; j < width; ++j)
    last[j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j < width; ++j) {
      const std::size_t replaced = left[i - 1] == right[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + replaced});
      const bool swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[right.size()];
}

struct Range {
  char32_t first = 0;
  char32_t last = 0;
};

// Characters that move the cursor, change the direction of the line or cannot be seen: C0 and C1 controls,
// marks of direction and their overrides, line separators, zero width characters, the byte order mark, tags.
constexpr std::array unsafe_ranges{
    Range{0x00, 0x1F},
    Range{0x7F, 0x9F},
    Range{0x061C, 0x061C},
    Range{0x200B, 0x200B},
    Range{0x200E, 0x200F},
    Range{0x2028, 0x202E},
    Range{0x2060, 0x206F},
    Range{0xFEFF, 0xFEFF},
    Range{0xFFF9, 0xFFFB},
    Range{0xFFFE, 0xFFFF},
    Range{0xE0000, 0xE0FFF},
};

bool is_unsafe(char32_t character) {
  return std::any_of(unsafe_ranges.begin(), unsafe_ranges.end(), [character](Range range) {
    return character >= range.first && character <= range.last;
  });
}

bool is_plain(char byte) { return byte >= 0x20 && byte < 0x7F; }

}  // namespace

std::optional<std::string_view> nearest_word(std::string_view word,
                                             std::span<const std::string_view> candidates) {
  if (word.empty() || word.size() > longest_compared) return std::nullopt;
  const auto typed = lower(word);
  std::optional<std::string_view> nearest;
  auto best = std::max<std::size_t>(word.size(), 3) / 3 + 1;
  for (const auto candidate : candidates) {
    if (candidate == word) return candidate;
    const auto shorter = std::min(candidate.size(), word.size());
    const auto longer = std::max(candidate.size(), word.size());
    if (longer > longest_compared || longer - shorter >= best) continue;
    const auto edits = distance(typed, lower(candidate));
    if (edits >= best || edits >= longer) continue;
    best = edits;
    nearest = candidate;
    if (best == 0) break;
  }
  return nearest;
}

std::string printable(std::string_view bytes, Lines lines) {
  const auto stays = [lines](char byte) {
    return is_plain(byte) || (lines == Lines::kept && (byte == '\n' || byte == '\t'));
  };
  std::string result;
  result.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const auto plain_end = std::ranges::find_if_not(bytes.substr(at), stays);
    result.append(bytes.begin() + static_cast<std::ptrdiff_t>(at), plain_end);
    at = static_cast<std::size_t>(plain_end - bytes.begin());
    if (at == bytes.size()) break;
    const char byte = bytes[at];
    const auto character = decode_utf8(bytes, at);
    if (character.length <= 1) {
      result += fmt::format("\\x{:02X}", static_cast<unsigned char>(byte));
      ++at;
      continue;
    }
    if (is_unsafe(character.value)) {
      result += fmt::format("\\u{{{:04X}}}", static_cast<std::uint32_t>(character.value));
    } else {
      result += bytes.substr(at, character.length);
    }
    at += character.length;
  }
  return result;
}

std::string shortened(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return std::string(text);
  const auto kept = utf8_boundary(text, limit);
  return fmt::format("{} … ({} bytes more)", text.substr(0, kept), text.size() - kept);
}

}  // namespace conform
