#include "runner/cli/inputs.hpp"

#include "runner/cli/fetching.hpp"
#include "runner/lint/lint_rule.hpp"
#include "runner/plan/selection.hpp"
#include "runner/text/embedded.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace conform {
namespace {

constexpr std::string_view demo_prefix = "demo:";

// Showing one looks through its text; a hostile document can have very many.
constexpr std::size_t most_shown = 200;

/// `demo:bookshop` is `specs/bookshop.yaml`, from inside the program.
SourcePtr embedded_source(std::string_view name, Diagnostics& diagnostics) {
  const std::string file = "specs/" + std::string(name) + ".yaml";
  std::vector<std::string_view> names;
  for (const EmbeddedFile& spec : embedded_specs()) {
    if (spec.name == file)
      return std::make_shared<const Source>(Source{std::string(spec.name), std::string(spec.text)});
    names.push_back(spec.name.substr(6, spec.name.size() - 11));
  }
  std::string known;
  for (const std::string_view each : names)
    known += (known.empty() ? "`demo:" : ", `demo:") + std::string(each) + "`";
  diagnostics.error(
      {}, "There is no embedded document `demo:" + printable(name) + "`.", "There are " + known + ".");
  return nullptr;
}

std::optional<Api> read_contract(const ContractArguments& contract, Diagnostics& diagnostics) {
  const SourcePtr source = contract_source(contract.document, diagnostics);
  if (!source) return std::nullopt;
  Library library(reference_rights(contract));
  const Document* document = library.open(source, diagnostics);
  if (document == nullptr) return std::nullopt;
  return load_api(*document, library, diagnostics);
}

bool is_sound(const Operation& operation) { return operation.fault.empty(); }

/// The path of an absolute or relative server URL, without a trailing slash.
std::string path_of(std::string_view url) {
  // RFC 3986 §4.2: a reference without a scheme may name a host, too.
  const auto authority = url.starts_with("//") ? 0 : url.find("://");
  if (authority != std::string_view::npos) {
    const auto slash = url.find('/', authority + (authority == 0 ? 2 : 3));
    url = slash == std::string_view::npos ? std::string_view() : url.substr(slash);
  }
  url = url.substr(0, url.find_first_of("?#"));
  while (url.ends_with('/'))
    url.remove_suffix(1);
  return std::string(url);
}

}  // namespace

void show(const Diagnostics& diagnostics, std::ostream& err, const Mask& mask) {
  const auto& list = diagnostics.list();
  for (std::size_t at = 0; at < std::min(list.size(), most_shown); ++at)
    err << mask.text(render(list[at]));
  if (list.size() > most_shown) err << "… and " << list.size() - most_shown << " more.\n";
}

SourcePtr contract_source(const std::string& name, Diagnostics& diagnostics) {
  if (name.starts_with(demo_prefix))
    return embedded_source(std::string_view(name).substr(demo_prefix.size()), diagnostics);
  return named_source(name, "document", diagnostics);
}

SourcePtr named_source(const std::string& name, std::string_view what, Diagnostics& diagnostics) {
  try {
    return read_source(name, ReadLimits().bytes);
  } catch (const std::system_error& cause) {
    // What the user named, so it is the user's to mend; the rest of the program's files are the machine's.
    diagnostics.error({std::make_shared<const Source>(Source{name, {}}), {}},
                      "The " + std::string(what) + " cannot be read: " + cause.code().message() + ".");
    return nullptr;
  }
}

ReferenceRights reference_rights(const ContractArguments& contract) {
  ReferenceRights rights;
  rights.folders = contract.reference_folders;
  // A document from inside the program has no folder.
  if (!contract.document.starts_with(demo_prefix)) {
    const auto folder = std::filesystem::path(contract.document).parent_path();
    rights.folders.push_back(folder.empty() ? "." : folder.string());
  }
  if (contract.remote_references) rights.fetch = make_fetch();
  return rights;
}

std::shared_ptr<const Api> load_contract(const ContractArguments& contract, std::ostream& err) {
  Diagnostics diagnostics;
  std::optional<Api> api = read_contract(contract, diagnostics);
  show(diagnostics, err);
  if (!api) return nullptr;
  const bool is_usable = !diagnostics.has_errors() || std::ranges::any_of(api->operations, is_sound);
  if (!is_usable) return nullptr;
  return std::make_shared<const Api>(std::move(*api));
}

std::shared_ptr<const RuleBook> load_rules(const std::vector<std::string>& suites, std::ostream& err) {
  RuleBook book = RuleBook::embedded();
  Diagnostics diagnostics;
  for (const std::string& path : suites) {
    const SourcePtr source = named_source(path, "suite", diagnostics);
    const auto suite = source ? read_document(source, diagnostics) : std::nullopt;
    if (suite) book.add(*suite, diagnostics);
  }
  show(diagnostics, err);
  if (diagnostics.has_errors()) return nullptr;
  return std::make_shared<const RuleBook>(std::move(book));
}

bool rule_is_known(const std::string& id, const RuleBook& rules, std::ostream& err) {
  std::vector<std::string_view> ids;
  for (const Rule& rule : rules.rules()) {
    if (matches_pattern(id, rule.id)) return true;
    ids.push_back(rule.id);
  }
  err << "conform: there is no rule `" << printable(id) << "`.";
  if (const auto near = nearest_word(id, ids)) err << " Did you mean `" << *near << "`?";
  err << '\n';
  return false;
}

Diagnostics unknown_rules(const Config& config, const RuleBook& rules) {
  Diagnostics unknown;
  std::vector<std::string_view> ids;
  for (const Rule& rule : rules.rules())
    ids.push_back(rule.id);
  for (const LintRule& rule : lint_rules())
    ids.push_back(rule.id);
  for (const auto& [wish, where] : config.wishes) {
    if (std::ranges::any_of(ids, [&](std::string_view id) { return matches_pattern(wish.rule, id); }))
      continue;
    const auto near = nearest_word(wish.rule, ids);
    unknown.error(where,
                  "There is no rule `" + printable(wish.rule) + "`.",
                  near ? "Did you mean `" + std::string(*near) + "`?" : "");
  }
  return unknown;
}

bool configured_rules_are_known(const Config& config, const RuleBook& rules, std::ostream& err) {
  const Diagnostics unknown = unknown_rules(config, rules);
  show(unknown, err, Mask(config.secrets));
  return unknown.empty();
}

bool selection_is_known(const Selection& selection, const Api& api, std::ostream& err) {
  std::vector<std::string> names;
  names.reserve(api.operations.size());
  for (const Operation& operation : api.operations)
    names.push_back(operation.name());
  std::vector<std::string_view> words(names.begin(), names.end());
  for (const Operation& operation : api.operations) {
    words.push_back(operation.path);
    words.push_back(operation.operation_id);
    words.insert(words.end(), operation.tags.begin(), operation.tags.end());
  }
  bool known = true;
  for (const auto& [option, patterns] :
       {std::pair("--include", &selection.include), std::pair("--exclude", &selection.exclude)}) {
    for (const std::string& pattern : unmatched(*patterns, api)) {
      known = false;
      err << "conform: " << option << ' ' << printable(pattern) << " matches no operation of the document";
      if (const auto near = nearest_word(pattern, words))
        err << "; did you mean `" << printable(*near) << "`?";
      err << '\n';
    }
  }
  return known;
}

void show_mistakes(const Diagnostics& mistakes, const Mask& mask, std::ostream& err) {
  for (const Diagnostic& mistake : mistakes.list()) {
    const std::string sentence = mistake.message + (mistake.hint.empty() ? "" : " " + mistake.hint);
    err << mask.text(mistake.where.source ? render(mistake) : "conform: " + sentence + "\n");
  }
}

PlanOptions plan_options(const ContractArguments& contract) {
  PlanOptions options;
  // What gives a token is a good request of the plan as well. Of several for one input the last counts.
  options.values = login_inputs(contract.auth);
  options.values.insert(options.values.end(), contract.config.values.begin(), contract.config.values.end());
  options.seed = contract.seed;
  options.selection = contract.selection;
  options.probes = contract.probes;
  options.depth = contract.depth;
  options.most_per_operation = contract.most_per_operation;
  options.most_in_all = contract.most_in_all;
  options.methods = contract.methods;
  options.fields = contract.fields;
  return options;
}

std::string base_path(const Target& target, std::string_view url, const Api& api) {
  if (!target.base_path.empty() || url.ends_with('/') || api.servers.empty()) return target.base_path;
  return path_of(api.servers.front().url);
}

}  // namespace conform
