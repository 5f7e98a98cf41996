#include "runner/config/reading.hpp"

#include "runner/http/fields.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <vector>

namespace conform {

void ConfigReading::error(Mark at, std::string message, std::string hint) const {
  diagnostics.error(document.place(at), std::move(message), std::move(hint));
}

void ConfigReading::error(const Value& at, std::string message, std::string hint) const {
  error(at.mark(), std::move(message), std::move(hint));
}

bool ConfigReading::is_map(const Value& value, std::string_view what, Keys keys) const {
  if (!value.is_object()) {
    error(value, std::string(what) + " must be a map.");
    return false;
  }
  for (const Member& member : value.object()) {
    if (keys.empty() || std::ranges::find(keys, member.key) != keys.end()) continue;
    const auto near = nearest_word(member.key, keys);
    error(member.key_mark,
          std::string(what) + " has no key `" + printable(member.key) + "`.",
          near ? "Did you mean `" + std::string(*near) + "`?" : "");
  }
  return true;
}

std::string ConfigReading::resolved(const Value& at, const std::string& text) const {
  Expanded expanded = expand_variables(text, environment, Dollars::doubled);
  if (expanded.missing.empty()) return std::move(expanded.text);
  const std::string name = printable(expanded.missing);
  error(at, "The environment has no variable `" + name + "`.", "`${" + name + ":-…}` says what else.");
  return {};
}

Value ConfigReading::resolved(const Value& value) const {
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

std::string ConfigReading::text_of(const Value& value, std::string_view what) const {
  if (value.is_string()) return resolved(value, value.string());
  error(value, std::string(what) + " must be a text.");
  return {};
}

std::string ConfigReading::scalar_of(const Value& value, std::string_view what) const {
  if (value.is_string()) return resolved(value, value.string());
  if (value.is_number() || value.is_boolean()) return to_json(value);
  error(value, std::string(what) + " must be a text or a number.");
  return {};
}

std::string ConfigReading::path_from(const std::string& written) const {
  if (written.empty() || written == "-") return written;
  return (std::filesystem::path(document.source->name).parent_path() / written).string();
}

bool is_named_secret(std::string_view name) {
  constexpr std::array<std::string_view, 9> parts = {
      "pass", "secret", "token", "credential", "apikey", "api_key", "api-key", "auth", "cookie"};
  constexpr std::array<std::string_view, 5> words = {"pwd", "pin", "otp", "key", "code"};
  const std::string lower = to_lower(name);
  return std::ranges::find(words, lower) != words.end() ||
         std::ranges::any_of(parts,
                             [&](std::string_view part) { return lower.find(part) != std::string::npos; });
}

}  // namespace conform
