#include "runner/mock/acceptable.hpp"

#include "runner/openapi/media_type_name.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

namespace conform {
namespace {

struct Range {
  MediaTypeName name{};
  int weight = 1000;  ///< thousandths
  /// A concrete type says more than `text/*`, and that more than `*/*`.
  [[nodiscard]] int precision() const { return name.type == "*" ? 0 : name.subtype == "*" ? 1 : 2; }
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
    text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
    text.remove_suffix(1);
  return text;
}

// RFC 9110 §12.4.2: `0`, `1`, or up to three digits after the point. What is no weight counts as 1.
int weight_in(std::string_view parameters) {
  const std::string lower = to_lower(parameters);
  const std::size_t at = lower.find("q=");
  if (at == std::string::npos) return 1000;
  double weight = 1;
  std::from_chars(lower.data() + at + 2, lower.data() + lower.size(), weight);
  return static_cast<int>(std::clamp(weight, 0.0, 1.0) * 1000);
}

std::vector<Range> ranges_of(std::string_view accept) {
  std::vector<Range> ranges;
  while (!accept.empty()) {
    const std::size_t comma = std::min(accept.find(','), accept.size());
    const std::string_view member = trimmed(accept.substr(0, comma));
    accept.remove_prefix(std::min(comma + 1, accept.size()));
    if (member.empty()) continue;
    Range range;
    range.name = split_media_type(member);
    range.weight = weight_in(range.name.parameters);
    ranges.push_back(range);
  }
  return ranges;
}

bool covers(const MediaTypeName& range, const MediaTypeName& name) {
  return range.type == "*" ||
         (range.type == name.type && (range.subtype == "*" || range.subtype == name.subtype));
}

int weight_of(const MediaType& media_type, const std::vector<Range>& ranges) {
  const MediaTypeName name = split_media_type(concrete_media_type(media_type.name));
  const Range* best = nullptr;
  for (const Range& range : ranges) {
    if (!covers(range.name, name)) continue;
    if (best == nullptr || range.precision() > best->precision()) best = &range;
  }
  return best == nullptr ? 0 : best->weight;
}

}  // namespace

const MediaType& acceptable(const std::vector<MediaType>& documented, const Request& request) {
  const std::optional<std::string> accept = request.fields.combined("Accept");
  const std::vector<Range> ranges = accept ? ranges_of(*accept) : std::vector<Range>();
  const auto weight = [&](const MediaType& media_type) { return weight_of(media_type, ranges); };
  return *std::ranges::max_element(documented, {}, weight);
}

}  // namespace conform
