#pragma once

#include "reports/junit/junit.hpp"
#include "runner/auth/obtain.hpp"
#include "runner/cli/shard_choice.hpp"
#include "runner/config/config.hpp"
#include "runner/journal/journal.hpp"
#include "runner/plan/plan.hpp"
#include "runner/wire/perform.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace conform {

// What each command was asked to do: the command line and conform.yaml as plain data, checked as far as they
// can be without the document and the rules.

/// The document, and which of its operations.
struct ContractArguments {
  std::string document{};             ///< a path, or `demo:NAME` for one that is embedded
  std::vector<std::string> suites{};  ///< `--suite FILE`, read after the embedded ones
  Selection selection{};
  std::vector<ProbeClass> probes{ProbeClass::safe};
  std::string config_file{};  ///< `--config FILE`; empty: the nearest conform.yaml
  bool no_config = false;
  Config config{};  ///< what stands there; its settings and fields are in the other members already
  std::uint64_t seed = 0;
  Depth depth = Depth::standard;
  std::size_t most_per_operation = 0;            ///< 0: as the depth says
  std::size_t most_in_all = 0;                   ///< 0: no limit
  std::vector<std::string> reference_folders{};  ///< `--allow-refs`
  bool remote_references = false;                ///< `--allow-remote-refs`
  AuthArguments auth{};                          ///< `--auth` and the like, and what conform.yaml has besides
  std::vector<Field> fields{};                   ///< `-H`, `-u` and `headers:`
  std::vector<std::string> secrets{};            ///< values among them that nobody may see
  PlanOptions::Methods methods = PlanOptions::Methods::all;  ///< `--read-only`: safe
};

/// A report that was asked for.
struct ReportFile {
  std::string kind{};  ///< one of `report_kinds()`
  std::string path{};  ///< `-`: standard output
};

/// What is written of the results, and where.
struct ReportArguments {
  struct BaselineArguments {
    std::string file{};  ///< `--baseline`; empty: none
    bool strict = false;
    bool update = false;
  } baseline{};
  std::vector<ReportFile> files{};  ///< `--report` and its short forms, in their order
  JUnitDialect junit_dialect = JUnitDialect::standard;
  Weight fail_on = Weight::fail;
  enum class Colour { automatic, always, never } colour = Colour::automatic;
};

/// Which failing requests are made smaller after the run.
enum class Shrink { off, safe, unsafe };

struct RunCommand {
  ContractArguments contract{};
  ReportArguments reports{};
  std::string target{};
  std::string journal{};  ///< empty: below `conform-report`
  bool show_secrets = false;
  bool resume = false;        ///< go on with that journal
  ChosenShard shard{};        ///< of all cases when it is no part
  Keep keep = Keep::notable;  ///< whose exchanges go into it
  WireOptions wire{};
  std::uint32_t rounds = 1;
  bool discover = true;       ///< ask lists for places that exist
  std::uint32_t confirm = 1;  ///< how often a failure is asked again, where that is safe
  Shrink shrink = Shrink::safe;
  std::size_t most_failures = 0;  ///< `--max-failures`: cases, after which no other begins; 0: no limit
  std::string wait_for{};         ///< a URL, `tcp://host:port` or `tcp`; empty: nothing is waited for
  std::chrono::milliseconds patience{60'000};  ///< for that
  Level least = Level::may;
  std::vector<std::pair<std::string, std::optional<Weight>>> weights{};
};

struct PlanCommand {
  ContractArguments contract{};
  std::string target = "http://localhost";
  enum class Format { table, json, curl, hurl } format = Format::table;
  std::string diff{};  ///< an earlier plan as JSON to compare with; empty: none
};

struct LintCommand {
  ContractArguments contract{};
  enum class Format { text, json, sarif, github } format = Format::text;
  enum class Strictness { errors_fail, warnings_fail } strictness = Strictness::errors_fail;
  std::vector<std::pair<std::string, std::optional<Weight>>> weights{};  ///< as those of RunCommand
};

struct MockCommand {
  ContractArguments contract{};
  std::uint16_t port = 8080;
  std::string break_rule{};
};

struct ExplainCommand {
  std::vector<std::string> words{};
  std::vector<std::string> suites{};
  enum class Listing { none, rules, facts, grammars, statuses } listing = Listing::none;
};

struct ReportCommand {
  ContractArguments contract{};         ///< of which a configuration has nothing but its file
  std::vector<std::string> journals{};  ///< one, or all shards of a run
  bool partial = false;                 ///< shards may be missing
  ReportArguments reports{};
};

struct InitCommand {
  ContractArguments contract{};
  std::string output{};  ///< empty: conform.yaml beside the document; `-`: standard output
  enum class Existing { kept, replaced } existing = Existing::kept;
};

/// Nothing to do but to print: help, version, a completion … (exit 0), or what is wrong with the command line
/// or the configuration (exit 2).
struct NoCommand {
  int exit = 0;
  std::string text{};
};

using Command = std::variant<NoCommand,
                             RunCommand,
                             PlanCommand,
                             LintCommand,
                             MockCommand,
                             ExplainCommand,
                             ReportCommand,
                             InitCommand>;

/// Reads the command line and, for commands that take one, the configuration: the file that it names, or the
/// nearest conform.yaml around the document. The command line wins.
[[nodiscard]] Command parse_command_line(int argc, const char* const* argv);

}  // namespace conform
