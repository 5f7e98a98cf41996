#pragma once

#include "reports/console/calm_lines.hpp"
#include "runner/journal/grouping.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace conform {

/// The findings that a baseline knows: a paragraph a rule, with what people wrote about them.
void write_known(CalmLines& page, const std::vector<RuleGroup>& groups);

/// What else it says: entries whose time is over, that no longer occur, and that were not looked at; at most
/// so many of each.
void write_baseline(CalmLines& page, const BaselineOutcome& baseline, std::size_t most);

/// `known.yaml: 3 known, 1 new, 1 no longer occurs`
[[nodiscard]] std::string counts_of(const BaselineOutcome& baseline);

}  // namespace conform
