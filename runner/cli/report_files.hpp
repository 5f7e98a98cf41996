#pragma once

#include "runner/cli/command_line.hpp"
#include "runner/journal/results.hpp"

#include <ostream>
#include <string>

namespace conform {

/// Writes the asked-for report files, each whole or not at all (a temporary name, then renamed), and the
/// summary for people to `out`. Throws std::system_error with the path when a file cannot be written.
void write_reports(const Results& results, const ReportArguments& arguments, std::ostream& out);

/// Creates the folder that `path` lies in when it is missing.
void make_folder_of(const std::string& path);

}  // namespace conform
