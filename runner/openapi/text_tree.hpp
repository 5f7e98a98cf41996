#pragma once

#include "runner/schema/schema.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace conform {

/// What a form, an XML text or a styled parameter says before anything is known of types: a text, or several
/// with or without keys.
struct TextTree {
  enum class Kind { leaf, list, map } kind = Kind::leaf;
  std::string text{};                                        ///< of a leaf
  std::vector<std::pair<std::string, TextTree>> children{};  ///< keys are empty in lists
  std::size_t reading = 0;                                   ///< which of the ways to read it is taken

  [[nodiscard]] static TextTree leaf(std::string_view text) { return {.text = std::string(text)}; }
  [[nodiscard]] static TextTree list() { return {.kind = Kind::list}; }
  [[nodiscard]] static TextTree map() { return {.kind = Kind::map}; }
  /// The member of a map, or nullptr. Constant time, since the number of members is the sender's choice.
  [[nodiscard]] TextTree* find(const std::string& key);
  /// Adds a member to a map; a key that is there already becomes, or stays, a list.
  void add(const std::string& key, TextTree child);

  /// Where the keys are, as far as they were asked for; kept by `find`.
  std::unordered_map<std::string, std::size_t> places{};
  std::size_t placed = 0;
};

/// The value that the tree stands for: each text is taken as what it looks like, and as something else where
/// the schema refuses that. When nothing fits, the likeliest reading, for the schema to say what is wrong.
[[nodiscard]] Value value_of(TextTree tree, const Schema* schema, Direction direction);

}  // namespace conform
