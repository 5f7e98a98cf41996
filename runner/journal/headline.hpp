#pragma once

#include "runner/journal/results.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace conform {

using RulesById = std::map<std::string_view, const RunHeader::RuleEntry*>;
/// Hangs on the life of the header.
[[nodiscard]] RulesById rules_by_id(const RunHeader& header);

/// What a finding is about in one sentence: the rule's, with its section.
[[nodiscard]] std::string headline(const KeptFinding& finding, const RulesById& rules);

/// The operation of a case; an empty one when the journal is damaged. Hangs on the life of the header.
[[nodiscard]] const RunHeader::OperationEntry& operation_of(const CaseResult& result,
                                                            const RunHeader& header);

/// How often it failed, when that was not every time: `Flaky: 1 of 2 rounds failed.`; else nothing.
[[nodiscard]] std::string flakiness(const CaseResult& result);

/// What files are called for those who read a report; for CI systems as seen from the root of the repository.
using NameOfFile = std::function<std::string(const std::string&)>;
[[nodiscard]] inline std::string as_named(const std::string& name) { return name; }

}  // namespace conform
