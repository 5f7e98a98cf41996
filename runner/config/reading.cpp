#include "runner/config/reading.hpp"

#include "runner/text/words.hpp"

#include <algorithm>
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

}  // namespace conform
