#include "runner/mock/routes.hpp"

#include <algorithm>
#include <set>

namespace conform {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::vector<PathPart> parts_of(std::string_view segment) {
  auto parsed = parse_path_template(segment);
  if (auto* parts = std::get_if<std::vector<PathPart>>(&parsed)) {
    for (PathPart& part : *parts) {
      if (!part.is_name) part.text = percent_decode(part.text);
    }
    return std::move(*parts);
  }
  return {PathPart{.is_name = false, .text = std::string(segment)}};
}

bool is_literal(const std::vector<PathPart>& segment) {
  return std::ranges::none_of(segment, &PathPart::is_name);
}

bool matches(const std::vector<PathPart>& segment, std::string_view text) {
  return texts_in_segment(segment, text).has_value();
}

}  // namespace

std::string origin_form(std::string_view target) {
  const auto scheme = target.find("://");
  if (scheme == std::string_view::npos || target.starts_with('/')) return std::string(target);
  const auto slash = target.find('/', scheme + 3);
  return slash == std::string_view::npos ? "/" : std::string(target.substr(slash));
}

std::string percent_decode(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    if (low < 0) {
      decoded += text[i];
      continue;
    }
    decoded += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return decoded;
}

Routes::Routes(const Api& api, std::string base_path) : api_(api), base_path_(std::move(base_path)) {
  std::set<std::string_view> known;
  for (const Operation& operation : api.operations) {
    if (!operation.fault.empty() || !known.insert(operation.path).second) continue;
    Route route;
    route.path = &operation.path;
    for (const std::string_view segment : segments_of(operation.path)) {
      route.segments.push_back(parts_of(segment));
    }
    routes_.push_back(std::move(route));
  }
  // Literal before template, segment by segment: the first match is then the most concrete.
  std::ranges::stable_sort(routes_, [](const Route& left, const Route& right) {
    return std::ranges::lexicographical_compare(
        left.segments, right.segments, [](const Segment& a, const Segment& b) {
          return is_literal(a) && !is_literal(b);
        });
  });
}

const std::string* Routes::path_of(std::string_view target) const {
  target = target.substr(0, target.find('?'));
  if (!target.starts_with(base_path_)) return nullptr;
  target.remove_prefix(base_path_.size());
  if (!target.empty() && !target.starts_with('/')) return nullptr;
  std::vector<std::string> segments;
  for (const std::string_view segment : segments_of(target))
    segments.push_back(percent_decode(segment));
  for (const Route& route : routes_) {
    if (std::ranges::equal(route.segments, segments, matches)) return route.path;
  }
  return nullptr;
}

const Operation* Routes::operation_of(std::string_view path, std::string_view method) const {
  const Operation* get = nullptr;
  for (const Operation& operation : api_.operations) {
    if (operation.path != path || !operation.fault.empty()) continue;
    if (operation.method == method) return &operation;
    if (operation.method == "GET") get = &operation;
  }
  return method == "HEAD" ? get : nullptr;
}

}  // namespace conform
