#include "tests/cli/process.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <sstream>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace conform::testing {
namespace {

struct Pipe {
  int read_end = -1;
  int write_end = -1;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  return {ends[0], ends[1]};
}

std::vector<char*> as_argv(const std::vector<std::string>& words) {
  std::vector<char*> argv;
  for (const std::string& word : words)
    argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  return argv;
}

pid_t start(const std::vector<std::string>& words, int out, int err, const std::filesystem::path& folder) {
  const std::vector<char*> argv = as_argv(words);
  const pid_t process = ::fork();
  if (process < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (process > 0) return process;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // nothing outlives a test that is killed
  // What the tests run in is not what the program under test runs in.
  ::unsetenv("GITHUB_ACTIONS");
  ::unsetenv("GITHUB_STEP_SUMMARY");
  const int nothing = ::open("/dev/null", O_RDONLY);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(err, STDERR_FILENO);
  if (!folder.empty() && ::chdir(folder.c_str()) != 0) ::_exit(127);
  ::execvp(argv[0], argv.data());
  ::_exit(127);
}

/// Appends what can be read; false at the end of the stream.
bool read_some(int descriptor, std::string& text) {
  std::array<char, 65536> buffer{};
  const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
  if (count > 0) text.append(buffer.data(), static_cast<std::size_t>(count));
  return count > 0 || (count < 0 && errno == EINTR);
}

struct Ended {
  int exit = -1;
  std::int64_t peak = 0;
};

Ended wait_for_exit(pid_t process) {
  int status = 0;
  rusage used{};
  while (::wait4(process, &status, 0, &used) < 0 && errno == EINTR) {
  }
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), used.ru_maxrss * 1024};
}

}  // namespace

Finished run_program(const std::vector<std::string>& words, const std::filesystem::path& folder) {
  const Pipe out = make_pipe();
  const Pipe err = make_pipe();
  const pid_t process = start(words, out.write_end, err.write_end, folder);
  ::close(out.write_end);
  ::close(err.write_end);
  Finished finished;
  std::array<pollfd, 2> streams{{{out.read_end, POLLIN, 0}, {err.read_end, POLLIN, 0}}};
  while (streams[0].fd >= 0 || streams[1].fd >= 0) {
    if (::poll(streams.data(), streams.size(), -1) < 0 && errno != EINTR) break;
    if (streams[0].revents != 0 && !read_some(out.read_end, finished.out)) streams[0].fd = -1;
    if (streams[1].revents != 0 && !read_some(err.read_end, finished.err)) streams[1].fd = -1;
  }
  ::close(out.read_end);
  ::close(err.read_end);
  const Ended ended = wait_for_exit(process);
  finished.exit = ended.exit;
  finished.peak = ended.peak;
  return finished;
}

Finished run_conform(std::vector<std::string> arguments, const std::filesystem::path& folder) {
  arguments.insert(arguments.begin(), CONFORM_BINARY);
  return run_program(arguments, folder);
}

Background::Background(const std::vector<std::string>& words) {
  const Pipe both = make_pipe();
  process_ = start(words, both.write_end, both.write_end, {});
  ::close(both.write_end);
  ::fcntl(both.read_end, F_SETPIPE_SZ, 1 << 20);  // nobody reads what is printed later
  pipe_ = both.read_end;
}

Background::~Background() {
  ::kill(process_, SIGTERM);
  wait_for_exit(process_);
  ::close(pipe_);
}

std::string Background::wait_for(const std::string& pattern) {
  const std::regex wanted(pattern);
  const auto limit = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  std::smatch match;
  while (!std::regex_search(printed_, match, wanted)) {
    pollfd stream{pipe_, POLLIN, 0};
    if (::poll(&stream, 1, 1000) > 0 && !read_some(pipe_, printed_)) return {};
    if (std::chrono::steady_clock::now() > limit) return {};
  }
  return match[1].str();
}

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "conform-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::system_error(errno, std::generic_category(), name);
  path_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void write_file(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

}  // namespace conform::testing
