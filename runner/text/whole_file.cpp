#include "runner/text/whole_file.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <unistd.h>

namespace conform {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path) {
  throw std::system_error(errno == 0 ? EIO : errno, std::generic_category(), "cannot write `" + path + "`");
}

/// A file that is gone again unless it was kept.
class Temporary {
public:
  explicit Temporary(std::string path) : path_(std::move(path)) {}
  ~Temporary() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove(path_, ignored);
  }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }
  void keep() { path_.clear(); }

private:
  std::string path_;
};

/// What a symbolic link leads to in the end, whether it is there or not.
std::string behind_links(fs::path path) {
  constexpr int most = 40;  // as Linux
  std::error_code unknown;
  for (int step = 0; step < most && fs::is_symlink(path, unknown); ++step)
    path = path.parent_path() / fs::read_symlink(path, unknown);
  return path.string();
}

void fill(const std::string& file, const std::string& path, const std::function<void(std::ostream&)>& write) {
  errno = 0;
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  if (!out) fail(path);
  write(out);
  out.close();
  if (!out) fail(path);
}

}  // namespace

void make_folder_of(const std::string& path) {
  const fs::path folder = fs::path(path).parent_path();
  if (!folder.empty()) fs::create_directories(folder);
}

void write_whole(const std::string& path, const std::function<void(std::ostream&)>& write) {
  std::error_code unknown;
  const std::string place = behind_links(path);
  make_folder_of(place);
  const fs::file_status status = fs::status(place, unknown);
  const bool is_device = fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
  if (is_device) return fill(place, path, write);
  Temporary temporary(place + "." + std::to_string(::getpid()) + ".part");
  fill(temporary.path(), path, write);
  std::error_code refused;
  fs::rename(temporary.path(), place, refused);
  if (refused) throw std::system_error(refused, "cannot write `" + path + "`");
  temporary.keep();
}

}  // namespace conform
