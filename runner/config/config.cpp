#include "runner/config/config.hpp"

#include "runner/config/auth_reader.hpp"
#include "runner/config/reading.hpp"
#include "runner/config/settings_reader.hpp"
#include "runner/plan/selection.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

class ConfigReader {
public:
  ConfigReader(const ConfigReading& reading, const ConfigKeys& keys) : reading_(reading), keys_(keys) {}

  Config read();

private:
  std::optional<Weight> weight_of(const Value& value);
  void read_rules(const Value& rules);
  void read_exceptions(const Value& exceptions);
  void read_exception(const Value& exception);
  void read_values(const Value& values);
  void check_pattern(Mark at, const std::string& pattern);
  void read_member(const Member& member);

  const ConfigReading& reading_;
  const ConfigKeys& keys_;
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

void ConfigReader::check_pattern(Mark at, const std::string& pattern) {
  const std::string mistake = pattern_mistake(pattern);
  if (!mistake.empty()) reading_.error(at, mistake);
}

void ConfigReader::read_rules(const Value& rules) {
  if (!reading_.is_map(rules, "`rules`", {})) return;
  for (const Member& member : rules.object()) {
    config_.wishes.push_back(
        {{.rule = member.key, .weight = weight_of(member.value)}, reading_.document.place(member.key_mark)});
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
  if (const Value* operations = exception.find("operations")) {
    wish.operations = reading_.text_of(*operations, "`operations`");
    check_pattern(operations->mark(), wish.operations);
  }
  if (const Value* report = exception.find("report")) wish.weight = weight_of(*report);
  if (wish.reason.empty()) reading_.error(*reason, "A `reason` says something.");
  config_.wishes.push_back({std::move(wish), reading_.document.place(*rule)});
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

void ConfigReader::read_member(const Member& member) {
  if (member.key == "rules") return read_rules(member.value);
  if (member.key == "exceptions") return read_exceptions(member.value);
  if (member.key == "values") return read_values(member.value);
  if (member.key == "auth") {
    config_.auth = read_auth(member.value, reading_);
  } else if (member.key == "headers") {
    config_.fields = read_headers(member.value, reading_, config_.secrets);
  } else if (member.key == "targets") {
    config_.targets = read_targets(member.value, keys_, reading_, config_.secrets);
  } else if (member.key == "reports") {
    config_.reports = read_reports(member.value, keys_, reading_);
  } else if (const SettingKey* key = find_key(keys_, member.key)) {
    if (auto setting = read_setting(*key, member.value, reading_))
      config_.settings.push_back(std::move(*setting));
  }
}

Config ConfigReader::read() {
  std::vector<std::string_view> known = {
      "rules", "exceptions", "values", "auth", "headers", "targets", "reports"};
  for (const SettingKey& key : keys_.settings)
    known.push_back(key.key);
  const Value& root = reading_.document.root;
  if (root.is_null() || !reading_.is_map(root, "The configuration", known)) return std::move(config_);
  for (const Member& member : root.object())
    read_member(member);
  const auto secrets = secrets_of(config_.auth);
  config_.secrets.insert(config_.secrets.end(), secrets.begin(), secrets.end());
  return std::move(config_);
}

}  // namespace

Config read_config(const Document& document,
                   const ConfigKeys& keys,
                   const Environment& environment,
                   Diagnostics& diagnostics) {
  const ConfigReading reading{document, environment, diagnostics};
  return ConfigReader(reading, keys).read();
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
