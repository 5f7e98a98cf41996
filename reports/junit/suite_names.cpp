#include "reports/junit/suite_names.hpp"

#include <cstdint>
#include <fmt/format.h>

namespace conform {
namespace {

bool stays(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

/// FNV-1a: a stable name for a text that has no letters of ours.
std::uint32_t hash_of(std::string_view text) {
  std::uint32_t hash = 2166136261U;
  for (const char c : text)
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash;
}

std::string part(std::string_view text, std::string_view otherwise) {
  if (text.empty()) return std::string(otherwise);
  std::string out;
  bool foreign = false;
  for (char c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    foreign = foreign || static_cast<unsigned char>(c) >= 0x80;
    if (stays(c)) {
      out += c;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  while (out.ends_with('-'))
    out.pop_back();
  if (!foreign && !out.empty()) return out;
  return fmt::format("{}{}{:08x}", out, out.empty() ? "" : "-", hash_of(text));
}

}  // namespace

std::string suite_name(std::string_view title, std::string_view tag) {
  return part(title, "api") + "." + part(tag, "untagged");
}

std::string stack_line(std::string_view document, unsigned line) {
  const std::size_t slash = document.rfind('/');
  const std::string_view file = slash == std::string_view::npos ? document : document.substr(slash + 1);
  std::string_view folder = slash == std::string_view::npos ? "" : document.substr(0, slash);
  folder = folder.substr(folder.rfind('/') == std::string_view::npos ? 0 : folder.rfind('/') + 1);
  return fmt::format("    at {}.Conform.check({}:{})", folder.empty() ? "api" : folder, file, line);
}

}  // namespace conform
