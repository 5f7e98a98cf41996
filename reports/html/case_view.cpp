#include "reports/html/case_view.hpp"

#include "reports/html/exchange_view.hpp"
#include "reports/html/markup.hpp"
#include "reports/html/overview.hpp"
#include "runner/text/words.hpp"

#include <fmt/format.h>

namespace conform {
namespace {

// One line of a summary.
constexpr std::size_t longest_glance = 140;
constexpr std::size_t longest_value = 4096;

std::string status_chip(const CaseResult& result) {
  if (result.status == 0) return "<span class=\"chip none\" title=\"no status\">—</span>";
  return fmt::format("<span class=\"chip s{}\">{}</span>", result.status / 100, result.status);
}

std::string flaky(const CaseResult& result) {
  if (result.rounds_failed == 0 || result.rounds_failed == result.rounds) return {};
  return fmt::format(" <span class=\"flaky\">flaky: {} of {}</span>", result.rounds_failed, result.rounds);
}

std::string alike(std::size_t cases) {
  if (cases < 2) return {};
  return fmt::format(" <span class=\"alike\">{}</span>", many(cases, "case"));
}

std::string glance(std::string_view text) {
  return fmt::format(" <span class=\"glance\">{}</span>", html_prose(shortened(text, longest_glance)));
}

/// What was sent, how many fared alike, whether it fares so every time.
std::string name_of_case(const RunHeader& header, const CaseResult& result, std::size_t cases = 1) {
  return fmt::format("<span class=\"name\">{}{}{}</span>",
                     case_label(result.id, operation_of(header, result)),
                     alike(cases),
                     flaky(result));
}

std::string pair(const std::string& expected, const std::string& actual) {
  return fmt::format("<dl class=\"pair\"><div><dt>Expected</dt><dd>{}</dd></div>"
                     "<div class=\"actual\"><dt>Actual</dt><dd>{}</dd></div></dl>\n",
                     html_prose(shortened(expected, longest_value)),
                     html_prose(shortened(actual, longest_value)));
}

std::string remark(std::string_view label, const std::string& text) {
  if (text.empty()) return {};
  return fmt::format("<p class=\"remark\"><b>{}</b> {}</p>\n", label, text);
}

std::string place(std::string_view document, std::uint32_t line) {
  return fmt::format("<code>{}:{}</code>", html_text(document), line);
}

/// Where the document promises what was broken, or where it has the operation.
std::string place_of(const RunHeader& header, const CaseResult& result, const KeptFinding& finding) {
  if (!finding.document.empty()) return remark("Promised in", place(finding.document, finding.line));
  const bool is_known = result.operation < header.operations.size();
  if (!is_known || header.operations[result.operation].line == 0) return {};
  return remark("Operation in", place(header.document, header.operations[result.operation].line));
}

std::string remarks(const RunHeader& header, const CaseResult& result, const KeptFinding& finding) {
  return "<div class=\"remarks\">" + place_of(header, result, finding) +
         remark(finding.known ? "Known" : "Baseline", html_prose(finding.remark)) +
         remark("Waived", html_prose(finding.waived)) + remark("Judged", html_prose(finding.judged)) +
         "</div>\n";
}

std::vector<KeptFinding::Mark> marks_in(const std::vector<KeptFinding::Mark>& marks, std::size_t exchange) {
  std::vector<KeptFinding::Mark> found;
  for (const KeptFinding::Mark& mark : marks)
    if (mark.exchange == exchange) found.push_back(mark);
  return found;
}

/// The exchange that a finding is about, and the others of a probe behind a fold; without a finding all of
/// them.
std::string exchanges_view(const CaseResult& result, const KeptFinding* finding, std::string_view name) {
  std::string about;
  std::string others;
  for (std::size_t at = 0; at < result.exchanges.size(); ++at) {
    const bool is_other = finding != nullptr && at != finding->exchange;
    const auto marks = finding == nullptr ? std::vector<KeptFinding::Mark>() : marks_in(finding->marks, at);
    (is_other ? others : about) += exchange_view(result.exchanges[at], marks, fmt::format("{}-{}", name, at));
  }
  if (others.empty()) return about;
  return fmt::format(
      "{}<details class=\"fold-small\"><summary>The rest of this probe: {}</summary>{}</details>\n",
      about,
      many(result.exchanges.size() - 1, "request"),
      others);
}

/// The smallest request that fails alike, and the one that was planned behind a fold.
std::string smallest_view(const CaseResult& result, const KeptFinding& finding, std::string_view name) {
  const auto& smallest = finding.smallest;
  if (!smallest) return exchanges_view(result, &finding, name);
  return fmt::format(
      "<p class=\"remark\">The smallest request that fails alike, of {} that were tried.</p>\n{}"
      "<details class=\"fold-small\"><summary>As it was planned</summary>{}{}</details>\n",
      smallest->asked,
      exchange_view(smallest->exchange, marks_in(smallest->marks, 0), fmt::format("{}-m", name)),
      pair(finding.expected, finding.actual),
      exchanges_view(result, &finding, name));
}

}  // namespace

std::string finding_view(const RunHeader& header,
                         const CaseResult& result,
                         const KeptFinding& finding,
                         const FindingFrame& frame) {
  const auto& smallest = finding.smallest;
  const std::string& actual = smallest ? smallest->actual : finding.actual;
  const std::string id = anchor("find", fmt::format("{} {} {}", finding.rule, result.id, finding.cause));
  return fmt::format(
      "<details class=\"find\" id=\"{0}\" data-op=\"{1}\"{2}><summary>{3} {4}{5}</summary>\n"
      "<div class=\"body\">\n{6}{7}{8}<p class=\"links\"><a href=\"#{0}\">Link to this finding</a> <a "
      "href=\"#{9}\">The case in the list</a></p>\n</div></details>\n",
      id,
      result.operation,
      frame.disclosure == Disclosure::open ? " open" : "",
      status_chip(result),
      name_of_case(header, result, frame.cases),
      glance(actual),
      pair(smallest ? smallest->expected : finding.expected, actual),
      remarks(header, result, finding),
      smallest_view(result, finding, id),
      anchor("case", result.id));
}

std::string undecided_view(const RunHeader& header, const CaseResult& result) {
  const std::string_view detail =
      result.exchanges.empty() ? std::string_view() : result.exchanges.back().detail;
  const std::string id = anchor("undecided", result.id);
  return fmt::format("<details class=\"find\" id=\"{}\" data-op=\"{}\"><summary>{} {}{}</summary>\n<div "
                     "class=\"body\">\n{}</div></details>\n",
                     id,
                     result.operation,
                     status_chip(result),
                     name_of_case(header, result),
                     glance(detail),
                     exchanges_view(result, nullptr, id));
}

std::string finding_line(const RunHeader& header, const CaseResult& result, const KeptFinding& finding) {
  return fmt::format("<li class=\"line\" data-op=\"{}\"><a href=\"#{}\">{} {}</a>{}</li>\n",
                     result.operation,
                     anchor("case", result.id),
                     status_chip(result),
                     name_of_case(header, result),
                     glance(finding.actual));
}

}  // namespace conform
