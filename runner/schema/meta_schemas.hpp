#pragma once

#include "runner/text/embedded.hpp"

namespace conform {

/// The meta-schemas of the drafts, in our own words; named by the path of their URI at json-schema.org.
[[nodiscard]] std::span<const EmbeddedFile> embedded_meta_schemas();

}  // namespace conform
