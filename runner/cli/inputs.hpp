#pragma once

#include "runner/cli/command_line.hpp"
#include "runner/config/config.hpp"
#include "runner/journal/mask.hpp"
#include "runner/openapi/api.hpp"
#include "runner/rules/rule.hpp"

#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace conform {

// The first step of every command: texts become an Api and a RuleBook.

/// The text of a document: a file, or `demo:NAME`. Null, with an error, when no such document is embedded
/// or the file cannot be read.
[[nodiscard]] SourcePtr contract_source(const std::string& name, Diagnostics& diagnostics);

/// The text of a file that the user named, of at most as many bytes as a document may have. Null, with an
/// error that calls it `what`, when it cannot be read.
[[nodiscard]] SourcePtr
named_source(const std::string& name, std::string_view what, Diagnostics& diagnostics);

/// What the references of the document may lead to: files below its folder, and what was allowed.
[[nodiscard]] ReferenceRights reference_rights(const ContractArguments& contract);

/// Reads the document of a contract: a file, or `demo:NAME`. References lead to files below its folder and to
/// what the contract allows besides. Diagnostics of every kind go to `err`; nothing
/// is returned when the document cannot be read, or is faulty and has no operation that could be planned.
[[nodiscard]] std::shared_ptr<const Api> load_contract(const ContractArguments& contract, std::ostream& err);

/// The embedded suites and then the user's own. Nothing when one of those is faulty.
[[nodiscard]] std::shared_ptr<const RuleBook> load_rules(const std::vector<std::string>& suites,
                                                         std::ostream& err);

/// Whether `rules` has this id; if not, says so, with the nearest one.
[[nodiscard]] bool rule_is_known(const std::string& id, const RuleBook& rules, std::ostream& err);

/// Shows diagnostics, but not so many that nobody reads them.
void show(const Diagnostics& diagnostics, std::ostream& err, const Mask& mask = {});

/// The rules of `rules:` and `exceptions:` that there are not, with their places and the nearest ones.
[[nodiscard]] Diagnostics unknown_rules(const Config& config, const RuleBook& rules);

/// Whether there are none; shows them.
[[nodiscard]] bool configured_rules_are_known(const Config& config, const RuleBook& rules, std::ostream& err);

/// Whether each pattern of the selection matches an operation; says which does not, with the nearest one.
[[nodiscard]] bool selection_is_known(const Selection& selection, const Api& api, std::ostream& err);

/// Shows what is wrong with the credentials that were given: with the place, or as a sentence about options.
void show_mistakes(const Diagnostics& mistakes, const Mask& mask, std::ostream& err);

/// What is to be planned, but for what depends on the target.
[[nodiscard]] PlanOptions plan_options(const ContractArguments& contract);

/// The path that goes before every path of the document: the target's own when its URL has one (`/` for
/// none), else that of the document's first server.
[[nodiscard]] std::string base_path(const Target& target, std::string_view url, const Api& api);

}  // namespace conform
