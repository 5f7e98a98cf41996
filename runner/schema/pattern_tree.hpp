#pragma once

#include "runner/schema/pattern.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace conform {

/// Code points from `low` to `high`, both included.
struct CodeRange {
  char32_t low = 0, high = 0;
};
/// Sorted, neither overlapping nor touching.
using CodeSet = std::vector<CodeRange>;
[[nodiscard]] CodeSet normalised(CodeSet ranges);
[[nodiscard]] CodeSet complement(const CodeSet& set);

/// `\p{…}` or `\P{…}`, by the name that PCRE2 knows.
struct PropertyEscape {
  std::string name{};
  bool negated = false;
};

/// The syntax tree of a regular expression.
struct PatternNode {
  enum class Kind {
    sequence,        ///< children one after the other; no child matches the empty text
    choice,          ///< one of the children
    set,             ///< one code point of `set` or `properties`; of neither when `negated`
    start,           ///< `^`
    end,             ///< `$`
    word_boundary,   ///< `\b`, `\B` when `negated`
    capture,         ///< `(…)`: the child
    look_ahead,      ///< `(?=…)`, `(?!…)` when `negated`
    look_behind,     ///< `(?<=…)`, `(?<!…)` when `negated`
    back_reference,  ///< to capture `number`
    repeat,          ///< the child, `least` to `most` times
  };
  Kind kind = Kind::sequence;
  bool negated = false;
  bool lazy = false;
  std::uint32_t number = 0;
  std::uint32_t least = 0, most = 0;  ///< most is `endless` for no bound
  CodeSet set{};
  std::vector<PropertyEscape> properties{};
  std::vector<PatternNode> children{};

  static constexpr std::uint32_t endless = 0xFFFFFFFF;
};

/// With flag u, or the looser syntax of Annex B.
enum class PatternSyntax { unicode, annex_b };
[[nodiscard]] std::variant<PatternNode, PatternFault> parse_pattern(std::string_view text,
                                                                    PatternSyntax syntax);
/// The same expression in the syntax of PCRE2 (with the options that pattern.cpp gives it).
[[nodiscard]] std::string to_pcre2(const PatternNode& tree);
/// See Pattern::sample.
[[nodiscard]] std::string sample_pattern(const PatternNode& tree, Random& random, std::uint32_t effort);
/// A code point that `set` (of kind `set`) admits, plain letters preferred; 0xFFFFFFFF when none was found.
[[nodiscard]] char32_t choose_code_point(const PatternNode& set, Random& random);

/// Those of `candidates` that `set` (of kind `set`) admits, in their order.
[[nodiscard]] std::vector<char32_t> admitted_by(const PatternNode& set, std::span<const char32_t> candidates);

}  // namespace conform
