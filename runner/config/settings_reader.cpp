#include "runner/config/settings_reader.hpp"

#include "runner/config/auth_reader.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

using Shape = SettingKey::Shape;

std::string quoted_key(std::string_view key) { return "`" + printable(shortened(key, 60)) + "`"; }

/// The texts of a list, or the one text that stands in its place.
std::vector<std::string> texts_of(const Value& value, const std::string& what, const ConfigReading& reading) {
  std::vector<std::string> texts;
  if (!value.is_array()) {
    texts.push_back(reading.scalar_of(value, what));
    return texts;
  }
  for (const Value& item : value.array())
    texts.push_back(reading.scalar_of(item, "An item of " + what));
  return texts;
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words)
    all += (all.empty() ? "" : ",") + word;
  return all;
}

bool is_flag(const Value& value, const std::string& text) {
  return value.is_boolean() || (value.is_string() && (text == "true" || text == "false"));
}

class TargetReader {
public:
  TargetReader(const ConfigKeys& keys, const ConfigReading& reading, std::vector<std::string>& secrets)
      : keys_(keys), reading_(reading), secrets_(secrets) {}

  ConfiguredTarget read(const Member& member);

private:
  void read_map(const Value& map);
  void read_member(const Member& member);

  const ConfigKeys& keys_;
  const ConfigReading& reading_;
  std::vector<std::string>& secrets_;
  ConfiguredTarget target_{};
};

void TargetReader::read_member(const Member& member) {
  if (member.key == "url") {
    target_.url = reading_.text_of(member.value, "`url`");
  } else if (member.key == "headers") {
    target_.fields = read_headers(member.value, reading_, secrets_);
  } else if (member.key == "auth") {
    target_.auth = read_auth(member.value, reading_);
    const auto hidden = secrets_of(target_.auth);
    secrets_.insert(secrets_.end(), hidden.begin(), hidden.end());
  } else if (const SettingKey* key = find_key(keys_, member.key); key != nullptr && key->key != "target") {
    if (auto setting = read_setting(*key, member.value, reading_))
      target_.settings.push_back(std::move(*setting));
  }
}

void TargetReader::read_map(const Value& map) {
  std::vector<std::string_view> known = {"url", "headers", "auth"};
  for (const SettingKey& key : keys_.settings)
    if (key.key != "target") known.push_back(key.key);
  if (!reading_.is_map(map, "The target " + quoted_key(target_.name), known)) return;
  if (map.find("url") == nullptr)
    reading_.error(map, "The target " + quoted_key(target_.name) + " needs a `url`.");
  for (const Member& member : map.object())
    read_member(member);
}

ConfiguredTarget TargetReader::read(const Member& member) {
  target_ = {.name = member.key, .where = reading_.document.place(member.key_mark)};
  const bool is_plain = member.key.find_first_of(":/") == std::string::npos && !member.key.empty();
  if (!is_plain)
    reading_.error(member.key_mark, "The name of a target has neither `:` nor `/`, so that it is no URL.");
  if (member.value.is_string())
    target_.url = reading_.text_of(member.value, "A URL");
  else
    read_map(member.value);
  return std::move(target_);
}

}  // namespace

const SettingKey* find_key(const ConfigKeys& keys, std::string_view name) {
  const auto found = std::ranges::find(keys.settings, name, &SettingKey::key);
  return found == keys.settings.end() ? nullptr : &*found;
}

std::optional<Setting> read_setting(const SettingKey& key, const Value& value, const ConfigReading& reading) {
  const std::string what = quoted_key(key.key);
  const bool may_be_list = key.shape == Shape::list || key.shape == Shape::words || key.shape == Shape::paths;
  if (value.is_object() || value.is_null() || (value.is_array() && !may_be_list)) {
    reading.error(
        value,
        what + (may_be_list ? " must be a text, or a list of texts." : " must be one text or number."));
    return std::nullopt;
  }
  Setting setting{key.option, texts_of(value, what, reading), reading.document.place(value)};
  if (key.shape == Shape::flag && !is_flag(value, setting.values.front())) {
    reading.error(value, what + " must be true or false.");
    return std::nullopt;
  }
  if (key.shape == Shape::words) setting.values = {joined(setting.values)};
  if (key.shape == Shape::path || key.shape == Shape::paths)
    std::ranges::transform(setting.values, setting.values.begin(), [&](const std::string& path) {
      return reading.path_from(path);
    });
  if (setting.values.empty()) return std::nullopt;
  return setting;
}

std::vector<ConfiguredField>
read_headers(const Value& headers, const ConfigReading& reading, std::vector<std::string>& secrets) {
  std::vector<ConfiguredField> fields;
  if (!reading.is_map(headers, "`headers`", {})) return fields;
  for (const Member& member : headers.object()) {
    const std::string what = quoted_key(member.key);
    for (std::string& value : texts_of(member.value, what, reading))
      fields.push_back({{member.key, std::move(value)}, reading.document.place(member.key_mark)});
    if (!is_named_secret(member.key)) continue;
    if (member.value.is_string()) secrets.push_back(member.value.string());
    if (member.value.is_array())
      for (const Value& item : member.value.array())
        if (item.is_string()) secrets.push_back(item.string());
  }
  return fields;
}

std::vector<ConfiguredReport>
read_reports(const Value& reports, const ConfigKeys& keys, const ConfigReading& reading) {
  std::vector<ConfiguredReport> all;
  const std::vector<std::string_view> kinds(keys.reports.begin(), keys.reports.end());
  if (!reading.is_map(reports, "`reports`", kinds)) return all;
  for (const Member& member : reports.object()) {
    const std::string file = reading.text_of(member.value, quoted_key(member.key));
    if (file.empty() && member.value.is_string()) reading.error(member.value, "A report needs a file.");
    all.push_back({member.key, reading.path_from(file)});
  }
  return all;
}

std::vector<ConfiguredTarget> read_targets(const Value& targets,
                                           const ConfigKeys& keys,
                                           const ConfigReading& reading,
                                           std::vector<std::string>& secrets) {
  std::vector<ConfiguredTarget> all;
  if (!reading.is_map(targets, "`targets`", {})) return all;
  for (const Member& member : targets.object())
    all.push_back(TargetReader(keys, reading, secrets).read(member));
  return all;
}

}  // namespace conform
