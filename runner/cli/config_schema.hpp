#pragma once

#include "runner/document/value.hpp"

#include <string>

namespace conform {

/// The JSON Schema of conform.yaml: what runner/config/conform.schema.json says of its structure, with a
/// property for every option that can stand there.
[[nodiscard]] Value config_schema();

/// The same as a text that people can read.
[[nodiscard]] std::string config_schema_text();

}  // namespace conform
