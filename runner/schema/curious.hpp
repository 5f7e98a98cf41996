#pragma once

#include "runner/schema/idea.hpp"

#include <span>
#include <string_view>

namespace conform {

// Values on which careless programs fail though no bound of the schema says so: letters beyond ASCII, 29
// February, empty lists, a number in quotes. They come after the values at the bounds.

/// Values that the schema of the part admits.
[[nodiscard]] Ideas curious_texts(const JudgedPart& spot, Taste taste);
[[nodiscard]] Ideas curious_numbers(const JudgedPart& spot, Taste taste);
[[nodiscard]] Ideas curious_containers(const JudgedPart& spot, Taste taste);
/// Values that look as if it admitted them: `"1973"` for a number, 30 February.
[[nodiscard]] Ideas lookalikes(const JudgedPart& spot);

/// Whether all that judges the part admits `value` in its place.
[[nodiscard]] bool admits(const JudgedPart& spot, const Value& value);
/// Whether the schema tells kinds of values, and no list of values stands there.
[[nodiscard]] bool is_open(const JudgedPart& spot);
/// The format of texts that is asked of the part; null where there is none.
[[nodiscard]] const Format* text_format(const JudgedPart& spot);

/// A text with which many programs have trouble, and how it is spoken of.
struct TellingText {
  std::string_view phrase{};
  std::string_view text{};
  Taste taste = Taste::strange;
};
[[nodiscard]] std::span<const TellingText> telling_texts();
/// Numbers with which many programs have trouble, as JSON writes them.
struct TellingNumber {
  std::string_view phrase{};
  std::string_view text{};
  Taste taste = Taste::strange;
};
[[nodiscard]] std::span<const TellingNumber> telling_numbers();

}  // namespace conform
