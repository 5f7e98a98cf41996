#include "runner/text/source.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <system_error>
#include <unistd.h>

namespace conform {
namespace {

class OpenFile {
public:
  explicit OpenFile(const std::string& path) : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~OpenFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  [[nodiscard]] int descriptor() const { return descriptor_; }

private:
  int descriptor_ = -1;
};

[[noreturn]] void fail(int error, const std::string& path) {
  throw std::system_error(error, std::generic_category(), fmt::format("cannot read `{}`", path));
}

}  // namespace

Mark mark_of(std::string_view text, std::size_t offset) {
  const auto before = text.substr(0, offset);
  const auto line_feed = before.rfind('\n');
  const auto line_start = line_feed == std::string_view::npos ? 0 : line_feed + 1;
  const auto lines_before = std::count(before.begin(), before.end(), '\n');
  return {static_cast<std::uint32_t>(lines_before + 1),
          static_cast<std::uint32_t>(before.size() - line_start + 1)};
}

std::string to_string(const Place& place) {
  if (!place.source) return {};
  if (place.mark.line == 0) return place.source->name;
  return fmt::format("{}:{}:{}", place.source->name, place.mark.line, place.mark.column);
}

SourcePtr read_source(const std::string& path, std::size_t most_bytes) {
  const OpenFile file(path);
  if (file.descriptor() < 0) fail(errno, path);
  auto source = std::make_shared<Source>();
  source->name = path;
  std::array<char, std::size_t{64} << 10U> piece{};
  for (;;) {
    const auto count = ::read(file.descriptor(), piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(errno, path);
    if (count == 0) return source;
    source->text.append(piece.data(), static_cast<std::size_t>(count));
    if (source->text.size() > most_bytes) fail(EFBIG, path);
  }
}

}  // namespace conform
