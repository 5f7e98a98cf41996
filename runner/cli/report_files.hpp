#pragma once

#include "runner/cli/command_line.hpp"
#include "runner/journal/results.hpp"

#include <functional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace conform {

/// Where a report goes. Most have one part; a report that may have several is cut into them
/// only where there is room for `several`.
struct ReportOutput {
  enum class Parts { one, several } parts = Parts::one;
  std::function<void(const std::function<void(std::ostream&)>&)> take{};
};

/// A form that results are written in.
struct ReportKind {
  std::string_view name{};   ///< as in `--report NAME=FILE`
  std::string_view title{};  ///< for people
  std::string_view what{};   ///< what it is, in a few words
  void (*write)(const Results&, const ReportArguments&, const ReportOutput&) = nullptr;
};

/// All of them; option help, messages and tests are made from this table.
[[nodiscard]] std::span<const ReportKind> report_kinds();
/// Null when there is none of that name.
[[nodiscard]] const ReportKind* find_report_kind(std::string_view name);
/// Their names, `html, json, …`.
[[nodiscard]] std::string report_kind_names();

/// Adds the reports of `text`, `KIND=FILE` or several with commas between; a comma that no `KIND=` follows
/// belongs to the name of the file. Gives what is wrong with it in a sentence, or nothing.
[[nodiscard]] std::string add_reports_of(std::string_view text, std::vector<ReportFile>& files);

/// Whether no two reports go to one place, nor one to that of a file which is needed for something else
/// (`taken`, such as the journal; empty for none); says so otherwise.
[[nodiscard]] bool reports_are_apart(const std::vector<ReportFile>& files,
                                     const std::vector<std::string>& taken,
                                     std::ostream& err);

/// Writes the asked-for reports, each file whole or not at all, and the summary for people to `out`, but to
/// `err` where a report goes to standard output. Gives false, with a sentence for each, when some could not
/// be written; the others are.
[[nodiscard]] bool
write_reports(const Results& results, const ReportArguments& arguments, std::ostream& out, std::ostream& err);

/// Says on `err` where the reports and the journal lie.
void say_where(const ReportArguments& arguments, const std::string& journal, std::ostream& err);

}  // namespace conform
