#include "runner/openapi/media_type_name.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace conform {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  });
  return out;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// RFC 9110 §5.6.2
bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

}  // namespace

bool MediaTypeName::is_json() const {
  return subtype == "json" || subtype.ends_with("+json") || subtype == "x-json";
}

bool MediaTypeName::is_json_lines() const {
  return subtype == "x-ndjson" || subtype == "ndjson" || subtype == "jsonl" || subtype == "x-jsonlines";
}

bool MediaTypeName::is_json_sequence() const {
  return subtype == "json-seq" || subtype.ends_with("+json-seq");
}

bool MediaTypeName::is_yaml() const {
  return subtype == "yaml" || subtype == "x-yaml" || subtype.ends_with("+yaml");
}

bool MediaTypeName::is_xml() const { return subtype == "xml" || subtype.ends_with("+xml"); }

MediaTypeName split_media_type(std::string_view name) {
  const auto semicolon = name.find(';');
  const std::string_view essence = trimmed(name.substr(0, semicolon));
  MediaTypeName split;
  if (semicolon != std::string_view::npos) split.parameters = trimmed(name.substr(semicolon + 1));
  const auto slash = essence.find('/');
  split.type = lower(essence.substr(0, slash));
  if (slash != std::string_view::npos) split.subtype = lower(essence.substr(slash + 1));
  return split;
}

bool is_sendable(std::string_view name) {
  const MediaTypeName split = split_media_type(name);
  const bool printable = std::all_of(name.begin(), name.end(), [](char c) { return c >= ' ' && c <= '~'; });
  return printable && is_token(split.type) && is_token(split.subtype);
}

std::string concrete_media_type(std::string_view name) {
  const MediaTypeName split = split_media_type(name);
  if (!split.is_range()) return std::string(name);
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> members = {{
      {"*", "application/json"},
      {"application", "application/json"},
      {"text", "text/plain"},
      {"image", "image/png"},
      {"audio", "audio/mpeg"},
      {"video", "video/mp4"},
      {"multipart", "multipart/form-data"},
  }};
  for (const auto& [type, member] : members) {
    if (type == split.type) return std::string(member);
  }
  return {};
}

}  // namespace conform
