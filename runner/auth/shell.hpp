#pragma once

#include <string>
#include <variant>

namespace conform {

/// A text, or a sentence that tells why there is none.
struct NoText {
  std::string why{};
};
using MaybeText = std::variant<std::string, NoText>;

/// The first line that `command` prints, run by `/bin/sh`; its errors go where ours go.
[[nodiscard]] MaybeText first_line_of(const std::string& command);

}  // namespace conform
