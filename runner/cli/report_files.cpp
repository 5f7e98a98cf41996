#include "runner/cli/report_files.hpp"

#include "reports/console/console.hpp"
#include "reports/html/html.hpp"
#include "reports/json/json.hpp"
#include "reports/junit/junit.hpp"
#include "runner/cli/terminal.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <functional>
#include <system_error>

#include <unistd.h>

namespace conform {
namespace {

using Writer = std::function<void(std::ostream&)>;

[[noreturn]] void fail(const std::string& path) {
  throw std::system_error(errno, std::generic_category(), "cannot write `" + path + "`");
}

void write_whole(const std::string& path, const Writer& write) {
  if (path.empty()) return;
  make_folder_of(path);
  const std::string temporary = path + "." + std::to_string(::getpid()) + ".part";
  errno = 0;
  std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
  if (!file) fail(path);
  write(file);
  file.close();
  if (!file) {
    const int reason = errno;
    std::filesystem::remove(temporary);
    errno = reason;
    fail(path);
  }
  std::filesystem::rename(temporary, path);
}

bool wants_colour(ReportArguments::Colour colour) {
  if (colour == ReportArguments::Colour::automatic) return is_terminal(Stream::output) && !no_colour_wanted();
  return colour == ReportArguments::Colour::always;
}

}  // namespace

void make_folder_of(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  if (!folder.empty()) std::filesystem::create_directories(folder);
}

void write_reports(const Results& results, const ReportArguments& arguments, std::ostream& out) {
  const Weight fail_on = arguments.fail_on;
  write_whole(arguments.junit, [&](std::ostream& file) { write_junit(results, fail_on, file); });
  write_whole(arguments.html, [&](std::ostream& file) { write_html(results, fail_on, file); });
  write_whole(arguments.json, [&](std::ostream& file) { write_json(results, fail_on, file); });
  ConsoleStyle style;
  style.colour = wants_colour(arguments.colour);
  style.width = terminal_width();
  write_console(results, fail_on, style, out);
}

}  // namespace conform
