#pragma once

#include "runner/auth/given.hpp"
#include "runner/document/document.hpp"
#include "runner/judge/wishes.hpp"
#include "runner/plan/inputs.hpp"
#include "runner/text/environment.hpp"

#include <filesystem>
#include <vector>

namespace conform {

/// What stands in conform.yaml, beside what the command line says.
struct Config {
  std::vector<RuleWish> wishes{};    ///< `rules:` and `exceptions:`
  std::vector<GivenValue> values{};  ///< `values:`
  AuthArguments auth{};              ///< `auth:`
};

/// Reads a configuration. `${NAME}` and `${NAME:-otherwise}` in texts stand for environment variables; `$$`
/// is a dollar sign. Unknown keys and rules, wrong kinds of values and variables that are not set are errors
/// with their places: where there is one, nothing of what is returned may be used but `auth.secrets`, which
/// the diagnostics might show. What `auth` needs of the environment may be missing, since plans do without.
[[nodiscard]] Config read_config(const Document& document,
                                 const RuleBook& rules,
                                 const Environment& environment,
                                 Diagnostics& diagnostics);

/// The `conform.yaml` in `folder` or the nearest folder around it; empty when there is none.
[[nodiscard]] std::filesystem::path find_config(const std::filesystem::path& folder);

}  // namespace conform
