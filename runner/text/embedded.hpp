#pragma once

#include <span>
#include <string_view>

namespace conform {

/// A file of the repository that was put into the program at build time.
struct EmbeddedFile {
  std::string_view name;  ///< relative to the repository: `suites/http/status-4xx.yaml`
  std::string_view text;
};

/// Every file below `suites/`. Defined in runner/rules.
[[nodiscard]] std::span<const EmbeddedFile> embedded_suites();
/// Every document in `specs/`. Defined in runner/cli.
[[nodiscard]] std::span<const EmbeddedFile> embedded_specs();
/// The structure of conform.yaml. Defined in runner/cli.
[[nodiscard]] std::span<const EmbeddedFile> embedded_config_schema();

}  // namespace conform
