#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <sys/types.h>

namespace conform::testing {

/// A program that has ended.
struct Finished {
  int exit = -1;  ///< exit code, or 128 + the signal that ended it
  std::string out{};
  std::string err{};
  std::int64_t peak = 0;  ///< the most memory that it had at once, in bytes
};

/// Runs a program to its end, standard input closed, and gives what it printed. The first word is looked up
/// in PATH.
[[nodiscard]] Finished run_program(const std::vector<std::string>& words,
                                   const std::filesystem::path& folder = {});

/// The tool under test with these arguments.
[[nodiscard]] Finished run_conform(std::vector<std::string> arguments,
                                   const std::filesystem::path& folder = {});

/// A program that runs beside the test and is ended with it.
class Background {
public:
  /// Starts the program; its output and errors can be read with `wait_for`.
  explicit Background(const std::vector<std::string>& words);
  ~Background();
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  /// Reads what the program prints until the regular expression `pattern` matches, and gives its first group;
  /// empty when the program ends, or a minute passes, before that.
  [[nodiscard]] std::string wait_for(const std::string& pattern);
  [[nodiscard]] const std::string& printed() const { return printed_; }

private:
  pid_t process_ = -1;
  int pipe_ = -1;
  std::string printed_{};
};

/// An empty folder that vanishes with the object.
class Folder {
public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
  std::filesystem::path path_{};
};

[[nodiscard]] std::string read_file(const std::filesystem::path& path);
void write_file(const std::filesystem::path& path, const std::string& text);

}  // namespace conform::testing
