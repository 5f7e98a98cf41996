#pragma once

#include "runner/journal/results.hpp"

#include <map>
#include <string>
#include <string_view>

namespace conform {

using RulesById = std::map<std::string_view, const RunHeader::RuleEntry*>;
[[nodiscard]] RulesById rules_by_id(const RunHeader& header);

/// What a finding is about in one sentence: the rule's, with its section.
[[nodiscard]] std::string headline(const KeptFinding& finding, const RulesById& rules);

/// Findings of a weight from `lightest` up to, without, `below`, that no baseline knows, each in a few lines.
struct WeightRange {
  int lightest = 0;
  int below = 0;
};
[[nodiscard]] std::string findings_text(const CaseResult& result, const RulesById& rules, WeightRange range);

/// Those that one knows, and what it says of them; empty when there are none.
[[nodiscard]] std::string known_text(const CaseResult& result, const RulesById& rules);

/// The curl lines, requests and responses, cut to about 16 KiB altogether.
[[nodiscard]] std::string exchanges_text(const CaseResult& result);

}  // namespace conform
