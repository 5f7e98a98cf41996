#include "runner/auth/shell.hpp"

#include <cerrno>
#include <cstdio>
#include <system_error>

#include <sys/wait.h>

namespace conform {
namespace {

constexpr std::size_t longest_line = std::size_t{64} << 10U;

std::string read_line(std::FILE* pipe) {
  std::string line;
  for (int byte = std::fgetc(pipe); byte != EOF && byte != '\n'; byte = std::fgetc(pipe))
    if (line.size() <= longest_line) line += static_cast<char>(byte);
  // What follows is not wanted, but the program is to print it undisturbed.
  while (std::fgetc(pipe) != EOF) {
  }
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

}  // namespace

MaybeText first_line_of(const std::string& command) {
  std::FILE* const pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::system_error(errno, std::generic_category(), "cannot run a command");
  std::string line = read_line(pipe);
  const int status = ::pclose(pipe);
  if (status == -1) throw std::system_error(errno, std::generic_category(), "cannot wait for a command");
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return NoText{"The command failed."};
  if (line.empty()) return NoText{"The command printed nothing."};
  if (line.size() > longest_line) return NoText{"The first line of the command is longer than 64 KiB."};
  return line;
}

}  // namespace conform
