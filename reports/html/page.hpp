#pragma once

#include "runner/text/embedded.hpp"

namespace conform {

/// The style sheet and the script of the page, in this order.
[[nodiscard]] std::span<const EmbeddedFile> embedded_page();

}  // namespace conform
