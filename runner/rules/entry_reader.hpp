#pragma once

#include "runner/document/document.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace conform {

/// What the readers of rules and of probes share: the keys of a map, and the mistakes in them, each a
/// diagnostic at its place.
class EntryReader {
protected:
  EntryReader(const Document& suite, const Member& entry, Diagnostics& diagnostics)
      : suite_(suite), entry_(entry), diagnostics_(diagnostics) {}

  /// `object` is a map; `of` says what it is: "a rule".
  void known_keys(const Value& object, std::span<const std::string_view> names, std::string_view of);
  /// Empty when there is no such key, or when it is no text.
  [[nodiscard]] std::string text_at(const Value& object, std::string_view key);
  /// A text, or a list of them.
  [[nodiscard]] std::vector<std::pair<Mark, std::string>> texts_at(const Value& object, std::string_view key);
  /// False when there is no such key.
  [[nodiscard]] bool truth_at(const Value& object, std::string_view key);
  /// Which of `names` it is.
  [[nodiscard]] std::optional<std::size_t>
  choice_at(const Value& object, std::string_view key, std::span<const std::string_view> names);
  void error(Mark mark, std::string message, std::string hint = {});

  const Document& suite_;
  const Member& entry_;
  Diagnostics& diagnostics_;
  bool faulty_ = false;
};

/// "Did you mean `x`?", or else all that are known.
[[nodiscard]] std::string hint_for(std::string_view word, std::span<const std::string_view> names);

}  // namespace conform
