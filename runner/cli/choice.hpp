#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

namespace conform {

/// The words that an option takes, in the order in which they are shown, and what each means.
template <typename Meaning> using Choices = std::vector<std::pair<std::string, Meaning>>;

/// A sentence when `word` is none of `words`, with the nearest; else empty.
[[nodiscard]] std::string choice_mistake(const std::string& word, const std::vector<std::string>& words);

/// An option that takes one of some words. They are its type name, `smoke|standard|deep`, which help, man
/// page and completions show.
template <typename Meaning>
CLI::Option& add_choice(CLI::App& command,
                        const std::string& name,
                        Meaning& value,
                        const Choices<Meaning>& choices,
                        const std::string& text) {
  std::vector<std::string> words;
  std::string type;
  for (const auto& [word, meaning] : choices) {
    words.push_back(word);
    type += (type.empty() ? "" : "|") + word;
  }
  const auto read = [&value, choices](const std::string& word) {
    const auto chosen = std::ranges::find(choices, word, &std::pair<std::string, Meaning>::first);
    if (chosen != choices.end()) value = chosen->second;
  };
  return *command.add_option_function<std::string>(name, read, text)
              ->check([words](const std::string& word) { return choice_mistake(word, words); })
              ->type_name(type);
}

}  // namespace conform
