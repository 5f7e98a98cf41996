#pragma once

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <zlib.h>

namespace conform::test {

/// Where documents lie that other people wrote, if they are here: beside the tree, or where CONFORM_SHARED
/// says.
inline std::filesystem::path corpus_folder() {
  const char* const shared = std::getenv("CONFORM_SHARED");
  return std::filesystem::path(shared != nullptr ? shared : CONFORM_SOURCE_DIR "/../shared") / "corpus";
}
inline const std::filesystem::path corpus = corpus_folder();

/// The text of a file, which may be compressed.
inline std::string text_of(const std::filesystem::path& path) {
  std::string text;
  std::array<char, 65'536> piece{};
  gzFile file = ::gzopen(path.c_str(), "rb");
  for (int count = 0; file != nullptr && (count = ::gzread(file, piece.data(), piece.size())) > 0;)
    text.append(piece.data(), static_cast<std::size_t>(count));
  if (file != nullptr) ::gzclose(file);
  return text;
}

/// What a root document says of itself stands at the beginning of a line or of a member.
inline bool is_root(const std::string& text) {
  const std::string lines = "\n" + text;
  return std::ranges::any_of(
      std::to_array<std::string_view>({"\nopenapi:", "\"openapi\":", "\nswagger:", "\"swagger\":"}),
      [&](std::string_view mark) { return lines.find(mark) != std::string::npos; });
}

/// The documents below `folder` that others do not refer to, in the order of their names.
inline std::vector<std::filesystem::path> documents_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  if (!std::filesystem::is_directory(folder)) return paths;
  constexpr std::array<std::string_view, 4> endings = {".json", ".yaml", ".yml", ".gz"};
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const bool is_document = std::ranges::find(endings, entry.path().extension().string()) != endings.end();
    if (entry.is_regular_file() && is_document && is_root(text_of(entry.path())))
      paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  return paths;
}

}  // namespace conform::test
