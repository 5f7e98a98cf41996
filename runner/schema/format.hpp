#pragma once

#include "runner/document/value.hpp"
#include "runner/schema/random.hpp"
#include "runner/schema/schema.hpp"

#include <string>
#include <string_view>

namespace conform {

/// One row of the table of formats: what the name asks of texts or numbers. Other kinds of values fit.
struct Format {
  std::string_view name;
  std::string_view meaning;                   ///< for messages: "a date as in RFC 3339 (`2024-02-29`)"
  bool (*fits_text)(std::string_view text);   ///< null when texts are not restricted
  bool (*fits_number)(const Number& number);  ///< null when numbers are not restricted
  std::string (*sample)(Random& random);      ///< a text that fits; the first call is the plainest one
};

/// The format `name` as `dialect` knows it, or nullptr: unknown formats restrict nothing.
[[nodiscard]] const Format* find_format(std::string_view name, Dialect dialect);

}  // namespace conform
