#include "runner/cli/repository.hpp"

#include <filesystem>
#include <system_error>

namespace conform {
namespace {

namespace fs = std::filesystem;

/// A folder with `.git` in it, which is a file in a work tree of its own; empty when there is none.
fs::path repository_around(fs::path folder) {
  std::error_code unknown;
  while (!fs::exists(folder / ".git", unknown)) {
    if (folder == folder.parent_path()) return {};
    folder = folder.parent_path();
  }
  return folder;
}

}  // namespace

std::string name_in_repository(const std::string& name) {
  const bool is_no_file = name.empty() || name.find("://") != std::string::npos || name.starts_with("demo:");
  if (is_no_file) return name;
  std::error_code unknown;
  const fs::path here = fs::current_path(unknown);
  const fs::path named = fs::path(name).lexically_normal();
  if (unknown || name.find('\0') != std::string::npos) return name;
  const fs::path root = repository_around(here);
  if (root.empty()) return named.string();
  const fs::path within = (here / named).lexically_normal().lexically_relative(root);
  const bool is_outside = within.empty() || *within.begin() == "..";
  return is_outside ? named.string() : within.string();
}

}  // namespace conform
