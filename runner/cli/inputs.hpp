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

/// The configuration that was named, or the nearest conform.yaml around the document; empty without one, and
/// nothing when it is faulty.
[[nodiscard]] std::optional<Config>
load_config(const ContractArguments& contract, const RuleBook& rules, std::ostream& err);

/// Whether each pattern of the selection matches an operation; says which does not, with the nearest one.
[[nodiscard]] bool selection_is_known(const Selection& selection, const Api& api, std::ostream& err);

/// Shows what is wrong with the credentials that were given: with the place, or as a sentence about options.
void show_mistakes(const Diagnostics& mistakes, const Mask& mask, std::ostream& err);

/// What is to be planned, but for what depends on the target. `auth` is what is given in both places.
[[nodiscard]] PlanOptions
plan_options(const ContractArguments& contract, const Config& config, const AuthArguments& auth);

/// The path that goes before every path of the document: the target's own when its URL has one (`/` for
/// none), else that of the document's first server.
[[nodiscard]] std::string base_path(const Target& target, std::string_view url, const Api& api);

}  // namespace conform
