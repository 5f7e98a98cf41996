#include "reports/html/matrix.hpp"

#include "reports/html/markup.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <vector>

namespace conform {
namespace {

// More rows than anyone reads; the JSON report has them all.
constexpr std::size_t most_rows = 1'000;

constexpr std::array<std::string_view, 6> columns = {"1xx", "2xx", "3xx", "4xx", "5xx", "other"};

std::size_t column_of(const CoveredStatus& status) {
  if (status.status.empty()) return 5;
  const char digit = status.status[0];
  return status.status.size() == 3 && digit >= '1' && digit <= '5' ? static_cast<std::size_t>(digit - '1')
                                                                   : 5;
}

/// How a status fared, for those who see no colours.
struct Sign {
  std::string_view sign{};
  std::string_view words{};  ///< behind the status, for readers of the text alone
  std::string_view meaning{};
};

Sign sign_of(Seen seen) {
  switch (seen) {
  case Seen::ok: return {"✓", "seen", "documented and seen"};
  case Seen::failing: return {"✗", "seen, failing", "documented and seen, in a case that failed"};
  case Seen::never: return {"○", "never seen", "documented, never seen"};
  case Seen::undocumented: return {"!", "not documented", "seen, not documented"};
  }
  return {};
}

constexpr std::array<Seen, 4> every_seen = {Seen::ok, Seen::failing, Seen::never, Seen::undocumented};

std::string chip(const CoveredStatus& status) {
  std::string by;
  for (const int code : status.by)
    by += fmt::format("{}{}", by.empty() ? ": " : ", ", code);
  const Sign sign = sign_of(status.seen);
  return fmt::format("<span class=\"seen {0}\"><i>{1}</i> {2}{3}<span class=unseen> {4}</span></span> ",
                     name_of(status.seen),
                     sign.sign,
                     html_text(status.status),
                     by,
                     sign.words);
}

std::array<bool, columns.size()> used_columns(const Coverage& covered) {
  std::array<bool, columns.size()> used{};
  for (const OperationCoverage& operation : covered.operations) {
    for (const CoveredStatus& status : operation.statuses)
      used.at(column_of(status)) = true;
  }
  return used;
}

std::string
row(std::string_view name, const OperationCoverage& operation, const std::array<bool, columns.size()>& used) {
  std::array<std::string, columns.size()> cells{};
  for (const CoveredStatus& status : operation.statuses)
    cells.at(column_of(status)) += chip(status);
  std::string out = fmt::format("<tr><th scope=row>{}", operation_label(name));
  for (std::size_t at = 0; at < columns.size(); ++at)
    if (used.at(at)) out += "<td>" + cells.at(at);
  return out + "\n";
}

/// What the signs mean, and how many there are of each.
std::string legend(const Coverage& covered) {
  std::string out = "<ul class=\"legend\">\n";
  for (const Seen seen : every_seen) {
    std::size_t count = 0;
    for (const OperationCoverage& operation : covered.operations) {
      count += static_cast<std::size_t>(std::count_if(
          operation.statuses.begin(), operation.statuses.end(), [seen](const CoveredStatus& status) {
            return status.seen == seen;
          }));
    }
    out += fmt::format("<li><span class=\"seen {}\"><i>{}</i> {}</span> {}</li>\n",
                       name_of(seen),
                       sign_of(seen).sign,
                       count,
                       sign_of(seen).meaning);
  }
  return out + "</ul>\n";
}

}  // namespace

std::string matrix_view(const RunHeader& header, const Coverage& covered) {
  const auto used = used_columns(covered);
  std::string out = legend(covered) +
                    "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Coverage\"><table "
                    "class=\"matrix\">\n<thead><tr><th scope=\"col\">Operation</th>";
  for (std::size_t at = 0; at < columns.size(); ++at) {
    if (used.at(at)) out += fmt::format("<th scope=\"col\">{}</th>", columns.at(at));
  }
  out += "</tr></thead>\n<tbody>\n";
  const std::size_t rows = std::min(covered.operations.size(), most_rows);
  for (std::size_t at = 0; at < rows; ++at) {
    const OperationCoverage& operation = covered.operations[at];
    out += row(header.operations[operation.operation].name, operation, used);
  }
  out += "</tbody></table></div>\n";
  if (rows < covered.operations.size())
    out +=
        fmt::format("<p class=\"note\">{}.</p>\n", many(covered.operations.size() - rows, "more operation"));
  return out;
}

}  // namespace conform
