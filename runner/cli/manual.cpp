#include "runner/cli/manual.hpp"

#include "runner/cli/help.hpp"
#include "runner/cli/version.hpp"

#include <sstream>

namespace conform {
namespace {

/// Text that says nothing to the formatter. groff(7): a dash that is to be copied is `\-`.
std::string plain(const std::string& text) {
  std::string all;
  bool is_first = true;
  for (const char byte : text) {
    if (is_first && (byte == '.' || byte == '\'')) all += "\\&";
    is_first = byte == '\n';
    if (byte == '\\')
      all += "\\e";
    else if (byte == '-')
      all += "\\-";
    else
      all += byte;
  }
  return all;
}

std::string options_of(const CommandRow& command) {
  std::string all;
  std::string group;
  for (const OptionRow& option : command.options) {
    if (option.group != group) all += ".PP\n.I " + plain(option.group) + "\n";
    group = option.group;
    all += ".TP\n.B " + plain(spelling_of(option)) + "\n" + plain(option.text) + "\n";
  }
  return all;
}

std::string examples_of(const CommandRow& command) {
  if (command.examples.empty()) return {};
  std::istringstream lines(command.examples);
  std::string all = ".PP\n.EX\n";
  for (std::string line; std::getline(lines, line);)
    all += plain(line) + "\n";
  return all + ".EE\n";
}

std::string section_of(const CommandRow& command) {
  std::string all = ".SS " + plain(usage_of(command)) + "\n" + plain(command.text) + ".\n";
  for (const ArgumentRow& argument : command.arguments)
    all += ".TP\n.I " + plain(argument.name) + "\n" + plain(argument.text) + "\n";
  return all + options_of(command) + examples_of(command);
}

constexpr std::string_view exit_status = R"(.SH EXIT STATUS
.TP
.B 0
Everything was judged, nothing was found at or above \-\-fail\-on.
.TP
.B 1
Findings.
.TP
.B 2
Wrong usage, or a mistake in the document, a suite or the configuration; of lint: errors.
.TP
.B 3
The target could not be reached, or too much stayed undecided.
.TP
.B 4
This machine failed: disk full, report not writable, memory used up.
.TP
.B 5
Nothing was tested.
.TP
.B 70
An internal error: a bug of conform.
.TP
.B 130
Interrupted; what was done is reported.
)";

constexpr std::string_view surroundings = R"(.SH CONFIGURATION
The nearest
.I conform.yaml
in the folder of the document or above it may hold every option of
.B conform run
under its own name, and
.BR targets ", " headers ", " auth ", " values ", " rules ", " exceptions " and " reports .
.B conform init
writes one.
${NAME} and ${NAME:\-otherwise} stand for environment variables.
The command line wins.
.SH ENVIRONMENT
.TP
.B NO_COLOR
When it is set and not empty, the console has no colours.
.SH FILES
.TP
.I conform.yaml
The configuration.
.TP
.I conform\-report/results.ndjson
The journal of a run, from which every report can be made again.
.SH COMPLETION
.B conform completion bash
prints a script that completes commands and options in bash; there are
.B zsh
and
.B fish
as well.
)";

}  // namespace

std::string manual_page(const CommandTable& table) {
  std::string page = ".TH CONFORM 1 \"\" \"conform " + plain(version_number()) + "\" \"User Commands\"\n";
  page += ".SH NAME\nconform \\- check a server against its OpenAPI document and against HTTP\n";
  page += ".SH SYNOPSIS\n";
  for (const CommandRow& command : table.commands)
    page += ".B " + plain(usage_of(command)) + "\n.br\n";
  page +=
      ".SH DESCRIPTION\n"
      "conform plans requests for every operation of an OpenAPI document, sends them to a server that you "
      "name, and judges each answer\nagainst the document and against the HTTP specifications.\n"
      "Its exit status is a gate for pipelines, and it writes reports for dashboards and for people.\n";
  page += ".SH OPTIONS\n" + options_of(table.program) + ".SH COMMANDS\n";
  for (const CommandRow& command : table.commands)
    page += section_of(command);
  return page + std::string(exit_status) + std::string(surroundings);
}

}  // namespace conform
