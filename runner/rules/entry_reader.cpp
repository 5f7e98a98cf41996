#include "runner/rules/entry_reader.hpp"

#include "runner/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace conform {

std::string hint_for(std::string_view word, std::span<const std::string_view> names) {
  const auto nearest = nearest_word(word, names);
  if (nearest) return fmt::format("Did you mean `{}`?", *nearest);
  std::string all;
  for (const auto name : names)
    all.append(all.empty() ? "Known are `" : "`, `").append(name);
  return all + "`.";
}

void EntryReader::error(Mark mark, std::string message, std::string hint) {
  diagnostics_.error(suite_.place(mark), std::move(message), std::move(hint));
  faulty_ = true;
}

void EntryReader::known_keys(const Value& object,
                             std::span<const std::string_view> names,
                             std::string_view of) {
  for (const auto& member : object.object()) {
    if (std::ranges::find(names, member.key) != names.end()) continue;
    error(member.key_mark,
          fmt::format("`{}` is no key of {}.", printable(member.key), of),
          hint_for(member.key, names));
  }
}

std::string EntryReader::text_at(const Value& object, std::string_view key) {
  const auto* value = object.find(key);
  if (value == nullptr) return {};
  if (value->is_string() && !value->string().empty()) return value->string();
  error(value->mark(), fmt::format("`{}` is a text.", key), value->is_string() ? "" : "Put it in quotes.");
  return {};
}

std::vector<std::pair<Mark, std::string>> EntryReader::texts_at(const Value& object, std::string_view key) {
  std::vector<std::pair<Mark, std::string>> all;
  const auto* value = object.find(key);
  if (value == nullptr) return all;
  for (const auto& one : value->is_array() ? std::span<const Value>(value->array()) : std::span(value, 1)) {
    if (one.is_string()) all.emplace_back(one.mark(), one.string());
    if (!one.is_string()) error(one.mark(), fmt::format("`{}` is a list of texts.", key));
  }
  return all;
}

bool EntryReader::truth_at(const Value& object, std::string_view key) {
  const auto* value = object.find(key);
  if (value == nullptr) return false;
  if (!value->is_boolean()) error(value->mark(), fmt::format("`{}` is `true` or `false`.", key));
  return value->is_boolean() && value->boolean();
}

std::optional<std::size_t>
EntryReader::choice_at(const Value& object, std::string_view key, std::span<const std::string_view> names) {
  const auto written = text_at(object, key);
  if (written.empty()) return std::nullopt;
  const auto found = std::ranges::find(names, written);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  error(object.find(key)->mark(),
        fmt::format("`{}` is no `{}`.", printable(written), key),
        hint_for(written, names));
  return std::nullopt;
}

}  // namespace conform
