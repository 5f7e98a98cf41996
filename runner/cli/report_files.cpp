#include "runner/cli/report_files.hpp"

#include "reports/console/console.hpp"
#include "reports/html/html.hpp"
#include "reports/json/json.hpp"
#include "reports/junit/junit.hpp"
#include "runner/cli/terminal.hpp"
#include "runner/text/whole_file.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>

namespace conform {
namespace {

constexpr std::string_view standard_output = "-";

void html(const Results& results, const ReportArguments& arguments, std::ostream& out) {
  write_html(results, arguments.fail_on, out);
}

void json(const Results& results, const ReportArguments& arguments, std::ostream& out) {
  write_json(results, arguments.fail_on, out);
}

void junit(const Results& results, const ReportArguments& arguments, std::ostream& out) {
  write_junit(results, arguments.fail_on, out);
}

constexpr std::array kinds = {
    ReportKind{"html", "HTML", "a page for people, in one file", html},
    ReportKind{"json", "JSON", "everything, for programs of your own", json},
    ReportKind{"junit", "JUnit", "JUnit XML, for the test view of CI systems", junit},
};

bool is_name(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || c == '-' || c == '_'; });
}

/// Where the next `,KIND=` begins, or the end.
std::size_t end_of_first(std::string_view text) {
  for (std::size_t comma = text.find(','); comma != text.npos; comma = text.find(',', comma + 1)) {
    const std::string_view rest = text.substr(comma + 1);
    const std::size_t equals = rest.find('=');
    if (equals != rest.npos && is_name(rest.substr(0, equals))) return comma;
  }
  return text.size();
}

std::string unknown_kind(std::string_view name) {
  std::vector<std::string_view> names;
  for (const ReportKind& kind : kinds)
    names.push_back(kind.name);
  const auto nearest = nearest_word(name, names);
  if (nearest) return fmt::format("There is no report `{}`. Did you mean `{}`?", printable(name), *nearest);
  return fmt::format("There is no report `{}`: it is one of {}.", printable(name), report_kind_names());
}

/// One name for one file, however it was written.
std::string place_of(const std::string& path) {
  if (path == standard_output) return path;
  std::error_code unknown;
  const auto place = std::filesystem::weakly_canonical(std::filesystem::absolute(path), unknown);
  return unknown ? path : place.string();
}

/// A device takes several.
bool is_device(const std::string& path) {
  std::error_code unknown;
  return std::filesystem::is_character_file(path, unknown);
}

bool goes_to_output(const ReportArguments& arguments) {
  return std::ranges::find(arguments.files, standard_output, &ReportFile::path) != arguments.files.end();
}

bool wants_colour(ReportArguments::Colour colour, Stream stream) {
  if (colour == ReportArguments::Colour::automatic) return is_terminal(stream) && !no_colour_wanted();
  return colour == ReportArguments::Colour::always;
}

void write_report(const Results& results,
                  const ReportArguments& arguments,
                  const ReportFile& file,
                  std::ostream& out) {
  const ReportKind* const kind = find_report_kind(file.kind);
  if (kind == nullptr) return;
  const auto write = [&](std::ostream& to) { kind->write(results, arguments, to); };
  if (file.path != standard_output) return write_whole(file.path, write);
  write(out);
  out.flush();
  if (!out) throw std::system_error(EIO, std::generic_category(), "cannot write to standard output");
}

}  // namespace

std::span<const ReportKind> report_kinds() { return kinds; }

const ReportKind* find_report_kind(std::string_view name) {
  const auto found = std::ranges::find(kinds, name, &ReportKind::name);
  return found == kinds.end() ? nullptr : &*found;
}

std::string report_kind_names() {
  std::string names;
  for (const ReportKind& kind : kinds)
    names += fmt::format("{}{}", names.empty() ? "" : ", ", kind.name);
  return names;
}

std::string add_reports_of(std::string_view text, std::vector<ReportFile>& files) {
  while (!text.empty()) {
    const std::size_t end = end_of_first(text);
    const std::string_view first = text.substr(0, end);
    const std::size_t equals = first.find('=');
    const std::string_view kind = first.substr(0, equals);
    if (find_report_kind(kind) == nullptr) return unknown_kind(kind);
    if (equals == first.npos || equals + 1 == first.size())
      return fmt::format("`{}` lacks the file that it goes to, as in `{}=FILE`.", printable(first), kind);
    files.push_back({std::string(kind), std::string(first.substr(equals + 1))});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return {};
}

bool reports_are_apart(const std::vector<ReportFile>& files,
                       const std::vector<std::string>& taken,
                       std::ostream& err) {
  std::vector<std::string> places;
  for (const std::string& path : taken)
    if (!path.empty()) places.push_back(place_of(path));
  for (const ReportFile& file : files) {
    const std::string place = place_of(file.path);
    const bool is_taken = std::ranges::find(places, place) != places.end() && !is_device(place);
    if (is_taken) {
      err << fmt::format("conform: `{}` would be written over: the report `{}` needs a file of its own.\n",
                         printable(file.path),
                         printable(file.kind));
      return false;
    }
    places.push_back(place);
  }
  return true;
}

bool write_reports(const Results& results,
                   const ReportArguments& arguments,
                   std::ostream& out,
                   std::ostream& err) {
  bool all_written = true;
  for (const ReportFile& file : arguments.files) {
    try {
      write_report(results, arguments, file, out);
    } catch (const std::system_error& fault) {
      err << "conform: " << fault.what() << '\n';
      all_written = false;
    }
  }
  const bool is_apart = goes_to_output(arguments);
  ConsoleStyle style;
  style.colour = wants_colour(arguments.colour, is_apart ? Stream::errors : Stream::output);
  style.width = terminal_width();
  write_console(results, arguments.fail_on, style, is_apart ? err : out);
  return all_written;
}

void say_where(const ReportArguments& arguments, const std::string& journal, std::ostream& err) {
  for (const ReportFile& file : arguments.files) {
    const ReportKind* const kind = find_report_kind(file.kind);
    if (kind != nullptr && file.path != standard_output)
      err << fmt::format("  {:<8}  {}\n", kind->title, printable(file.path));
  }
  err << fmt::format("  {:<8}  {}\n", "Journal", printable(journal));
}

}  // namespace conform
