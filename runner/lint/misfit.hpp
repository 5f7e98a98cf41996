#pragma once

#include "runner/lint/lint.hpp"
#include "runner/schema/schema.hpp"

#include <string_view>
#include <vector>

namespace conform {

/// The finding that `value`, which stands in `source` and which a message calls `what`, does not fit its
/// schema for the first of `faults` (at least one); at the part of the value that is to blame.
[[nodiscard]] LintFinding misfit(std::string_view what,
                                 const SourcePtr& source,
                                 const Value& value,
                                 const std::vector<SchemaFault>& faults);

}  // namespace conform
