#include "runner/contract/pairs.hpp"

#include <algorithm>

namespace conform {
namespace {

Pair pair_of(std::string_view text) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos) return {text, text, std::nullopt};
  return {text, text.substr(0, equals), text.substr(equals + 1)};
}

std::vector<Pair> pairs_of(std::string_view list, char separator) {
  std::vector<Pair> pairs;
  while (!list.empty()) {
    const auto end = std::min(list.find(separator), list.size());
    std::string_view text = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    while (separator == ';' && text.starts_with(' '))
      text.remove_prefix(1);
    if (!text.empty()) pairs.push_back(pair_of(text));
  }
  return pairs;
}

}  // namespace

std::vector<Pair> pairs_of_query(std::string_view query) { return pairs_of(query, '&'); }

std::vector<Pair> pairs_of_cookie(std::string_view cookie) { return pairs_of(cookie, ';'); }

std::optional<std::string_view> value_in(const std::vector<Pair>& pairs, std::string_view name) {
  const auto found = std::ranges::find_if(
      pairs, [name](const Pair& pair) { return pair.value.has_value() && pair.name == name; });
  return found == pairs.end() ? std::nullopt : found->value;
}

}  // namespace conform
