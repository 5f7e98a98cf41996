#pragma once

#include "runner/document/document.hpp"
#include "runner/judge/wishes.hpp"
#include "runner/plan/inputs.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace conform {

/// What stands in conform.yaml, beside what the command line says.
struct Config {
  std::vector<RuleWish> wishes{};    ///< `rules:` and `exceptions:`
  std::vector<GivenValue> values{};  ///< `values:`
};

/// What an environment variable holds; nothing when there is none.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

/// Reads a configuration. `${NAME}` and `${NAME:-otherwise}` in texts stand for environment variables; `$$`
/// is a dollar sign. Unknown keys and rules, wrong kinds of values and variables that are not set are errors
/// with their places; nothing is returned then.
[[nodiscard]] std::optional<Config> read_config(const Document& document,
                                                const RuleBook& rules,
                                                const Environment& environment,
                                                Diagnostics& diagnostics);

/// The `conform.yaml` in `folder` or the nearest folder around it; empty when there is none.
[[nodiscard]] std::filesystem::path find_config(const std::filesystem::path& folder);

}  // namespace conform
