#include "runner/cli/command_line.hpp"

#include "runner/cli/options.hpp"
#include "runner/cli/version.hpp"

#include <map>
#include <sstream>

#include <CLI/CLI.hpp>

namespace conform {
namespace {

void add_plan(CLI::App& app, PlanCommand& plan) {
  CLI::App& command = *app.add_subcommand("plan", "show what would be sent, and why; send nothing");
  add_contract(command, plan.contract);
  add_selection(command, plan.contract);
  command.add_option("--target", plan.target, "base URL for curl lines")->type_name("URL");
  const std::map<std::string, PlanCommand::Format> formats = {{"table", PlanCommand::Format::table},
                                                              {"json", PlanCommand::Format::json},
                                                              {"curl", PlanCommand::Format::curl},
                                                              {"hurl", PlanCommand::Format::hurl}};
  command.add_option("--format", plan.format, "table, json, curl or hurl")
      ->transform(CLI::CheckedTransformer(formats))
      ->type_name("FORMAT");
  command
      .add_option("--diff", plan.diff, "what came and went since this plan, which `--format json` printed")
      ->type_name("OLD");
}

void add_lint(CLI::App& app, LintCommand& lint) {
  CLI::App& command = *app.add_subcommand("lint", "what is wrong in the document itself; sends nothing");
  add_contract(command, lint.contract);
  using Format = LintCommand::Format;
  const std::map<std::string, Format> formats = {
      {"text", Format::text}, {"json", Format::json}, {"sarif", Format::sarif}, {"github", Format::github}};
  command.add_option("--format", lint.format, "text, json, sarif or github")
      ->transform(CLI::CheckedTransformer(formats))
      ->type_name("FORMAT");
  command.add_flag_callback(
      "--strict",
      [&lint] { lint.strictness = LintCommand::Strictness::warnings_fail; },
      "warnings fail, too");
  add_weights(command, lint.weights);
}

void add_mock(CLI::App& app, MockCommand& mock) {
  CLI::App& command =
      *app.add_subcommand("mock", "a server that keeps the contract, or breaks one rule where told");
  add_contract(command, mock.contract);
  command.add_option("--port", mock.port, "port on 127.0.0.1, 0 for any free one (default 8080)")
      ->type_name("N");
  command.add_option("--break", mock.break_rule, "break this rule and no other")->type_name("RULE");
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
}

void add_report(CLI::App& app, ReportCommand& report) {
  CLI::App& command = *app.add_subcommand("report", "render the reports of a journal again");
  command.add_option("JOURNAL", report.journal, "results.ndjson of a run")->required();
  add_reports(command, report.reports);
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
             "Exit: 0 kept, 1 findings, 2 usage or document, 3 undecided, 4 this machine, 5 nothing tested, "
             "130 interrupted.");
  app.get_formatter()->column_width(28);

  RunCommand run;
  PlanCommand plan;
  LintCommand lint;
  MockCommand mock;
  ExplainCommand explain;
  ReportCommand report;
  add_run(app, run);
  add_plan(app, plan);
  add_lint(app, lint);
  add_mock(app, mock);
  add_explain(app, explain);
  add_report(app, report);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& stopped) {
    return no_command(app, stopped);
  }
  if (app.got_subcommand("run")) return run;
  if (app.got_subcommand("plan")) return plan;
  if (app.got_subcommand("lint")) return lint;
  if (app.got_subcommand("mock")) return mock;
  if (app.got_subcommand("explain")) return explain;
  return report;
}

}  // namespace conform
