#include "runner/config/config.hpp"

#include "runner/plan/selection.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace conform {
namespace {

using Keys = std::span<const std::string_view>;

class ConfigReader {
public:
  ConfigReader(const Document& document,
               const RuleBook& rules,
               const Environment& environment,
               Diagnostics& diagnostics)
      : document_(document), rules_(rules), environment_(environment), diagnostics_(diagnostics) {}

  std::optional<Config> read();

private:
  void error(const Value& at, std::string message, std::string hint = {});
  void error(Mark at, std::string message, std::string hint = {});
  /// Whether `value` is a map; its keys are held against `keys` unless these are empty.
  bool is_map(const Value& value, std::string_view what, Keys keys);
  std::string text_of(const Value& value, std::string_view what);
  std::string resolved(const Value& at, const std::string& text);
  Value resolved(const Value& value);
  std::string variable(const Value& at, std::string_view written);
  std::optional<Weight> weight_of(const Value& value);
  void check_rule(Mark at, const std::string& rule);
  void read_rules(const Value& rules);
  void read_exceptions(const Value& exceptions);
  void read_exception(const Value& exception);
  void read_values(const Value& values);

  const Document& document_;
  const RuleBook& rules_;
  const Environment& environment_;
  Diagnostics& diagnostics_;
  Config config_{};
  bool is_faulty_ = false;
};

void ConfigReader::error(Mark at, std::string message, std::string hint) {
  is_faulty_ = true;
  diagnostics_.error(document_.place(at), std::move(message), std::move(hint));
}

void ConfigReader::error(const Value& at, std::string message, std::string hint) {
  error(at.mark(), std::move(message), std::move(hint));
}

bool ConfigReader::is_map(const Value& value, std::string_view what, Keys keys) {
  if (!value.is_object()) {
    error(value, std::string(what) + " must be a map.");
    return false;
  }
  for (const Member& member : value.object()) {
    if (keys.empty() || std::ranges::find(keys, member.key) != keys.end()) continue;
    const auto near = nearest_word(member.key, std::vector<std::string_view>(keys.begin(), keys.end()));
    error(member.key_mark,
          std::string(what) + " has no key `" + printable(member.key) + "`.",
          near ? "Did you mean `" + std::string(*near) + "`?" : "");
  }
  return true;
}

/// What `NAME` or `NAME:-otherwise` stands for.
std::string ConfigReader::variable(const Value& at, std::string_view written) {
  const auto colon = written.find(":-");
  const std::string name(written.substr(0, colon));
  if (auto value = environment_(name)) return std::move(*value);
  if (colon != std::string_view::npos) return std::string(written.substr(colon + 2));
  error(at,
        "The environment has no variable `" + printable(name) + "`.",
        "`${" + printable(name) + ":-…}` says what else.");
  return {};
}

std::string ConfigReader::resolved(const Value& at, const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto end = text.compare(i, 2, "${") == 0 ? text.find('}', i) : std::string::npos;
    if (end != std::string::npos) {
      out += variable(at, std::string_view(text).substr(i + 2, end - i - 2));
      i = end;
      continue;
    }
    out += text[i];
    if (text.compare(i, 2, "$$") == 0) ++i;
  }
  return out;
}

Value ConfigReader::resolved(const Value& value) {
  if (value.is_string()) return Value(resolved(value, value.string()));
  if (value.is_array()) {
    Array items;
    for (const Value& item : value.array())
      items.push_back(resolved(item));
    return items;
  }
  if (!value.is_object()) return value;
  Object members;
  for (const Member& member : value.object())
    members.add(member.key, resolved(member.value));
  return members;
}

std::string ConfigReader::text_of(const Value& value, std::string_view what) {
  if (value.is_string()) return resolved(value, value.string());
  error(value, std::string(what) + " must be a text.");
  return {};
}

std::optional<Weight> ConfigReader::weight_of(const Value& value) {
  const std::string word = text_of(value, "A weight");
  for (const Weight weight : {Weight::fail, Weight::warn, Weight::note})
    if (word == name_of(weight)) return weight;
  if (word != "off" && value.is_string())
    error(value, "`" + printable(word) + "` is no weight.", "Weights are fail, warn, note and off.");
  return std::nullopt;
}

void ConfigReader::check_rule(Mark at, const std::string& rule) {
  std::vector<std::string_view> ids;
  for (const Rule& known : rules_.rules()) {
    if (matches_pattern(rule, known.id)) return;
    ids.push_back(known.id);
  }
  const auto near = nearest_word(rule, ids);
  error(at,
        "There is no rule `" + printable(rule) + "`.",
        near ? "Did you mean `" + std::string(*near) + "`?" : "");
}

void ConfigReader::read_rules(const Value& rules) {
  if (!is_map(rules, "`rules`", {})) return;
  for (const Member& member : rules.object()) {
    check_rule(member.key_mark, member.key);
    config_.wishes.push_back({.rule = member.key, .weight = weight_of(member.value)});
  }
}

void ConfigReader::read_exception(const Value& exception) {
  constexpr std::array<std::string_view, 4> keys = {"rule", "operations", "report", "reason"};
  if (!is_map(exception, "An exception", keys)) return;
  RuleWish wish{.weight = Weight::note};
  const Value* rule = exception.find("rule");
  const Value* reason = exception.find("reason");
  if (rule == nullptr || reason == nullptr) {
    error(exception, "An exception needs a `rule` and a `reason`.");
    return;
  }
  wish.rule = text_of(*rule, "`rule`");
  wish.reason = text_of(*reason, "`reason`");
  check_rule(rule->mark(), wish.rule);
  if (const Value* operations = exception.find("operations"))
    wish.operations = text_of(*operations, "`operations`");
  if (const Value* report = exception.find("report")) wish.weight = weight_of(*report);
  if (wish.reason.empty()) error(*reason, "A `reason` says something.");
  config_.wishes.push_back(std::move(wish));
}

void ConfigReader::read_exceptions(const Value& exceptions) {
  if (!exceptions.is_array()) {
    error(exceptions, "`exceptions` must be a list.");
    return;
  }
  for (const Value& exception : exceptions.array())
    read_exception(exception);
}

/// `NAME: value` for every operation, or `GET /path: { NAME: value }` for those that match.
void ConfigReader::read_values(const Value& values) {
  if (!is_map(values, "`values`", {})) return;
  for (const Member& member : values.object()) {
    const bool is_operation = member.key.find('/') != std::string::npos && member.value.is_object();
    if (!is_operation) {
      config_.values.push_back({"", member.key, resolved(member.value)});
      continue;
    }
    for (const Member& input : member.value.object())
      config_.values.push_back({member.key, input.key, resolved(input.value)});
  }
}

std::optional<Config> ConfigReader::read() {
  constexpr std::array<std::string_view, 3> keys = {"rules", "exceptions", "values"};
  if (document_.root.is_null()) return config_;
  if (is_map(document_.root, "The configuration", keys)) {
    if (const Value* rules = document_.root.find("rules")) read_rules(*rules);
    if (const Value* exceptions = document_.root.find("exceptions")) read_exceptions(*exceptions);
    if (const Value* values = document_.root.find("values")) read_values(*values);
  }
  return is_faulty_ ? std::nullopt : std::optional(std::move(config_));
}

}  // namespace

std::optional<Config> read_config(const Document& document,
                                  const RuleBook& rules,
                                  const Environment& environment,
                                  Diagnostics& diagnostics) {
  return ConfigReader(document, rules, environment, diagnostics).read();
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
