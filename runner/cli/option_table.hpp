#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace conform {

// Commands and options as rows, read from where they are declared. Help, man page, completions, the keys of
// conform.yaml and their JSON Schema are all made from these.

/// An option of a command.
struct OptionRow {
  std::string name{};                  ///< without dashes
  std::string letter{};                ///< its short form, without the dash; empty: it has none
  std::string opposite{};              ///< `no-discover`, which takes it back; empty: there is none
  std::string type{};                  ///< `FILE`, `N`, `smoke|standard|deep` …; empty: a flag
  std::vector<std::string> choices{};  ///< the words that it takes, when these are all
  std::string least{};                 ///< of a number; empty: no limit
  std::string most{};
  std::string text{};
  std::string group{};  ///< under which it is listed
  bool is_repeatable = false;

  [[nodiscard]] bool is_flag() const { return type.empty(); }
};

/// What stands on the line without a name.
struct ArgumentRow {
  std::string name{};
  std::string text{};
  bool is_needed = false;
  bool is_repeatable = false;
};

/// A command, or the program itself.
struct CommandRow {
  std::string name{};
  std::string text{};
  std::string examples{};
  std::vector<ArgumentRow> arguments{};
  std::vector<OptionRow> options{};  ///< by their groups
};

struct CommandTable {
  CommandRow program{};
  std::vector<CommandRow> commands{};  ///< without those that nobody types
};

[[nodiscard]] OptionRow row_of(const CLI::Option& option);
[[nodiscard]] CommandRow row_of(const CLI::App& command);
[[nodiscard]] CommandTable table_of(const CLI::App& app);

}  // namespace conform
