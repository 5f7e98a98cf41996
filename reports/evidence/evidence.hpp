#pragma once

#include "runner/journal/headline.hpp"
#include "runner/journal/results.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace conform {

/// The findings for which `is_meant` holds, each in a few lines.
[[nodiscard]] std::string findings_text(const CaseResult& result,
                                        const RulesById& rules,
                                        const std::function<bool(const KeptFinding&)>& is_meant);

/// Those that a baseline knows, and what it says of them; empty when there are none.
[[nodiscard]] std::string known_text(const CaseResult& result, const RulesById& rules);

/// `bytes` as lines of text: CR before LF goes; other control characters, and what is no UTF-8, become
/// `\xNN`.
[[nodiscard]] std::string calm_text(std::string_view bytes);

/// The curl lines, requests and responses, cut to about 16 KiB altogether.
[[nodiscard]] std::string exchanges_text(const CaseResult& result);

}  // namespace conform
