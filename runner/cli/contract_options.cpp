#include "runner/cli/choice.hpp"
#include "runner/cli/credentials.hpp"
#include "runner/cli/options.hpp"
#include "runner/plan/selection.hpp"

#include <sstream>

#include <CLI/CLI.hpp>

namespace conform {
namespace {

const Choices<Depth> depths = {{"smoke", Depth::smoke}, {"standard", Depth::standard}, {"deep", Depth::deep}};

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

}  // namespace

void add_document(CLI::App& command, ContractArguments& contract) {
  command
      .add_option(
          "SPEC", contract.document, "OpenAPI document (YAML or JSON), or demo:http-status, demo:bookshop")
      ->required();
  command
      .add_option("--allow-refs",
                  contract.reference_folders,
                  "let $ref lead to files below DIR too, not only below the folder of SPEC")
      ->type_name("DIR");
  command.add_flag("--allow-remote-refs",
                   contract.remote_references,
                   "let $ref lead to http and https addresses; they are fetched");
}

void add_contract(CLI::App& command, ContractArguments& contract) {
  add_document(command, contract);
  command.add_option("--suite", contract.suites, "more rules, in the format of suites/README.md")
      ->type_name("FILE");
  command
      .add_option(
          "--config", contract.config_file, "configuration (default: conform.yaml beside SPEC or above it)")
      ->type_name("FILE");
  command.add_flag("--no-config", contract.no_config, "read no configuration");
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
  command
      .add_option_function<std::vector<std::string>>(
          "-H,--header",
          [&contract](const std::vector<std::string>& lines) {
            for (const std::string& line : lines)
              add_header(contract, line);
          },
          "add a field to every request, `Name: value`")
      ->check([](const std::string& line) { return header_mistake(line); })
      ->type_name("LINE");
  command
      .add_option_function<std::string>(
          "-u,--user",
          [&contract](const std::string& user) { add_user(contract, user); },
          "basic credentials, `name:password`")
      ->type_name("USER");
  add_auth(command, contract.auth);
  command.add_option("--seed", contract.seed, "choose other generated values")->type_name("N");
  add_choice(command,
             "--depth",
             contract.depth,
             depths,
             "smoke: the documented requests; standard (default): examples, edges and one wrong input at a "
             "time, too; deep: combinations and random requests, too");
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

}  // namespace conform
