#include "runner/http/intermediary.hpp"

#include "runner/text/words.hpp"

#include <algorithm>
#include <string_view>

namespace conform {
namespace {

bool is_above_zero(std::string_view age) {
  const bool is_number = !age.empty() && age.find_first_not_of("0123456789") == std::string_view::npos;
  return is_number && age.find_first_not_of('0') != std::string_view::npos;
}

constexpr std::size_t longest_trace = 80;

/// The server chose the value, and its length: it stands in every finding about the answer.
std::string trace_of(std::string_view name, std::string_view value) {
  return std::string(name) + ": " + printable(shortened(value, longest_trace));
}

/// Whether the cache that stands last, next to us, says that it answered from its store.
bool tells_hit(std::string_view status) {
  const auto members = list_members(status);
  if (members.empty()) return false;
  std::string_view last = members.back();
  while (!last.empty()) {
    const auto end = std::min(last.find(';'), last.size());
    std::string_view parameter = last.substr(0, end);
    while (parameter.starts_with(' '))
      parameter.remove_prefix(1);
    while (parameter.ends_with(' '))
      parameter.remove_suffix(1);
    if (parameter == "hit" || parameter == "hit=?1") return true;
    last.remove_prefix(std::min(end + 1, last.size()));
  }
  return false;
}

}  // namespace

Intermediary intermediary_of(const Response& response) {
  const auto age = response.fields.combined("Age");
  if (age && is_above_zero(*age)) return {Intermediary::Part::store, trace_of("Age", *age)};
  const auto status = response.fields.combined("Cache-Status");
  if (status && tells_hit(*status)) return {Intermediary::Part::store, trace_of("Cache-Status", *status)};
  const auto via = response.fields.combined("Via");
  if (via) return {Intermediary::Part::relay, trace_of("Via", *via)};
  if (status) return {Intermediary::Part::relay, trace_of("Cache-Status", *status)};
  return {};
}

std::string sentence_of(const Intermediary& intermediary) {
  switch (intermediary.part) {
  case Intermediary::Part::store:
    return "A cache gave this answer (`" + intermediary.trace +
           "`): it is judged here, not the server behind it.";
  case Intermediary::Part::relay:
    return "The answer came through an intermediary (`" + intermediary.trace +
           "`): this may be its doing, or the server's.";
  case Intermediary::Part::none: break;
  }
  return {};
}

}  // namespace conform
