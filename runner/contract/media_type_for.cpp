#include "runner/contract/media_type_for.hpp"

#include "runner/http/fields.hpp"
#include "runner/openapi/media_type_name.hpp"

#include <algorithm>

namespace conform {
namespace {

// The parameters of a media type: lower-case `name=value` without quotes, sorted.
std::vector<std::string> parameters_of(std::string_view written) {
  std::vector<std::string> parameters;
  while (!written.empty()) {
    const auto end = std::min(written.find(';'), written.size());
    auto text = to_lower(written.substr(0, end));
    std::erase_if(text, [](char c) { return c == ' ' || c == '\t' || c == '"'; });
    if (!text.empty()) parameters.push_back(std::move(text));
    written.remove_prefix(std::min(end + 1, written.size()));
  }
  std::ranges::sort(parameters);
  return parameters;
}

enum class Match { none, anything, same_type, same_subtype, same_parameters };

Match match(std::string_view documented, const MediaTypeName& sent) {
  const auto range = split_media_type(documented);
  if (range.type == "*") return Match::anything;
  if (range.type != sent.type) return Match::none;
  if (range.subtype == "*") return Match::same_type;
  if (range.subtype != sent.subtype) return Match::none;
  if (range.parameters.empty()) return Match::same_subtype;
  // A documented parameter that differs lowers the rank only: `charset` is often written by frameworks.
  const bool same = std::ranges::includes(parameters_of(sent.parameters), parameters_of(range.parameters));
  return same ? Match::same_parameters : Match::same_subtype;
}

}  // namespace

const MediaType* media_type_for(const std::vector<MediaType>& documented, std::string_view content_type) {
  const auto sent = split_media_type(content_type.empty() ? "application/octet-stream" : content_type);
  const MediaType* best = nullptr;
  Match rank = Match::none;
  for (const auto& one : documented) {
    const auto found = match(one.name, sent);
    if (found > rank) {
      rank = found;
      best = &one;
    }
  }
  return best;
}

}  // namespace conform
