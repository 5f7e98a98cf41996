#include "runner/openapi/path_template.hpp"

#include "runner/document/uri.hpp"
#include "runner/text/words.hpp"

#include <algorithm>

namespace conform {
namespace {

bool is_same_literal(std::string_view written, std::string_view sent) {
  return written == sent || percent_decoded(written) == percent_decoded(sent);
}

std::optional<std::vector<std::string_view>> texts_in(std::string_view segment_template,
                                                      std::string_view segment) {
  if (segment_template.find('{') == std::string_view::npos) {
    if (!is_same_literal(segment_template, segment)) return std::nullopt;
    return std::vector<std::string_view>();
  }
  const auto parts = parse_path_template(segment_template);
  if (!std::holds_alternative<std::vector<PathPart>>(parts)) return std::nullopt;
  return texts_in_segment(std::get<std::vector<PathPart>>(parts), segment);
}

}  // namespace

std::variant<std::vector<PathPart>, std::string> parse_path_template(std::string_view path) {
  std::vector<PathPart> parts;
  const std::string shown = printable(shortened(path, 200));
  while (!path.empty()) {
    const auto brace = path.find_first_of("{}");
    if (brace > 0) parts.push_back({false, std::string(path.substr(0, brace))});
    if (brace == std::string_view::npos) break;
    const auto end = path.find_first_of("{}", brace + 1);
    if (path[brace] == '}') return "The path `" + shown + "` closes a brace that it never opened.";
    if (end == std::string_view::npos || path[end] != '}')
      return "The path `" + shown + "` opens a brace that it never closes.";
    if (end == brace + 1) return "The path `" + shown + "` has braces without a name in them.";
    parts.push_back({true, std::string(path.substr(brace + 1, end - brace - 1))});
    path.remove_prefix(end + 1);
  }
  return parts;
}

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  if (path.starts_with('/')) path.remove_prefix(1);
  for (;;) {
    const auto slash = path.find('/');
    segments.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

std::optional<std::vector<std::string_view>> texts_in_segment(const std::vector<PathPart>& parts,
                                                              std::string_view segment) {
  std::vector<std::string_view> texts;
  bool in_name = false;
  for (const PathPart& part : parts) {
    if (part.is_name) {
      if (segment.empty()) return std::nullopt;
      texts.push_back(segment);
      in_name = true;
      continue;
    }
    std::size_t at = segment.starts_with(part.text) ? 0 : std::string_view::npos;
    if (in_name && &part == &parts.back()) {
      const bool ends = segment.size() > part.text.size() && segment.ends_with(part.text);
      at = ends ? segment.size() - part.text.size() : std::string_view::npos;
    } else if (in_name) {
      at = segment.find(part.text, 1);
    }
    if (at == std::string_view::npos) return std::nullopt;
    if (in_name) texts.back() = segment.substr(0, at);
    segment.remove_prefix(at + part.text.size());
    in_name = false;
  }
  if (!in_name && !segment.empty()) return std::nullopt;
  return texts;
}

std::optional<std::vector<std::string_view>> path_texts(std::string_view path_template,
                                                        std::string_view path) {
  const auto wanted = segments_of(path_template);
  const auto sent = segments_of(path);
  if (sent.size() < wanted.size()) return std::nullopt;
  std::vector<std::string_view> texts;
  for (std::size_t at = 0; at < wanted.size(); ++at) {
    const auto found = texts_in(wanted[at], sent[sent.size() - wanted.size() + at]);
    if (!found) return std::nullopt;
    texts.insert(texts.end(), found->begin(), found->end());
  }
  return texts;
}

std::vector<std::string> names_in(std::string_view path) {
  std::vector<std::string> names;
  const auto parsed = parse_path_template(path);
  if (const auto* parts = std::get_if<std::vector<PathPart>>(&parsed)) {
    for (const PathPart& part : *parts) {
      if (part.is_name) names.push_back(part.text);
    }
  }
  return names;
}

}  // namespace conform
