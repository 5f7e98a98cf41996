#pragma once

#include "runner/cli/command_line.hpp"

#include <map>
#include <string>

namespace CLI {
class App;
}

namespace conform {

// The options of several commands, and those of `run`, each group written down once: the first argument is
// the command that they are added to, the second is what they fill in. Mistakes are CLI::ValidationError.

using RuleWeights = std::vector<std::pair<std::string, std::optional<Weight>>>;

/// SPEC and what it may refer to.
void add_document(CLI::App& command, ContractArguments& contract);
/// The same, more rules, and the configuration.
void add_contract(CLI::App& command, ContractArguments& contract);
void add_selection(CLI::App& command, ContractArguments& contract);
void add_auth(CLI::App& command, AuthArguments& auth);
void add_reports(CLI::App& command, ReportArguments& reports);
/// `--rule ID=WEIGHT`
void add_weights(CLI::App& command, RuleWeights& chosen);
void add_run(CLI::App& app, RunCommand& run);

}  // namespace conform
