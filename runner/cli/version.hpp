#pragma once

#include <string>

namespace conform {

/// `0.1.0`
[[nodiscard]] std::string version_number();
/// What `--version` prints: number, commit, compiler.
[[nodiscard]] std::string version_text();

}  // namespace conform
