#include "runner/cli/report_files.hpp"

#include "reports/console/console.hpp"
#include "runner/cli/github.hpp"
#include "runner/cli/terminal.hpp"
#include "runner/text/whole_file.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

namespace conform {
namespace {

constexpr std::string_view standard_output = "-";

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
  for (const ReportKind& kind : report_kinds())
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

/// `out.xml`, `out-2.xml`, …
std::string path_of_part(const std::string& path, std::size_t part) {
  if (part == 1) return path;
  const std::filesystem::path whole(path);
  const std::string name = fmt::format("{}-{}{}", whole.stem().string(), part, whole.extension().string());
  return (whole.parent_path() / name).string();
}

/// A part of an earlier, longer report would be read as one of this.
void remove_part_of_earlier(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string beginning(120, '\0');
  file.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
  const bool is_ours = beginning.starts_with("<?xml") && beginning.find("<testsuites") != beginning.npos;
  std::error_code ignored;
  if (is_ours) std::filesystem::remove(path, ignored);
}

void write_report(const Results& results,
                  const ReportArguments& arguments,
                  const ReportFile& file,
                  std::ostream& out) {
  const ReportKind* const kind = find_report_kind(file.kind);
  if (kind == nullptr) return;
  ReportOutput output;
  if (file.path == standard_output) {
    output.take = [&out](const auto& write) { write(out); };
    kind->write(results, arguments, output);
    out.flush();
    if (!out) throw std::system_error(EIO, std::generic_category(), "cannot write to standard output");
    return;
  }
  std::size_t part = 0;
  output.parts = ReportOutput::Parts::several;
  output.take = [&](const auto& write) { write_whole(path_of_part(file.path, ++part), write); };
  kind->write(results, arguments, output);
  if (part > 0) remove_part_of_earlier(path_of_part(file.path, part + 1));
}

/// The summary for people. Where a CI system obeys lines of the output, what a server said cannot be one.
void write_summary(const Results& results,
                   const ReportArguments& arguments,
                   Stream stream,
                   std::ostream& out) {
  ConsoleStyle style;
  style.colour = wants_colour(arguments.colour, stream);
  style.width = terminal_width();
  const StoppedCommands stopped(out);
  write_console(results, arguments.fail_on, style, out);
}

}  // namespace

std::string report_kind_names() {
  std::string names;
  for (const ReportKind& kind : report_kinds())
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
  std::ostream& people = is_apart ? err : out;
  write_summary(results, arguments, is_apart ? Stream::errors : Stream::output, people);
  tell_github(results, arguments.fail_on, people, err);
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
