#include "runner/cli/report_files.hpp"

#include "reports/ctrf/ctrf.hpp"
#include "reports/github/annotations.hpp"
#include "reports/har/har.hpp"
#include "reports/html/html.hpp"
#include "reports/json/json.hpp"
#include "reports/junit/junit.hpp"
#include "reports/markdown/markdown.hpp"
#include "reports/replay/replay.hpp"
#include "reports/sarif/run_sarif.hpp"
#include "runner/cli/repository.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

// As much as a comment or a page shows.
constexpr std::size_t most_markdown = std::size_t{900} << 10U;

void html(const Results& results, const ReportArguments& arguments, const ReportOutput& output) {
  output.take([&](std::ostream& out) { write_html(results, arguments.fail_on, out); });
}

void json(const Results& results, const ReportArguments& arguments, const ReportOutput& output) {
  output.take([&](std::ostream& out) { write_json(results, arguments.fail_on, out); });
}

void junit(const Results& results, const ReportArguments& arguments, const ReportOutput& output) {
  JUnitOptions options;
  options.fail_on = arguments.fail_on;
  options.dialect = arguments.junit_dialect;
  options.file_name = name_in_repository;
  if (output.parts == ReportOutput::Parts::several) return write_junit_parts(results, options, output.take);
  output.take([&](std::ostream& out) { write_junit(results, options, out); });
}

void sarif(const Results& results, const ReportArguments&, const ReportOutput& output) {
  output.take([&](std::ostream& out) { write_run_sarif(results, name_in_repository, out); });
}

void ctrf(const Results& results, const ReportArguments& arguments, const ReportOutput& output) {
  output.take([&](std::ostream& out) { write_ctrf(results, arguments.fail_on, name_in_repository, out); });
}

void har(const Results& results, const ReportArguments&, const ReportOutput& output) {
  output.take([&](std::ostream& out) { write_har(results, out); });
}

void hurl(const Results& results, const ReportArguments&, const ReportOutput& output) {
  output.take([&](std::ostream& out) { write_hurl(results, out); });
}

void curl(const Results& results, const ReportArguments&, const ReportOutput& output) {
  output.take([&](std::ostream& out) { write_curl(results, out); });
}

void markdown(const Results& results, const ReportArguments& arguments, const ReportOutput& output) {
  output.take([&](std::ostream& out) { write_markdown(results, arguments.fail_on, most_markdown, out); });
}

void github(const Results& results, const ReportArguments& arguments, const ReportOutput& output) {
  output.take(
      [&](std::ostream& out) { write_annotations(results, arguments.fail_on, name_in_repository, out); });
}

constexpr std::array kinds = {
    ReportKind{"html", "HTML", "a page for people, in one file", html},
    ReportKind{"junit", "JUnit", "JUnit XML, for the test view of CI systems", junit},
    ReportKind{"json", "JSON", "everything, for programs of your own", json},
    ReportKind{"sarif", "SARIF", "SARIF 2.1.0, for code scanning", sarif},
    ReportKind{"ctrf", "CTRF", "the Common Test Report Format, JSON", ctrf},
    ReportKind{"har", "HAR", "HAR 1.2 of the exchanges that were kept", har},
    ReportKind{"hurl", "Hurl", "a Hurl file of the failing requests", hurl},
    ReportKind{"curl", "curl", "a shell script of the failing requests", curl},
    ReportKind{"markdown", "Markdown", "a summary for a comment or a page", markdown},
    ReportKind{"github", "GitHub", "annotations, as workflow commands", github},
};

}  // namespace

std::span<const ReportKind> report_kinds() { return kinds; }

const ReportKind* find_report_kind(std::string_view name) {
  const auto found = std::ranges::find(kinds, name, &ReportKind::name);
  return found == kinds.end() ? nullptr : &*found;
}

}  // namespace conform
