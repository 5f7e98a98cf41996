#include "tests/servers/serving.hpp"

#include <array>
#include <chrono>
#include <filesystem>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace conform::testing {
namespace {

namespace fs = std::filesystem;

const fs::path here = CONFORM_SOURCE_DIR "/tests/servers";

/// How a server is started. `@port@`, `@other-port@`, `@folder@` and `@here@`, which is this folder, are
/// filled in, here and in its file of configuration.
struct Recipe {
  std::string_view name{};
  std::string_view package{};
  std::string_view configuration{};  ///< a file of this folder; may be empty
  std::vector<std::string> words{};
  /// What it prints once it listens. The group is the port if the server chose it.
  std::string ready{};
};

const std::string chosen_port = "127\\.0\\.0\\.1:([0-9]+)[^0-9]";

const std::array recipes{
    Recipe{"nginx",
           "nginx-light",
           "nginx.conf",
           {"/usr/sbin/nginx", "-e", "stderr", "-c", "@folder@/nginx.conf"},
           "(start worker process )"},
    Recipe{"apache",
           "apache2-bin",
           "apache.conf",
           {"/usr/sbin/apache2", "-f", "@folder@/apache.conf", "-DFOREGROUND"},
           "(resuming normal operations)"},
    Recipe{"lighttpd",
           "lighttpd",
           "lighttpd.conf",
           {"/usr/sbin/lighttpd", "-D", "-f", "@folder@/lighttpd.conf"},
           "(server started)"},
    Recipe{"gunicorn",
           "gunicorn and python3-flask",
           "",
           {"/usr/bin/gunicorn", "--chdir", "@folder@", "--bind", "127.0.0.1:0", "app:app"},
           chosen_port},
    Recipe{"httpbin",
           "gunicorn and python3-httpbin",
           "",
           {"/usr/bin/gunicorn",
            "--threads",
            "8",
            "--worker-class",
            "gthread",
            "--bind",
            "127.0.0.1:0",
            "httpbin:app"},
           chosen_port},
    Recipe{"node", "nodejs", "", {"node", "@folder@/app.js"}, chosen_port},
    Recipe{"powerdns",
           "pdns-server, pdns-backend-sqlite3 and sqlite3",
           "",
           {"/bin/sh", "@here@/powerdns.sh", "@folder@", "@port@", "@other-port@"},
           "(Done launching threads)"},
};

const Recipe& recipe_for(std::string_view name) {
  for (const Recipe& recipe : recipes)
    if (recipe.name == name) return recipe;
  throw std::invalid_argument("no recipe for the server " + std::string(name));
}

/// A port that was free a moment ago.
std::string free_port() {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): how sockets take addresses
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  ::bind(listener, generic, size);
  ::getsockname(listener, generic, &size);
  ::close(listener);
  return std::to_string(ntohs(address.sin_port));
}

std::string filled(std::string text, const std::string& port, const fs::path& folder) {
  for (const auto& [mark, value] : {std::pair<std::string, std::string>{"@port@", port},
                                    std::pair<std::string, std::string>{"@other-port@", free_port()},
                                    std::pair<std::string, std::string>{"@here@", here.string()},
                                    std::pair<std::string, std::string>{"@folder@", folder.string()}}) {
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size()))
      text.replace(at, mark.size(), value);
  }
  return text;
}

/// The site and the applications, where the users that servers run as may read them, and last changed long
/// ago: what changed a moment ago has weak validators on some servers.
void lay_out(const fs::path& folder) {
  fs::permissions(folder, fs::perms(0755));
  fs::copy(here / "site", folder / "site", fs::copy_options::recursive);
  write_file(folder / "site" / "large.bin", std::string(1U << 18U, 'x'));
  for (const char* application : {"app.py", "app.js"})
    fs::copy_file(here / application, folder / application);
  const std::chrono::sys_seconds changed(std::chrono::seconds(1704164645));  // 2024-01-02T03:04:05Z
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    fs::last_write_time(entry.path(), std::chrono::file_clock::from_sys(changed));
}

}  // namespace

Serving::Serving(std::string_view name) {
  const Recipe& recipe = recipe_for(name);
  lay_out(folder_.path());
  // Another program may take the port before the server does.
  for (int attempt = 0; attempt < 3; ++attempt) {
    std::string port = free_port();
    if (!recipe.configuration.empty()) {
      const std::string file(recipe.configuration);
      write_file(folder_ / file, filled(read_file(here / file), port, folder_.path()));
    }
    std::vector<std::string> words;
    for (const std::string& word : recipe.words)
      words.push_back(filled(word, port, folder_.path()));
    process_ = std::make_unique<Background>(words);
    const std::string found = process_->wait_for(recipe.ready);
    if (found.empty()) continue;
    if (recipe.ready == chosen_port) port = found;
    url_ = "http://127.0.0.1:" + port;
    return;
  }
  complaint_ = "The server " + recipe.words.front() + " did not start; `./dev setup` installs Debian's " +
               std::string(recipe.package) + ". It printed: " + process_->printed();
}

}  // namespace conform::testing
