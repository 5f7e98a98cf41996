#include "runner/cli/choice.hpp"
#include "runner/cli/options.hpp"
#include "runner/cli/report_files.hpp"

#include <map>

#include <CLI/CLI.hpp>

namespace conform {
namespace {

const std::map<std::string, Weight> weights = {
    {"fail", Weight::fail}, {"warn", Weight::warn}, {"note", Weight::note}};

/// `ID=fail|warn|note|off`.
std::string add_weight(RuleWeights& chosen, const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos) return "`" + text + "` lacks `=fail`, `=warn`, `=note` or `=off`";
  const std::string word = text.substr(equals + 1);
  const auto known = weights.find(word);
  if (known == weights.end() && word != "off") return "`" + word + "` is none of fail, warn, note, off";
  chosen.emplace_back(text.substr(0, equals),
                      known == weights.end() ? std::nullopt : std::optional(known->second));
  return {};
}

/// The findings that are known. Which file that is may stand in conform.yaml.
void add_baseline(CLI::App& command, ReportArguments::BaselineArguments& baseline) {
  command.add_option("--baseline", baseline.file, "findings that are known, and break no gate (YAML)")
      ->type_name("FILE");
  command.add_flag("--baseline-strict", baseline.strict, "fail when one of them no longer occurs");
  command.add_flag(
      "--update-baseline", baseline.update, "write that file anew: as it is now, with what people wrote");
}

}  // namespace

void add_reports(CLI::App& command, ReportArguments& reports) {
  command
      .add_option_function<std::vector<std::string>>(
          "--report",
          [&reports](const std::vector<std::string>& wishes) {
            for (const std::string& wish : wishes)
              if (const std::string mistake = add_reports_of(wish, reports.files); !mistake.empty())
                throw CLI::ValidationError("--report", mistake);
          },
          "write reports, KIND=FILE,KIND=FILE…; FILE may be - for standard output, KIND is one of " +
              report_kind_names())
      ->type_name("REPORTS");
  for (const std::string kind : {"junit", "html", "json"})
    command
        .add_option_function<std::string>(
            "--" + kind,
            [&reports, kind](const std::string& path) {
              reports.files.push_back({kind, path});
            },
            "the same as --report " + kind + "=FILE")
        ->type_name("FILE");
  add_baseline(command, reports.baseline);
  add_choice(command,
             "--junit-dialect",
             reports.junit_dialect,
             {{"default", JUnitDialect::standard}, {"strict", JUnitDialect::strict}},
             "JUnit as every consumer reads it, or as schemas allow it");
  add_choice(command,
             "--fail-on",
             reports.fail_on,
             {{"fail", Weight::fail}, {"warn", Weight::warn}, {"note", Weight::note}},
             "lightest finding that fails the run");
  using Colour = ReportArguments::Colour;
  add_choice(command,
             "--color",
             reports.colour,
             {{"auto", Colour::automatic}, {"always", Colour::always}, {"never", Colour::never}},
             "whether the console has colours");
}

void add_weights(CLI::App& command, RuleWeights& chosen) {
  command
      .add_option_function<std::vector<std::string>>(
          "--rule",
          [&chosen](const std::vector<std::string>& rules) {
            for (const std::string& rule : rules)
              if (const std::string mistake = add_weight(chosen, rule); !mistake.empty())
                throw CLI::ValidationError("--rule", mistake);
          },
          "weigh rules otherwise: ID=fail, warn, note or off; in ID * is any text")
      ->type_name("ID=WEIGHT");
}

}  // namespace conform
