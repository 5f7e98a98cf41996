#include "runner/cli/options.hpp"

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

}  // namespace

void add_reports(CLI::App& command, ReportArguments& reports) {
  command.add_option("--junit", reports.junit, "write JUnit XML")->type_name("FILE");
  command.add_option("--html", reports.html, "write the HTML report")->type_name("FILE");
  command.add_option("--json", reports.json, "write the results as JSON")->type_name("FILE");
  command.add_option("--fail-on", reports.fail_on, "lightest finding that fails the run: fail, warn or note")
      ->transform(CLI::CheckedTransformer(weights))
      ->type_name("WEIGHT");
  const std::map<std::string, ReportArguments::Colour> colours = {
      {"auto", ReportArguments::Colour::automatic},
      {"always", ReportArguments::Colour::always},
      {"never", ReportArguments::Colour::never}};
  command.add_option("--color", reports.colour, "auto, always or never")
      ->transform(CLI::CheckedTransformer(colours))
      ->type_name("WHEN");
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
