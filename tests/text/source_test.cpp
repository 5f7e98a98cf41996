#include "runner/text/source.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <system_error>
#include <thread>

namespace conform {
namespace {

/// A folder that goes away with its owner.
class Folder {
public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "conform-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }

private:
  std::filesystem::path path_{};
};

TEST(ReadSource, ReadsEveryByte) {
  const Folder folder;
  std::string bytes(200'000, 'x');
  bytes += std::string("\0\r\n\xFF\x1A", 5);
  std::ofstream(folder.file("a"), std::ios::binary) << bytes;
  const auto source = read_source(folder.file("a"));
  EXPECT_EQ(source->text, bytes);
  EXPECT_EQ(source->name, folder.file("a"));
}

TEST(ReadSource, ReadsAPipeToItsEnd) {
  const Folder folder;
  const auto path = folder.file("pipe");
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  std::thread writer([path] { std::ofstream(path) << std::string(100'000, 'y') << std::flush << "z"; });
  const auto source = read_source(path);
  writer.join();
  EXPECT_EQ(source->text, std::string(100'000, 'y') + "z");
}

void expect_failure(const std::string& path, std::errc expected) {
  try {
    (void)read_source(path, 1'000'000);
    ADD_FAILURE() << path << " was read";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code(), std::make_error_condition(expected));
    EXPECT_NE(std::string(error.what()).find(path), std::string::npos);
  }
}

TEST(ReadSource, SaysWhichPathCannotBeRead) {
  const Folder folder;
  expect_failure(folder.file("missing"), std::errc::no_such_file_or_directory);
  expect_failure(folder.file(""), std::errc::is_a_directory);
  expect_failure("", std::errc::no_such_file_or_directory);
}

TEST(ReadSource, StopsAtAFileWithoutEnd) { expect_failure("/dev/zero", std::errc::file_too_large); }

TEST(Place, IsWrittenAsEditorsReadIt) {
  const auto source = std::make_shared<Source>(Source{"a.yaml", "x"});
  EXPECT_EQ(to_string(Place{source, {3, 14}}), "a.yaml:3:14");
  EXPECT_EQ(to_string(Place{source, {}}), "a.yaml");
  EXPECT_EQ(to_string(Place{}), "");
}

TEST(MarkOf, CountsLinesAndBytes) {
  EXPECT_EQ(mark_of("ab\ncd\n", 0), (Mark{1, 1}));
  EXPECT_EQ(mark_of("ab\ncd\n", 2), (Mark{1, 3}));
  EXPECT_EQ(mark_of("ab\ncd\n", 3), (Mark{2, 1}));
  EXPECT_EQ(mark_of("ab\ncd\n", 99), (Mark{3, 1}));
  EXPECT_EQ(mark_of("", 0), (Mark{1, 1}));
}

}  // namespace
}  // namespace conform
