#pragma once

#include "runner/document/document.hpp"
#include "runner/text/environment.hpp"

#include <span>
#include <string>
#include <string_view>

namespace conform {

/// What every part of a configuration is read with. Mistakes become diagnostics with their places.
struct ConfigReading {
  const Document& document;
  const Environment& environment;
  Diagnostics& diagnostics;

  using Keys = std::span<const std::string_view>;

  void error(const Value& at, std::string message, std::string hint = {}) const;
  void error(Mark at, std::string message, std::string hint = {}) const;
  /// Whether `value` is a map; its keys are held against `keys` unless these are empty.
  [[nodiscard]] bool is_map(const Value& value, std::string_view what, Keys keys) const;
  /// The text with what its variables hold; empty, with an error, when it is none or one is not set.
  [[nodiscard]] std::string text_of(const Value& value, std::string_view what) const;
  /// The same of a text, a number or a boolean.
  [[nodiscard]] std::string scalar_of(const Value& value, std::string_view what) const;
  /// A file that the configuration names, seen from its own folder; `-` and nothing stay what they are.
  [[nodiscard]] std::string path_from(const std::string& written) const;
  /// The value with the variables of all its texts replaced.
  [[nodiscard]] Value resolved(const Value& value) const;

private:
  [[nodiscard]] std::string resolved(const Value& at, const std::string& text) const;
};

/// Whether what has this name is nobody's business.
[[nodiscard]] bool is_named_secret(std::string_view name);

}  // namespace conform
