#include "runner/rules/media_types.hpp"

#include "runner/rules/fact_readers.hpp"

#include <algorithm>

namespace conform {
namespace {

// The parameters of a media type: lower-case `name=value` without quotes, sorted.
std::vector<std::string> parameters_of(std::string_view media_type) {
  std::vector<std::string> parameters;
  for (auto at = media_type.find(';'); at != std::string_view::npos;) {
    const auto next = media_type.find(';', at + 1);
    const auto end = next == std::string_view::npos ? media_type.size() : next;
    auto text = to_lower(media_type.substr(at + 1, end - at - 1));
    std::erase_if(text, [](char c) { return c == ' ' || c == '\t' || c == '"'; });
    if (!text.empty()) parameters.push_back(std::move(text));
    at = next;
  }
  std::ranges::sort(parameters);
  return parameters;
}

enum class Match { none, anything, same_type, same_subtype, same_parameters };

Match match(std::string_view documented, std::string_view content_type) {
  const auto range = essence_of(documented);
  const auto essence = content_type.empty() ? "application/octet-stream" : essence_of(content_type);
  if (range == "*/*" || range == "*") return Match::anything;
  if (range.ends_with("/*") && essence.starts_with(std::string_view(range).substr(0, range.size() - 1)))
    return Match::same_type;
  if (range != essence) return Match::none;
  const auto wanted = parameters_of(documented);
  if (wanted.empty()) return Match::same_subtype;
  // A documented parameter that differs lowers the rank only: `charset` is often written by frameworks.
  return std::ranges::includes(parameters_of(content_type), wanted) ? Match::same_parameters
                                                                    : Match::same_subtype;
}

}  // namespace

const MediaType* media_type_for(const std::vector<MediaType>& documented, std::string_view content_type) {
  const MediaType* best = nullptr;
  Match rank = Match::none;
  for (const auto& one : documented) {
    const auto found = match(one.name, content_type);
    if (found > rank) {
      rank = found;
      best = &one;
    }
  }
  return best;
}

}  // namespace conform
