#include "runner/config/config.hpp"

#include "runner/config/auth_reader.hpp"
#include "runner/config/reading.hpp"
#include "runner/plan/selection.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

class ConfigReader {
public:
  ConfigReader(const ConfigReading& reading, const RuleBook& rules) : reading_(reading), rules_(rules) {}

  Config read();

private:
  std::optional<Weight> weight_of(const Value& value);
  void check_rule(Mark at, const std::string& rule);
  void read_rules(const Value& rules);
  void read_exceptions(const Value& exceptions);
  void read_exception(const Value& exception);
  void read_values(const Value& values);
  void check_pattern(Mark at, const std::string& pattern);

  const ConfigReading& reading_;
  const RuleBook& rules_;
  Config config_{};
};

std::optional<Weight> ConfigReader::weight_of(const Value& value) {
  const std::string word = reading_.text_of(value, "A weight");
  for (const Weight weight : {Weight::fail, Weight::warn, Weight::note})
    if (word == name_of(weight)) return weight;
  if (word != "off" && value.is_string())
    reading_.error(value, "`" + printable(word) + "` is no weight.", "Weights are fail, warn, note and off.");
  return std::nullopt;
}

void ConfigReader::check_rule(Mark at, const std::string& rule) {
  std::vector<std::string_view> ids;
  for (const Rule& known : rules_.rules()) {
    if (matches_pattern(rule, known.id)) return;
    ids.push_back(known.id);
  }
  const auto near = nearest_word(rule, ids);
  reading_.error(at,
                 "There is no rule `" + printable(rule) + "`.",
                 near ? "Did you mean `" + std::string(*near) + "`?" : "");
}

void ConfigReader::check_pattern(Mark at, const std::string& pattern) {
  const std::string mistake = pattern_mistake(pattern);
  if (!mistake.empty()) reading_.error(at, mistake);
}

void ConfigReader::read_rules(const Value& rules) {
  if (!reading_.is_map(rules, "`rules`", {})) return;
  for (const Member& member : rules.object()) {
    check_rule(member.key_mark, member.key);
    config_.wishes.push_back({.rule = member.key, .weight = weight_of(member.value)});
  }
}

void ConfigReader::read_exception(const Value& exception) {
  constexpr std::array<std::string_view, 4> keys = {"rule", "operations", "report", "reason"};
  if (!reading_.is_map(exception, "An exception", keys)) return;
  RuleWish wish{.weight = Weight::note};
  const Value* rule = exception.find("rule");
  const Value* reason = exception.find("reason");
  if (rule == nullptr || reason == nullptr) {
    reading_.error(exception, "An exception needs a `rule` and a `reason`.");
    return;
  }
  wish.rule = reading_.text_of(*rule, "`rule`");
  wish.reason = reading_.text_of(*reason, "`reason`");
  check_rule(rule->mark(), wish.rule);
  if (const Value* operations = exception.find("operations")) {
    wish.operations = reading_.text_of(*operations, "`operations`");
    check_pattern(operations->mark(), wish.operations);
  }
  if (const Value* report = exception.find("report")) wish.weight = weight_of(*report);
  if (wish.reason.empty()) reading_.error(*reason, "A `reason` says something.");
  config_.wishes.push_back(std::move(wish));
}

void ConfigReader::read_exceptions(const Value& exceptions) {
  if (!exceptions.is_array()) {
    reading_.error(exceptions, "`exceptions` must be a list.");
    return;
  }
  for (const Value& exception : exceptions.array())
    read_exception(exception);
}

/// `NAME: value` for every operation, or `GET /path: { NAME: value }` for those that match. `word: { … }` is
/// both: whether `word` is a parameter, or an operation's id or tag, only the document knows.
void ConfigReader::read_values(const Value& values) {
  if (!reading_.is_map(values, "`values`", {})) return;
  for (const Member& member : values.object()) {
    const bool is_operation = member.key.find('/') != std::string::npos && member.value.is_object();
    if (!is_operation) config_.values.push_back({"", member.key, reading_.resolved(member.value)});
    if (!member.value.is_object()) continue;
    check_pattern(member.key_mark, member.key);
    for (const Member& input : member.value.object())
      config_.values.push_back({member.key, input.key, reading_.resolved(input.value)});
  }
}

Config ConfigReader::read() {
  constexpr std::array<std::string_view, 4> keys = {"rules", "exceptions", "values", "auth"};
  const Value& root = reading_.document.root;
  if (root.is_null() || !reading_.is_map(root, "The configuration", keys)) return std::move(config_);
  if (const Value* rules = root.find("rules")) read_rules(*rules);
  if (const Value* exceptions = root.find("exceptions")) read_exceptions(*exceptions);
  if (const Value* values = root.find("values")) read_values(*values);
  if (const Value* auth = root.find("auth")) config_.auth = read_auth(*auth, reading_);
  return std::move(config_);
}

}  // namespace

Config read_config(const Document& document,
                   const RuleBook& rules,
                   const Environment& environment,
                   Diagnostics& diagnostics) {
  const ConfigReading reading{document, environment, diagnostics};
  return ConfigReader(reading, rules).read();
}

std::filesystem::path find_config(const std::filesystem::path& folder) {
  std::error_code ignored;
  std::filesystem::path at = std::filesystem::absolute(folder, ignored).lexically_normal();
  for (;; at = at.parent_path()) {
    auto file = at / "conform.yaml";
    if (std::filesystem::is_regular_file(file, ignored)) return file;
    if (at == at.parent_path()) return {};
  }
}

}  // namespace conform
