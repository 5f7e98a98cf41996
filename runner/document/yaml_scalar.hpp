#pragma once

#include "runner/document/value.hpp"

#include <string>
#include <string_view>

namespace conform {

/// How a YAML scalar is written: plain scalars say their type by their text, others are strings.
enum class ScalarStyle { plain, quoted };

/// The type that a tag asks for; `none` without a tag.
enum class ScalarTag { none, string, integer, floating, boolean, null };

/// What a scalar means, or why it means nothing.
struct ScalarReading {
  Value value{};
  std::string fault{};    ///< a sentence; the value is then null
  std::string warning{};  ///< a sentence about a value that may surprise
};

/// The value of a scalar by the core schema of YAML 1.2 (§10.3.2): null, booleans, decimal, octal (`0o17`)
/// and hexadecimal (`0x1F`) integers, floats; everything else is a string, also `yes`, `012:30` and, with a
/// warning, the infinities and NaN, which JSON does not have.
[[nodiscard]] ScalarReading read_scalar(std::string_view text, ScalarStyle style, ScalarTag tag);

}  // namespace conform
