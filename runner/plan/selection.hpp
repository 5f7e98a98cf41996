#pragma once

#include "runner/plan/plan.hpp"

#include <string_view>

namespace conform {

/// Whether `text` is what `pattern` says, `*` standing for any text, also none. Linear in their product.
[[nodiscard]] bool matches_pattern(std::string_view pattern, std::string_view text);

/// Whether the operation is what `pattern` says, in one of the ways of Selection.
[[nodiscard]] bool matches_operation(const std::string& pattern, const Operation& operation);

/// Whether the selection takes this operation: by its name, path, operation id or one of its tags.
[[nodiscard]] bool selects(const Selection& selection, const Operation& operation);

}  // namespace conform
