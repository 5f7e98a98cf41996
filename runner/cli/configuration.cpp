#include "runner/cli/configuration.hpp"

#include "runner/cli/credentials.hpp"
#include "runner/cli/inputs.hpp"
#include "runner/cli/options.hpp"
#include "runner/cli/report_files.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <sstream>

#include <CLI/CLI.hpp>

namespace conform {
namespace {

/// What has a form of its own in conform.yaml, or belongs to one run and not to a project.
constexpr std::array<std::string_view, 20> not_settings = {
    "help",         "config",    "no-config",       "header",      "user",     "rule",  "report", "auth",
    "auth-command", "auth-from", "auth-client",     "auth-user",   "auth-url", "junit", "html",   "json",
    "shard",        "resume",    "update-baseline", "show-secrets"};

/// The options of `conform run`, bound to nothing that counts.
class RunOptions {
public:
  RunOptions() { add_run(app_, ignored_); }

  [[nodiscard]] std::vector<OptionRow> rows() const { return row_of(*app_.get_subcommand("run")).options; }

  /// What is wrong with a setting, a sentence; empty when nothing is.
  [[nodiscard]] std::string mistake_in(const Setting& setting) {
    CLI::Option* const option = app_.get_subcommand("run")->get_option_no_throw("--" + setting.option);
    if (option == nullptr) return "There is no option `--" + setting.option + "`.";
    try {
      option->clear();
      option->add_result(setting.values);
      option->run_callback();
    } catch (const CLI::ParseError& wrong) {
      return sentence(wrong.what(), setting.option);
    }
    return {};
  }

private:
  static std::string sentence(std::string text, const std::string& option) {
    const std::string prefix = "--" + option + ": ";
    if (text.starts_with(prefix)) text.erase(0, prefix.size());
    return text.ends_with('.') || text.ends_with('?') ? text : text + ".";
  }

  RunCommand ignored_{};
  CLI::App app_{};
};

SettingKey::Shape shape_of(const OptionRow& option) {
  using Shape = SettingKey::Shape;
  if (option.is_flag()) return Shape::flag;
  const bool is_file = option.type == "FILE" || option.type == "DIR";
  if (option.is_repeatable) return is_file ? Shape::paths : Shape::list;
  if (option.type == "CLASSES") return Shape::words;
  return is_file ? Shape::path : Shape::one;
}

std::filesystem::path config_file(const ContractArguments& contract) {
  if (contract.no_config || !contract.config_file.empty()) return contract.config_file;
  const bool has_no_place = contract.document.empty() || contract.document.starts_with("demo:");
  return has_no_place ? std::filesystem::path()
                      : find_config(std::filesystem::path(contract.document).parent_path());
}

class Configuring {
public:
  Configuring(CLI::App& command, const Configurable& to_fill)
      : command_(command), contract_(to_fill.contract), reports_(to_fill.reports) {}

  /// Gives whether all is well.
  [[nodiscard]] bool read(const std::filesystem::path& file, std::ostream& err);

private:
  void check();
  void check_settings(const std::vector<Setting>& settings);
  void check_fields(const std::vector<ConfiguredField>& fields);
  void choose_target();
  const ConfiguredTarget* find_target(const std::string& name, const Place& where);
  void set(const std::vector<Setting>& settings);
  void add(const std::vector<ConfiguredField>& fields);
  void add(const std::vector<ConfiguredReport>& reports);
  void apply();
  [[nodiscard]] Diagnostics all_mistakes() const;

  CLI::App& command_;
  ContractArguments& contract_;
  ReportArguments* reports_;
  RunOptions options_{};
  Config config_{};
  const ConfiguredTarget* target_ = nullptr;
  Diagnostics mistakes_{};
};

void Configuring::check_settings(const std::vector<Setting>& settings) {
  for (const Setting& setting : settings)
    if (std::string mistake = options_.mistake_in(setting); !mistake.empty())
      mistakes_.error(setting.where, std::move(mistake));
}

void Configuring::check_fields(const std::vector<ConfiguredField>& fields) {
  for (const auto& [field, where] : fields)
    if (const std::string mistake = header_mistake(field.name + ": " + field.value); !mistake.empty())
      mistakes_.error(where, mistake + ".");
}

/// Everything, also what this command or this target does not need.
void Configuring::check() {
  check_settings(config_.settings);
  check_fields(config_.fields);
  for (const ConfiguredTarget& target : config_.targets) {
    check_settings(target.settings);
    check_fields(target.fields);
    if (target.url.empty()) continue;  // said already
    const auto parsed = parse_target(target.url);
    if (const auto* mistake = std::get_if<std::string>(&parsed)) mistakes_.error(target.where, *mistake);
  }
}

const ConfiguredTarget* Configuring::find_target(const std::string& name, const Place& where) {
  if (name.find_first_of(":/") != std::string::npos) return nullptr;  // a URL
  const auto found = std::ranges::find(config_.targets, name, &ConfiguredTarget::name);
  if (found != config_.targets.end()) return &*found;
  std::vector<std::string_view> names;
  std::string list;
  for (const ConfiguredTarget& target : config_.targets) {
    names.push_back(target.name);
    list += (list.empty() ? "There are `" : ", `") + printable(target.name) + "`";
  }
  const auto near = nearest_word(name, names);
  const std::string hint = near            ? "Did you mean `" + printable(*near) + "`?"
                           : names.empty() ? "A URL begins with `http://` or `https://`."
                                           : list + ".";
  mistakes_.error(where, "The configuration has no target `" + printable(name) + "`.", hint);
  return nullptr;
}

/// What `--target` names, else what `target:` does.
void Configuring::choose_target() {
  CLI::Option* const option = command_.get_option_no_throw("--target");
  const auto setting = std::ranges::find(config_.settings, "target", &Setting::option);
  const bool is_set = setting != config_.settings.end();
  const bool is_asked = option != nullptr && option->count() > 0;
  if (is_set) {
    const ConfiguredTarget* found = find_target(setting->values.front(), setting->where);
    if (!is_asked && option != nullptr) target_ = found;
  }
  if (is_asked) target_ = find_target(option->results().back(), {});
}

void Configuring::set(const std::vector<Setting>& settings) {
  for (const Setting& setting : settings) {
    CLI::Option* const option = command_.get_option_no_throw("--" + setting.option);
    if (option == nullptr || option->count() > 0) continue;
    // `--resume` says which journal it is.
    const auto& others = option->get_excludes();
    if (std::ranges::any_of(others, [](const CLI::Option* other) { return other->count() > 0; })) continue;
    option->add_result(setting.values);
    option->run_callback();
  }
}

/// Those whose names nobody stronger has.
void Configuring::add(const std::vector<ConfiguredField>& fields) {
  const std::vector<Field> stronger = contract_.fields;
  for (const auto& [field, where] : fields) {
    const std::string name = to_lower(field.name);
    const bool is_taken =
        std::ranges::any_of(stronger, [&](const Field& other) { return to_lower(other.name) == name; });
    if (!is_taken) add_header(contract_, field.name + ": " + field.value);
  }
}

/// Those of kinds that the command line does not ask for.
void Configuring::add(const std::vector<ConfiguredReport>& reports) {
  const std::vector<ReportFile> asked = reports_->files;
  for (const auto& [kind, path] : reports)
    if (std::ranges::find(asked, kind, &ReportFile::kind) == asked.end())
      reports_->files.push_back({kind, path});
}

void Configuring::apply() {
  if (target_ != nullptr) {
    CLI::Option* const option = command_.get_option("--target");
    option->clear();
    option->add_result(target_->url);
    option->run_callback();
    set(target_->settings);
    add(target_->fields);
    contract_.auth = merged(std::move(contract_.auth), target_->auth);
  }
  set(config_.settings);
  add(config_.fields);
  if (reports_ != nullptr) add(config_.reports);
  contract_.auth = merged(std::move(contract_.auth), config_.auth);
}

/// In the order of the lines, with what is wrong with its rules, as far as the suites can be read.
Diagnostics Configuring::all_mistakes() const {
  std::vector<Diagnostic> list = mistakes_.list();
  std::ostringstream ignored;
  if (const auto rules = config_.wishes.empty() ? nullptr : load_rules(contract_.suites, ignored)) {
    const Diagnostics unknown = unknown_rules(config_, *rules);
    list.insert(list.end(), unknown.list().begin(), unknown.list().end());
  }
  std::ranges::stable_sort(
      list, {}, [](const Diagnostic& one) { return std::pair(one.where.mark.line, one.where.mark.column); });
  // Showing one looks through the file.
  constexpr std::size_t most_shown = 200;
  Diagnostics sorted;
  for (Diagnostic& one : list)
    if (sorted.list().size() < most_shown) sorted.add(std::move(one));
  return sorted;
}

bool Configuring::read(const std::filesystem::path& file, std::ostream& err) {
  const SourcePtr source = named_source(file.string(), "configuration", mistakes_);
  const auto document = source ? read_document(source, mistakes_) : std::nullopt;
  if (document) {
    config_ = read_config(*document, config_keys(), process_environment, mistakes_);
    check();
    choose_target();
  }
  if (!mistakes_.has_errors()) {
    apply();
    contract_.config = std::move(config_);
    return true;
  }
  show_mistakes(all_mistakes(), Mask(config_.secrets), err);
  return false;
}

}  // namespace

std::vector<ConfigOption> config_options() {
  std::vector<ConfigOption> options;
  std::vector<OptionRow> rows = RunOptions().rows();
  for (OptionRow& row : rows) {
    if (std::ranges::find(not_settings, row.name) != not_settings.end()) continue;
    SettingKey key{row.name == "suite" ? "suites" : row.name, row.name, shape_of(row)};
    options.push_back({std::move(key), std::move(row)});
  }
  return options;
}

ConfigKeys config_keys() {
  ConfigKeys keys;
  const std::vector<ConfigOption> options = config_options();
  for (const ConfigOption& option : options)
    keys.settings.push_back(option.key);
  for (const ReportKind& kind : report_kinds())
    keys.reports.emplace_back(kind.name);
  return keys;
}

bool configure(CLI::App& command, const Configurable& to_fill, std::ostream& err) {
  const std::filesystem::path file = config_file(to_fill.contract);
  return file.empty() || Configuring(command, to_fill).read(file, err);
}

}  // namespace conform
