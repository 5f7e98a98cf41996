#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace conform {

/// A named grammar of HTTP that a rule can ask for with `is:`. `matches` takes the whole combined field
/// value; it never throws and runs in linear time.
struct Grammar {
  std::string_view name;     ///< `http-date`
  std::string_view meaning;  ///< for people: "an HTTP date such as `Sun, 06 Nov 1994 08:49:37 GMT`"
  std::string_view source;   ///< `RFC 9110 §5.6.7`
  bool (*matches)(std::string_view value);
  std::string_view good;  ///< a value that matches
  std::string_view bad;   ///< a value that does not, of the kind that servers really send
};

/// All of them, sorted by name.
[[nodiscard]] std::span<const Grammar> grammars();
/// nullptr when there is none of that name.
[[nodiscard]] const Grammar* find_grammar(std::string_view name);

/// The schemes, in lower case and in order, of a list of challenges (RFC 9110 §11.6.1); none when the value
/// is not such a list.
[[nodiscard]] std::vector<std::string> challenge_schemes(std::string_view value);

}  // namespace conform
