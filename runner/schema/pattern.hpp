#pragma once

#include "runner/schema/random.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace conform {

struct PatternNode;

/// Why a text is no pattern, or none that can be run here.
struct PatternFault {
  std::size_t offset = 0;  ///< bytes into the pattern
  std::string message{};   ///< a clause: "`(` is not closed"
};

enum class Match { no, yes, undecided };

/// A regular expression of ECMA-262 (flag u, as JSON Schema asks; what only the older syntax of its Annex B
/// accepts is read by that), run by PCRE2. Searches anywhere in the subject. Immutable; safe to share.
class Pattern {
public:
  /// Scratch memory of the matching engine, made at the first use. One per thread at a time.
  class Scratch {
  public:
    Scratch();
    ~Scratch();
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

  private:
    friend class Pattern;
    struct Memory;
    std::unique_ptr<Memory> memory_;
  };

  [[nodiscard]] static std::variant<std::shared_ptr<const Pattern>, PatternFault>
  compile(std::string_view text);
  ~Pattern();
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;

  /// Whether some part of `subject` (UTF-8) matches. Undecided when it is longer than 64 KiB, is not UTF-8,
  /// or a million steps do not settle it.
  [[nodiscard]] Match search(std::string_view subject, Scratch& scratch) const;
  /// The same with scratch memory that the thread keeps.
  [[nodiscard]] Match search(std::string_view subject) const;

  /// A text that may well match (assertions within the pattern are not looked at: search decides), at most
  /// some 64 KiB. `effort` 0 repeats as little as allowed, n repeats up to n times more.
  [[nodiscard]] std::string sample(Random& random, std::uint32_t effort) const;

private:
  struct Code;
  Pattern(std::unique_ptr<const PatternNode> tree, std::unique_ptr<const Code> code);
  std::unique_ptr<const PatternNode> tree_;
  std::unique_ptr<const Code> code_;
};

/// Whether `text` is a regular expression of ECMA-262 with flag u (format `regex`).
[[nodiscard]] bool is_ecma_pattern(std::string_view text);

}  // namespace conform
