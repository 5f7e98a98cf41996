#include "runner/cli/command_line.hpp"

#include "runner/cli/credentials.hpp"
#include "runner/cli/version.hpp"
#include "runner/plan/selection.hpp"
#include "runner/text/environment.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <sstream>

#include <CLI/CLI.hpp>

namespace conform {
namespace {

using Milliseconds = std::chrono::milliseconds;

const std::map<std::string, Weight> weights = {
    {"fail", Weight::fail}, {"warn", Weight::warn}, {"note", Weight::note}};
const std::map<std::string, Depth> depths = {
    {"smoke", Depth::smoke}, {"standard", Depth::standard}, {"deep", Depth::deep}};
const std::map<std::string, Level> levels = {
    {"must", Level::must}, {"should", Level::should}, {"may", Level::may}};

const std::map<std::string, ProbeClass, std::less<>> probe_classes = {
    {"safe", ProbeClass::safe},
    {"negotiation", ProbeClass::negotiation},
    {"malformed", ProbeClass::malformed},
    {"state-changing", ProbeClass::state_changing}};

/// `safe,malformed`, `none` or `all`.
std::vector<ProbeClass> probes_in(const std::string& list) {
  std::vector<ProbeClass> classes;
  if (list == "none") return classes;
  if (list == "all") {
    for (const auto& [name, one] : probe_classes)
      classes.push_back(one);
    return classes;
  }
  std::istringstream words(list);
  for (std::string word; std::getline(words, word, ',');) {
    const auto known = probe_classes.find(word);
    if (known == probe_classes.end()) {
      throw CLI::ValidationError(
          "--probes", "`" + word + "` is none of none, all, safe, negotiation, malformed, state-changing");
    }
    classes.push_back(known->second);
  }
  return classes;
}

void add_contract(CLI::App& command, ContractArguments& contract) {
  command
      .add_option(
          "SPEC", contract.document, "OpenAPI document (YAML or JSON), or demo:http-status, demo:bookshop")
      ->required();
  command.add_option("--suite", contract.suites, "more rules, in the format of suites/README.md")
      ->type_name("FILE");
  command
      .add_option("--allow-refs",
                  contract.reference_folders,
                  "let $ref lead to files below DIR too, not only below the folder of SPEC")
      ->type_name("DIR");
  command.add_flag("--allow-remote-refs",
                   contract.remote_references,
                   "let $ref lead to http and https addresses; they are fetched");
}

/// `SCHEME=TEXT`, cut at the first `=`.
std::pair<std::string, std::string> scheme_and_text(const std::string& option, const std::string& argument) {
  const auto equals = argument.find('=');
  if (equals == std::string::npos || equals == 0)
    throw CLI::ValidationError(option, "what was given is not of the form SCHEME=…");
  return {argument.substr(0, equals), argument.substr(equals + 1)};
}

/// What stands behind `=`: the environment is looked up in all but commands, for which the shell does that.
GivenCredential given_credential(GivenCredential::From from, std::pair<std::string, std::string> written) {
  GivenCredential given;
  given.scheme = std::move(written.first);
  given.from = from;
  if (from == GivenCredential::From::command) {
    given.text = std::move(written.second);
    return given;
  }
  Expanded expanded = expand_variables(written.second, process_environment, Dollars::as_written);
  given.missing = std::move(expanded.missing);
  if (from != GivenCredential::From::answer) {
    given.text = std::move(expanded.text);
    return given;
  }
  const auto hash = expanded.text.find('#');
  given.login.operation = expanded.text.substr(0, hash);
  if (hash != std::string::npos) given.login.at = expanded.text.substr(hash + 1);
  return given;
}

void add_credential(CLI::App& command,
                    AuthArguments& auth,
                    const std::pair<const char*, GivenCredential::From>& way,
                    const std::string& text) {
  const std::string option = way.first;
  const auto from = way.second;
  command
      .add_option_function<std::vector<std::string>>(
          option,
          [&auth, option, from](const std::vector<std::string>& all) {
            for (const std::string& one : all)
              auth.given.push_back(given_credential(from, scheme_and_text(option, one)));
          },
          text)
      ->type_name("SCHEME=VALUE");
}

void add_auth(CLI::App& command, AuthArguments& auth) {
  using From = GivenCredential::From;
  add_credential(
      command,
      auth,
      {"--auth", From::text},
      "credentials for a security scheme of the document: a key, a token, name:password; ${NAME} is "
      "read from the environment; only operations that ask for the scheme get them; goes before `auth:` in "
      "conform.yaml");
  add_credential(command,
                 auth,
                 {"--auth-command", From::command},
                 "the same: the first line that a shell command prints");
  add_credential(command,
                 auth,
                 {"--auth-from", From::answer},
                 "the same: a part of the answer of an operation, its id or name, by a JSON Pointer: 'POST "
                 "/login#/token'; see `auth:` in conform.yaml for more");
  add_credential(command,
                 auth,
                 {"--auth-client", From::client},
                 "OAuth2: id:secret of the client; the token is fetched from the document's token URL");
  add_credential(command,
                 auth,
                 {"--auth-user", From::user},
                 "name:password of a user: for basic as it is, of OAuth2 for a token by the password flow");
  command
      .add_option_function<std::vector<std::string>>(
          "--auth-url",
          [&auth](const std::vector<std::string>& all) {
            for (const std::string& one : all)
              auth.token_urls.insert(scheme_and_text("--auth-url", one));
          },
          "OAuth2: fetch the token there, not from the document's token URL")
      ->type_name("SCHEME=URL");
}

void add_selection(CLI::App& command, ContractArguments& contract) {
  command
      .add_option(
          "--include",
          contract.selection.include,
          "only operations that match: path, `GET /path`, id or tag; * is any text; /between slashes/ a "
          "regular expression")
      ->check(pattern_mistake)
      ->type_name("PATTERN");
  command.add_option("--exclude", contract.selection.exclude, "not operations that match")
      ->check(pattern_mistake)
      ->type_name("PATTERN");
  command.add_flag_callback(
      "--read-only",
      [&contract] { contract.methods = PlanOptions::Methods::safe; },
      "send nothing but GET, HEAD and OPTIONS");
  add_auth(command, contract.auth);
  command
      .add_option(
          "--config", contract.config, "configuration (default: conform.yaml beside SPEC or above it)")
      ->type_name("FILE");
  command.add_flag("--no-config", contract.no_config, "read no configuration");
  command.add_option("--seed", contract.seed, "choose other generated values")->type_name("N");
  command
      .add_option(
          "--depth",
          contract.depth,
          "smoke: the documented requests; standard (default): examples, edges and one wrong input at a "
          "time, too; deep: combinations and random requests, too")
      ->transform(CLI::CheckedTransformer(depths))
      ->type_name("DEPTH");
  command
      .add_option("--max-cases",
                  contract.most_per_operation,
                  "cases that the depth adds for one operation (default 200, deep 2000)")
      ->check(CLI::Range(1, 1'000'000))
      ->type_name("N");
  command.add_option("--max-total", contract.most_in_all, "cases that the depth adds in all")
      ->check(CLI::Range(1, 100'000'000))
      ->type_name("N");
  command
      .add_option_function<std::string>(
          "--probes",
          [&contract](const std::string& list) { contract.probes = probes_in(list); },
          "requests beside the documented ones: none, all, or any of safe (default), negotiation, malformed, "
          "state-changing, with commas")
      ->type_name("CLASSES");
}

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

void add_seconds(CLI::App& command, const std::string& name, Milliseconds& value, const std::string& text) {
  command
      .add_option_function<double>(
          name,
          [&value](double seconds) { value = Milliseconds(static_cast<std::int64_t>(seconds * 1000)); },
          text)
      ->check(CLI::Range(0.001, 86'400.0))
      ->type_name("SECONDS");
}

void add_wire(CLI::App& command, WireOptions& wire) {
  command.add_option("--jobs", wire.jobs, "connections at once (default 8)")
      ->check(CLI::Range(1, 512))
      ->type_name("N");
  command.add_option("--cacert", wire.tls.ca_file, "certificates to trust, PEM")->type_name("FILE");
  command.add_flag_callback(
      "-k,--insecure", [&wire] { wire.tls.verify = false; }, "do not verify certificates");
  command.add_option("--cert", wire.tls.certificate_file, "our own certificate, PEM")->type_name("FILE");
  command.add_option("--key", wire.tls.key_file, "its key, unless it stands in the same file")
      ->type_name("FILE");
  add_seconds(command, "--connect-timeout", wire.connect_timeout, "for a connection (default 5)");
  add_seconds(command, "--timeout", wire.response_timeout, "for a whole response (default 10)");
  command
      .add_option(
          "--max-response", wire.limits.content, "bytes of content kept of a response (default 16 MiB)")
      ->transform(CLI::AsSizeValue(false))
      ->type_name("BYTES");
}

using Weights = std::vector<std::pair<std::string, std::optional<Weight>>>;

/// `ID=fail|warn|note|off`.
std::string add_weight(Weights& chosen, const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos) return "`" + text + "` lacks `=fail`, `=warn`, `=note` or `=off`";
  const std::string word = text.substr(equals + 1);
  const auto known = weights.find(word);
  if (known == weights.end() && word != "off") return "`" + word + "` is none of fail, warn, note, off";
  chosen.emplace_back(text.substr(0, equals),
                      known == weights.end() ? std::nullopt : std::optional(known->second));
  return {};
}

void add_weights(CLI::App& command, Weights& chosen) {
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

void add_run(CLI::App& app, RunCommand& run) {
  CLI::App& command =
      *app.add_subcommand("run", "send what the document promises, judge every answer, write reports");
  add_contract(command, run.contract);
  command.add_option("--target", run.target, "base URL of the server")->type_name("URL");
  add_selection(command, run.contract);
  command
      .add_option_function<std::vector<std::string>>(
          "-H,--header",
          [&run](const std::vector<std::string>& lines) {
            for (const std::string& line : lines)
              add_header(run, line);
          },
          "add a field to every request, `Name: value`")
      ->check([](const std::string& line) { return header_mistake(line); })
      ->type_name("LINE");
  command
      .add_option_function<std::string>(
          "-u,--user",
          [&run](const std::string& user) { add_user(run, user); },
          "basic credentials, `name:password`")
      ->type_name("USER");
  add_wire(command, run.wire);
  command.add_option("--repeat", run.rounds, "perform every case N times; what differs is flaky")
      ->check(CLI::Range(1, 1'000'000))
      ->type_name("N");
  command.add_flag("--discover,!--no-discover",
                   run.discover,
                   "before the run ask lists, such as GET /books, for the ids of other paths (default)");
  command
      .add_option("--confirm",
                  run.confirm,
                  "ask N times again where a case of safe methods failed (default 1); what differs is flaky")
      ->check(CLI::Range(0, 100))
      ->type_name("N");
  const std::map<std::string, Shrink> shrinks = {
      {"off", Shrink::off}, {"safe", Shrink::safe}, {"unsafe", Shrink::unsafe}};
  command
      .add_option(
          "--shrink",
          run.shrink,
          "look for the smallest request where a combination or a random one failed: off, safe (default: "
          "of safe methods), unsafe (of all; they may change something)")
      ->transform(CLI::CheckedTransformer(shrinks))
      ->type_name("WHICH");
  command.add_option("--level", run.least, "judge only rules of at least this level: must, should or may")
      ->transform(CLI::CheckedTransformer(levels))
      ->type_name("LEVEL");
  add_weights(command, run.weights);
  command
      .add_option("--journal", run.journal, "results as they happen (default conform-report/results.ndjson)")
      ->type_name("FILE");
  add_reports(command, run.reports);
}

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
