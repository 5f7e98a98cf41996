#pragma once

#include "runner/cli/command_line.hpp"
#include "runner/cli/option_table.hpp"

#include <ostream>
#include <vector>

namespace CLI {
class App;
}

namespace conform {

/// A key of conform.yaml and the option of `conform run` that it stands for.
struct ConfigOption {
  SettingKey key{};
  OptionRow row{};
};
[[nodiscard]] std::vector<ConfigOption> config_options();

/// What can stand in conform.yaml in the place of the options of `conform run`.
[[nodiscard]] ConfigKeys config_keys();

/// What a command has for a configuration to fill in.
struct Configurable {
  ContractArguments& contract;
  ReportArguments* reports = nullptr;  ///< null: it writes none
};

/// Reads the configuration for a command whose line is read, and puts what it says into the options that the
/// line left alone and into what these options fill. What the target has of its own comes before
/// what holds for all. Shows all mistakes, also those in what this command does not need; false when there
/// was one.
[[nodiscard]] bool configure(CLI::App& command, const Configurable& to_fill, std::ostream& err);

}  // namespace conform
