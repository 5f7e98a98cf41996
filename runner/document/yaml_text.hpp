#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace conform {

/// Something in the bytes of a YAML text that must not be there.
struct YamlTextFault {
  std::size_t offset = 0;
  std::string message{};
  std::string hint{};
};

/// Looks for what yaml-cpp would take silently or take too long over: bytes that are no UTF-8, control
/// characters, carriage returns without a line feed, more than 16 directives.
[[nodiscard]] std::optional<YamlTextFault> find_yaml_text_fault(std::string_view text);

/// The offset of the scalar at `offset` behind its tag and anchor.
[[nodiscard]] std::size_t skip_properties(std::string_view text, std::size_t offset);

/// The offset of the quote when a quoted scalar begins at `offset` and is never closed.
[[nodiscard]] std::optional<std::size_t> find_open_quote(std::string_view text, std::size_t offset);

/// The offset of a tab in the indentation of the line in which `offset` lies.
[[nodiscard]] std::optional<std::size_t> find_indenting_tab(std::string_view text, std::size_t offset);

/// The text of a double-quoted scalar with the escapes `\_` and `\N` as UTF-8: yaml-cpp 0.7 gives one raw
/// byte for each. Nothing when there are other bytes that are no UTF-8.
[[nodiscard]] std::optional<std::string> repair_escapes(const std::string& text);

}  // namespace conform
