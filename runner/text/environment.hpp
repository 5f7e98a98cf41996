#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace conform {

/// What an environment variable holds; nothing when there is none.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

/// The environment of this process. To be asked while no other thread runs.
[[nodiscard]] std::optional<std::string> process_environment(const std::string& name);

/// A text with what its variables hold in their place.
struct Expanded {
  std::string text{};
  std::string missing{};       ///< the first variable that is not set and has nothing to stand in; else empty
  bool has_variables = false;  ///< some of the text is not its writer's
};

/// Whether `$$` is two dollar signs, or one.
enum class Dollars { as_written, doubled };

/// `text` with each `${NAME}` and `${NAME:-otherwise}` replaced; one without an end stays as it is.
[[nodiscard]] Expanded
expand_variables(std::string_view text, const Environment& environment, Dollars dollars);

}  // namespace conform
