#include "runner/openapi/path_template.hpp"

#include "runner/text/words.hpp"

namespace conform {

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
