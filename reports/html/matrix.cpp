#include "reports/html/matrix.hpp"

#include "reports/html/markup.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <vector>

namespace conform {
namespace {

// More rows than anyone reads; the JSON report has them all.
constexpr std::size_t most_rows = 10'000;

constexpr std::array<std::string_view, 6> columns = {"1xx", "2xx", "3xx", "4xx", "5xx", "other"};

std::size_t column_of(const CoveredStatus& status) {
  if (status.status.empty()) return 5;
  const char digit = status.status[0];
  return status.status.size() == 3 && digit >= '1' && digit <= '5' ? static_cast<std::size_t>(digit - '1')
                                                                   : 5;
}

std::string_view meaning_of(Seen seen) {
  switch (seen) {
  case Seen::ok: return "documented and seen";
  case Seen::failing: return "documented and seen, in a case that failed";
  case Seen::never: return "documented, never seen";
  case Seen::undocumented: return "seen, not documented";
  }
  return "";
}

std::string_view sign_of(Seen seen) {
  switch (seen) {
  case Seen::ok: return "✓";
  case Seen::failing: return "✗";
  case Seen::never: return "";
  case Seen::undocumented: return "?";
  }
  return "";
}

std::string chip(const CoveredStatus& status) {
  std::string by;
  for (const int code : status.by)
    by += fmt::format("{}{}", by.empty() ? ": " : ", ", code);
  const std::string_view sign = sign_of(status.seen);
  return fmt::format("<span class=\"seen {0}\" title=\"{1}{2}\">{3}{4}{2}</span>",
                     name_of(status.seen),
                     meaning_of(status.seen),
                     by,
                     sign.empty() ? std::string() : fmt::format("<i>{}</i>", sign),
                     html_text(status.status));
}

std::array<bool, columns.size()> used_columns(const Coverage& covered) {
  std::array<bool, columns.size()> used{};
  for (const OperationCoverage& operation : covered.operations) {
    for (const CoveredStatus& status : operation.statuses)
      used.at(column_of(status)) = true;
  }
  return used;
}

}  // namespace

std::string matrix_view(const RunHeader& header, const Coverage& covered) {
  const auto used = used_columns(covered);
  std::string out =
      "<div class=\"scroll\"><table class=\"matrix\">\n<thead><tr><th scope=\"col\">Operation</th>";
  for (std::size_t at = 0; at < columns.size(); ++at) {
    if (used.at(at)) out += fmt::format("<th scope=\"col\">{}</th>", columns.at(at));
  }
  out += "</tr></thead>\n<tbody>\n";
  const std::size_t rows = std::min(covered.operations.size(), most_rows);
  for (std::size_t row = 0; row < rows; ++row) {
    const OperationCoverage& operation = covered.operations[row];
    std::array<std::string, columns.size()> cells{};
    for (const CoveredStatus& status : operation.statuses)
      cells.at(column_of(status)) += chip(status);
    out += fmt::format("<tr><th scope=\"row\">{}</th>",
                       operation_label(header.operations[operation.operation].name));
    for (std::size_t at = 0; at < columns.size(); ++at) {
      if (used.at(at)) out += "<td>" + cells.at(at) + "</td>";
    }
    out += "</tr>\n";
  }
  out += "</tbody></table></div>\n";
  if (rows < covered.operations.size()) {
    out += fmt::format("<p class=\"remark\">{} more.</p>\n",
                       many(covered.operations.size() - rows, "operation"));
  }
  return out;
}

}  // namespace conform
