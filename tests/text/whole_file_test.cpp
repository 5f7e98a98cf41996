#include "runner/text/whole_file.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>

#include <gtest/gtest.h>
#include <unistd.h>

namespace conform {
namespace {

namespace fs = std::filesystem;

class WholeFile : public ::testing::Test {
protected:
  WholeFile() {
    std::string name = ::testing::TempDir() + "whole-file-XXXXXX";
    folder = ::mkdtemp(name.data());
  }
  ~WholeFile() override { fs::remove_all(folder); }
  [[nodiscard]] std::string at(const std::string& name) const { return (folder / name).string(); }
  [[nodiscard]] std::ptrdiff_t files() const {
    return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
  }
  static std::string content(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  fs::path folder{};
};

void write_new(std::ostream& out) { out << "new"; }

TEST_F(WholeFile, ReplacesWhatWasThereAndMakesFolders) {
  write_whole(at("a/b/c"), [](std::ostream& out) { out << "old and long"; });
  write_whole(at("a/b/c"), write_new);
  EXPECT_EQ(content(at("a/b/c")), "new");
  EXPECT_EQ(std::distance(fs::directory_iterator(at("a/b")), fs::directory_iterator()), 1);
}

TEST_F(WholeFile, LeavesTheOldOneAndNothingElseWhenTheWriterFails) {
  write_whole(at("c"), [](std::ostream& out) { out << "old"; });
  const auto fails = [](std::ostream& out) {
    out << "half";
    throw std::runtime_error("stop");
  };
  EXPECT_THROW(write_whole(at("c"), fails), std::runtime_error);
  EXPECT_EQ(content(at("c")), "old");
  EXPECT_EQ(files(), 1);
}

TEST_F(WholeFile, LeavesNothingWhenAFolderIsInTheWay) {
  fs::create_directories(at("taken/full"));
  EXPECT_THROW(write_whole(at("taken"), write_new), std::system_error);
  EXPECT_EQ(files(), 1);
  write_new(*std::make_unique<std::ofstream>(at("file")));
  EXPECT_THROW(write_whole(at("file/below"), write_new), std::system_error);
}

TEST_F(WholeFile, WritesToDevicesAndThroughLinks) {
  write_whole("/dev/null", write_new);
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  EXPECT_THROW(write_whole("/dev/full", write_new), std::system_error);
  fs::create_symlink(at("real"), at("link"));
  write_whole(at("link"), write_new);
  EXPECT_TRUE(fs::is_symlink(at("link")));
  EXPECT_EQ(content(at("real")), "new");
}

}  // namespace
}  // namespace conform
