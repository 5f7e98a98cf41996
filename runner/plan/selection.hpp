#pragma once

#include "runner/plan/plan.hpp"

#include <string_view>

namespace conform {

/// Whether `text` is what `pattern` says, `*` standing for any text, also none. Linear in their product.
[[nodiscard]] bool matches_pattern(std::string_view pattern, std::string_view text);

/// Whether the operation is what `pattern` says, in one of the ways of Selection.
[[nodiscard]] bool matches_operation(const std::string& pattern, const Operation& operation);

/// Whether a request with this method asks for nothing to be changed, and may be sent to any server (RFC 9110
/// §9.2.1; TRACE, which shows more than it should, is left out).
[[nodiscard]] bool is_safe_method(std::string_view method);

/// A sentence on what is wrong with a pattern of a selection; empty when nothing is.
[[nodiscard]] std::string pattern_mistake(std::string_view pattern);

/// The patterns of the list that match no operation of the document.
[[nodiscard]] std::vector<std::string> unmatched(const std::vector<std::string>& patterns, const Api& api);

/// Whether the selection takes this operation: by its name, path, operation id or one of its tags.
[[nodiscard]] bool selects(const Selection& selection, const Operation& operation);

}  // namespace conform
