#pragma once

#include "runner/document/document.hpp"

#include <optional>

namespace conform {

/// Reads one YAML document with the core schema of YAML 1.2 and merge keys. Mistakes go to `diagnostics`;
/// nothing is returned when there was an error. A byte order mark in front is skipped.
[[nodiscard]] std::optional<Value>
read_yaml(const SourcePtr& source, Diagnostics& diagnostics, const ReadLimits& limits);

}  // namespace conform
