#pragma once

#include "runner/auth/given.hpp"
#include "runner/config/setting.hpp"
#include "runner/document/document.hpp"
#include "runner/http/fields.hpp"
#include "runner/judge/wishes.hpp"
#include "runner/plan/inputs.hpp"
#include "runner/text/environment.hpp"

#include <filesystem>
#include <vector>

namespace conform {

/// A field that every request gets.
struct ConfiguredField {
  Field field{};
  Place where{};
};

/// A server by the name that the user gave it, and what is different there.
struct ConfiguredTarget {
  std::string name{};
  std::string url{};
  std::vector<Setting> settings{};
  std::vector<ConfiguredField> fields{};
  AuthArguments auth{};
  Place where{};
};

/// A file that the results are written to.
struct ConfiguredReport {
  std::string kind{};
  std::string path{};
};

/// What is said of a rule, and where.
struct ConfiguredWish {
  RuleWish wish{};
  Place where{};
};

/// What stands in conform.yaml, beside what the command line says.
struct Config {
  std::vector<Setting> settings{};          ///< options, in the order in which they were written
  std::vector<ConfiguredField> fields{};    ///< `headers:`
  std::vector<ConfiguredTarget> targets{};  ///< `targets:`
  std::vector<ConfiguredReport> reports{};  ///< `reports:`
  std::vector<ConfiguredWish> wishes{};     ///< `rules:` and `exceptions:`
  std::vector<GivenValue> values{};         ///< `values:`
  AuthArguments auth{};                     ///< `auth:`
  std::vector<std::string> secrets{};       ///< what the lines of the file may show and nobody may see
};

/// Reads a configuration. `${NAME}` and `${NAME:-otherwise}` in texts stand for environment variables; `$$`
/// is a dollar sign. Unknown keys, wrong kinds of values and variables that are not set are errors with their
/// places: where there is one, nothing of what is returned may be used but `secrets`, and `wishes` to be
/// checked. Whether there are such rules, and whether an option takes such a value, is not known here. What
/// `auth` needs of the environment may be missing, since plans do without.
[[nodiscard]] Config read_config(const Document& document,
                                 const ConfigKeys& keys,
                                 const Environment& environment,
                                 Diagnostics& diagnostics);

/// The `conform.yaml` in `folder` or the nearest folder around it; empty when there is none.
[[nodiscard]] std::filesystem::path find_config(const std::filesystem::path& folder);

}  // namespace conform
