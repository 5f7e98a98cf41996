#include "runner/document/reference_file.hpp"

#include "runner/text/words.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <vector>

namespace conform {
namespace {

namespace fs = std::filesystem;

/// Whether `file` is `folder` or lies below; both without links, `.` and `..`.
bool is_below(const fs::path& file, const fs::path& folder) {
  const auto [of_folder, of_file] = std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
  return of_folder == folder.end() || of_folder->empty();
}

/// `Did you mean …?` for a file beside the one that is missing.
std::string nearest_file(const fs::path& missing) {
  constexpr std::size_t most_compared = 2'000;
  std::error_code error;
  std::vector<std::string> names;
  fs::directory_iterator entries(missing.parent_path(), error);
  for (; !error && entries != fs::directory_iterator() && names.size() < most_compared;
       entries.increment(error)) {
    names.push_back(entries->path().filename().string());
  }
  std::ranges::sort(names);
  const std::vector<std::string_view> words(names.begin(), names.end());
  const auto near = nearest_word(missing.filename().string(), words);
  return near ? fmt::format("Did you mean `{}`?", printable(*near)) : std::string();
}

Refusal too_large(std::string_view shown, std::size_t most_bytes) {
  return {fmt::format("`{}` is not read: it has more than the {} bytes that are left for all documents.",
                      shown,
                      most_bytes),
          {}};
}

}  // namespace

std::string absolute_name(const fs::path& name) {
  std::error_code error;
  const auto absolute = fs::absolute(name, error);
  return (error ? name : absolute).lexically_normal().string();
}

std::string real_name(const fs::path& name) {
  std::error_code error;
  auto real = fs::weakly_canonical(fs::path(absolute_name(name)), error).string();
  if (error) real.clear();
  return real;
}

std::variant<std::string, Refusal> read_reference_file(const fs::path& file,
                                                       std::span<const std::string> folders,
                                                       std::size_t most_bytes,
                                                       std::string_view shown) {
  // Whether it is there is not told of a file outside.
  const auto real = real_name(file);
  const auto holds = [&real](const std::string& folder) { return is_below(real, real_name(folder)); };
  if (real.empty() || std::ranges::none_of(folders, holds)) {
    return Refusal{fmt::format("`{}` lies outside the folder of the document and is not read.", shown),
                   "Allow another folder with `--allow-refs DIR`."};
  }
  std::error_code error;
  const auto status = fs::status(real, error);
  if (status.type() == fs::file_type::not_found)
    return Refusal{fmt::format("The file `{}` does not exist.", shown), nearest_file(real)};
  if (status.type() == fs::file_type::directory)
    return Refusal{fmt::format("`{}` is a folder, not a document.", shown), {}};
  if (status.type() != fs::file_type::regular)
    return Refusal{fmt::format("`{}` is not a regular file and is not read.", shown), {}};
  const auto size = fs::file_size(real, error);
  if (!error && size > most_bytes) return too_large(shown, most_bytes);
  std::ifstream in(real, std::ios::binary);
  std::string text(error ? 0 : static_cast<std::size_t>(size), '\0');
  if (in) in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (error || !in) return Refusal{fmt::format("The file `{}` cannot be read.", shown), {}};
  return text;
}

}  // namespace conform
