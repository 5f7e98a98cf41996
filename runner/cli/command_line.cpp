#include "runner/cli/command_line.hpp"

#include "runner/cli/choice.hpp"
#include "runner/cli/completion.hpp"
#include "runner/cli/config_schema.hpp"
#include "runner/cli/configuration.hpp"
#include "runner/cli/help.hpp"
#include "runner/cli/manual.hpp"
#include "runner/cli/options.hpp"
#include "runner/cli/version.hpp"

#include <optional>
#include <sstream>

#include <CLI/CLI.hpp>

namespace conform {
namespace {

void add_plan(CLI::App& app, PlanCommand& plan) {
  CLI::App& command = *app.add_subcommand("plan", "show what would be sent, and why; send nothing");
  add_contract(command, plan.contract);
  add_selection(command, plan.contract);
  command.add_option("--target", plan.target, "base URL for curl lines")->type_name("URL");
  using Format = PlanCommand::Format;
  add_choice(
      command,
      "--format",
      plan.format,
      {{"table", Format::table}, {"json", Format::json}, {"curl", Format::curl}, {"hurl", Format::hurl}},
      "how it is printed");
  command
      .add_option("--diff", plan.diff, "what came and went since this plan, which `--format json` printed")
      ->type_name("OLD");
  command.footer("  conform plan api.yaml --include 'POST /orders'\n"
                 "  conform plan api.yaml --format curl --target https://staging.example\n"
                 "  conform plan api.yaml --format json > plan.json");
}

void add_lint(CLI::App& app, LintCommand& lint) {
  CLI::App& command = *app.add_subcommand("lint", "what is wrong in the document itself; sends nothing");
  add_contract(command, lint.contract);
  using Format = LintCommand::Format;
  add_choice(
      command,
      "--format",
      lint.format,
      {{"text", Format::text}, {"json", Format::json}, {"sarif", Format::sarif}, {"github", Format::github}},
      "how it is printed");
  command.add_flag_callback(
      "--strict",
      [&lint] { lint.strictness = LintCommand::Strictness::warnings_fail; },
      "warnings fail, too");
  add_weights(command, lint.weights);
  command.footer("  conform lint api.yaml\n"
                 "  conform lint api.yaml --strict --format sarif > lint.sarif");
}

void add_mock(CLI::App& app, MockCommand& mock) {
  CLI::App& command =
      *app.add_subcommand("mock", "a server that keeps the contract, or breaks one rule where told");
  add_contract(command, mock.contract);
  command.add_option("--port", mock.port, "port on 127.0.0.1, 0 for any free one (default 8080)")
      ->type_name("N");
  command.add_option("--break", mock.break_rule, "break this rule and no other")->type_name("RULE");
  command.footer("  conform mock api.yaml --port 8080\n"
                 "  conform mock demo:bookshop --break http/405-lists-allow");
}

void add_explain(CLI::App& app, ExplainCommand& explain) {
  CLI::App& command = *app.add_subcommand("explain", "what a rule, a status code or a field is about");
  command.add_option(
      "WORDS", explain.words, "a rule id, a status code, a field name, or words to search for");
  command.add_option("--suite", explain.suites, "more rules")->type_name("FILE");
  using Listing = ExplainCommand::Listing;
  command.add_flag_callback(
      "--all", [&explain] { explain.listing = Listing::rules; }, "list every rule");
  command.add_flag_callback(
      "--facts", [&explain] { explain.listing = Listing::facts; }, "what rules can speak about");
  command.add_flag_callback(
      "--grammars", [&explain] { explain.listing = Listing::grammars; }, "what `is:` can ask for");
  command.add_flag_callback(
      "--statuses", [&explain] { explain.listing = Listing::statuses; }, "every known status code");
  command.footer("  conform explain 405\n"
                 "  conform explain http/405-lists-allow\n"
                 "  conform explain retry-after");
}

void add_report(CLI::App& app, ReportCommand& report) {
  CLI::App& command =
      *app.add_subcommand("report", "render the reports of a run again, or put its shards together");
  command.add_option("JOURNALS", report.journals, "results.ndjson of a run, or those of all its shards")
      ->required();
  command.add_flag("--partial", report.partial, "shards may be missing; their cases are not judged");
  command
      .add_option(
          "--config", report.contract.config_file, "reports and what fails the run, as conform.yaml has it")
      ->type_name("FILE");
  add_reports(command, report.reports);
  command.footer("  conform report conform-report/results.ndjson --report html=report.html\n"
                 "  conform report shards/*.ndjson --report junit=TEST-conform.xml");
}

void add_init(CLI::App& app, InitCommand& init) {
  CLI::App& command = *app.add_subcommand("init", "write a conform.yaml for a document, to be gone through");
  add_document(command, init.contract);
  command
      .add_option(
          "-o,--output", init.output, "where to (default: conform.yaml beside SPEC); - is standard output")
      ->type_name("FILE");
  command.add_flag_callback(
      "--force", [&init] { init.existing = InitCommand::Existing::replaced; }, "replace what is there");
  command.footer("  conform init api.yaml\n"
                 "  conform init api.yaml -o -");
}

/// What is made from the options themselves: for build and installation, and for shells.
struct Printing {
  std::optional<Shell> completion{};
  bool manual = false;
  bool schema = false;
};

void add_printing(CLI::App& app, Printing& printing) {
  CLI::App& completion =
      *app.add_subcommand("completion", "print a completion script for a shell")->group("");
  const Choices<std::optional<Shell>> shells = {
      {"bash", Shell::bash}, {"zsh", Shell::zsh}, {"fish", Shell::fish}};
  add_choice(completion, "SHELL", printing.completion, shells, "whose").required();
  app.add_subcommand("manual", "print the manual page")->group("")->callback([&printing] {
    printing.manual = true;
  });
  app.add_subcommand("schema", "print the JSON Schema of conform.yaml")->group("")->callback([&printing] {
    printing.schema = true;
  });
}

/// Empty when something else was asked for.
std::string printed(const Printing& printing, const CLI::App& app) {
  if (const auto& shell = printing.completion) return completion_for(*shell, table_of(app));
  if (printing.manual) return manual_page(table_of(app));
  return printing.schema ? config_schema_text() : "";
}

/// One of each, for the options to be bound to.
struct Commands {
  RunCommand run{};
  PlanCommand plan{};
  LintCommand lint{};
  MockCommand mock{};
  ExplainCommand explain{};
  ReportCommand report{};
  InitCommand init{};
  Printing printing{};
};

void add_commands(CLI::App& app, Commands& commands) {
  add_run(app, commands.run);
  add_plan(app, commands.plan);
  add_lint(app, commands.lint);
  add_mock(app, commands.mock);
  add_explain(app, commands.explain);
  add_report(app, commands.report);
  add_init(app, commands.init);
  add_printing(app, commands.printing);
}

/// Both helps are made here, not by the library, whose lines are as long as the sentences.
std::string help(const CLI::App* app, const std::string& /*name*/, CLI::AppFormatMode /*mode*/) {
  return app->get_parent() == nullptr ? help_of(table_of(*app)) : help_of(row_of(*app));
}

/// What the command with this name has for a configuration; nothing when it takes none.
std::optional<Configurable> configurable(const std::string& name, Commands& commands) {
  if (name == "run") return Configurable{commands.run.contract, &commands.run.reports};
  if (name == "plan") return Configurable{commands.plan.contract};
  if (name == "lint") return Configurable{commands.lint.contract};
  if (name == "mock") return Configurable{commands.mock.contract};
  if (name == "report") return Configurable{commands.report.contract, &commands.report.reports};
  return std::nullopt;
}

Command taken(const std::string& name, Commands& commands) {
  if (name == "run") return std::move(commands.run);
  if (name == "plan") return std::move(commands.plan);
  if (name == "lint") return std::move(commands.lint);
  if (name == "mock") return std::move(commands.mock);
  if (name == "explain") return std::move(commands.explain);
  if (name == "init") return std::move(commands.init);
  return std::move(commands.report);
}

NoCommand no_command(const CLI::App& app, const CLI::ParseError& stopped) {
  std::ostringstream text;
  const int exit = app.exit(stopped, text, text);
  return {exit == 0 ? 0 : 2, text.str()};
}

}  // namespace

Command parse_command_line(int argc, const char* const* argv) {
  CLI::App app("Checks a server against its OpenAPI document and against HTTP itself.", "conform");
  app.set_version_flag("--version", version_text());
  app.require_subcommand(1);
  app.footer("Begin with: conform run SPEC --target URL\n"
             "`conform COMMAND --help` tells more, `conform --version` what it is made of.\n\n"
             "Exit status:\n"
             "  0 kept    1 findings     2 usage, document or configuration   3 undecided\n"
             "  4 this machine failed    5 nothing was tested                 130 interrupted");
  app.formatter_fn(help);
  Commands commands;
  add_commands(app, commands);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& stopped) {
    return no_command(app, stopped);
  }
  if (std::string text = printed(commands.printing, app); !text.empty()) return NoCommand{0, std::move(text)};
  CLI::App& asked = *app.get_subcommands().front();
  const auto to_fill = configurable(asked.get_name(), commands);
  std::ostringstream mistakes;
  if (to_fill && !configure(asked, *to_fill, mistakes)) return NoCommand{2, mistakes.str()};
  return taken(asked.get_name(), commands);
}

}  // namespace conform
