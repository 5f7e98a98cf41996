#include "reports/html/case_view.hpp"

#include "reports/html/byte_view.hpp"
#include "reports/html/markup.hpp"
#include "runner/journal/json_text.hpp"
#include "runner/text/words.hpp"

#include <fmt/format.h>

namespace conform {
namespace {

// One line of a summary.
constexpr std::size_t longest_glance = 140;
constexpr std::size_t longest_value = 4096;

std::string status_chip(const CaseResult& result) {
  if (result.status == 0) return "<span class=\"chip none\">—</span>";
  return fmt::format("<span class=\"chip s{}\">{}</span>", result.status / 100, result.status);
}

std::string flaky(const CaseResult& result) {
  if (result.rounds_failed == 0 || result.rounds_failed == result.rounds) return {};
  return fmt::format("<span class=\"flaky\" title=\"{0} of {1} rounds failed\">flaky {0}/{1}</span>",
                     result.rounds_failed,
                     result.rounds);
}

std::string alike(std::size_t cases) {
  if (cases < 2) return {};
  return fmt::format(
      "<span class=\"alike\" title=\"{} of this cause\">×{}</span>", many(cases, "case"), cases);
}

std::string summary(const CaseResult& result, std::string_view glance, std::size_t cases = 1) {
  return fmt::format(
      "<summary>{}<span class=\"name\">{}</span>{}{}<span class=\"glance\">{}</span></summary>\n",
      status_chip(result),
      operation_label(result.id),
      alike(cases),
      flaky(result),
      html_prose(shortened(glance, longest_glance)));
}

std::string pair(const std::string& expected, const std::string& actual) {
  return fmt::format("<dl class=\"pair\"><div><dt>Expected</dt><dd>{}</dd></div>"
                     "<div class=\"actual\"><dt>Actual</dt><dd>{}</dd></div></dl>\n",
                     html_prose(shortened(expected, longest_value)),
                     html_prose(shortened(actual, longest_value)));
}

std::string remarks(const KeptFinding& finding) {
  std::string out;
  if (!finding.document.empty()) {
    out += fmt::format("<p class=\"remark\">Promised in <code>{}:{}</code></p>\n",
                       html_text(finding.document),
                       finding.line);
  }
  if (!finding.waived.empty())
    out += fmt::format("<p class=\"remark\">Waived: {}</p>\n", html_prose(finding.waived));
  if (!finding.judged.empty()) out += fmt::format("<p class=\"remark\">{}</p>\n", html_prose(finding.judged));
  return out;
}

std::string message(std::string_view title,
                    std::string_view bytes,
                    const std::vector<Pointed>& marks,
                    std::size_t whole) {
  std::string out = fmt::format("<section><h4>{} <small>{}</small></h4>\n<pre class=\"bytes\">{}</pre>\n",
                                title,
                                many(whole, "byte"),
                                text_view(bytes, marks, whole));
  if (!bytes.empty() && (!marks.empty() || !is_plain_text(bytes))) {
    out += fmt::format("<details class=\"hex\"><summary>Hex</summary><pre>{}</pre></details>\n",
                       hex_view(bytes, marks));
  }
  return out + "</section>\n";
}

std::string answer(const KeptExchange& exchange, const std::vector<Pointed>& marks) {
  if (exchange.silence.empty()) return message("Response", exchange.received, marks, exchange.received_bytes);
  const std::string why = fmt::format("<p class=\"silence\">No final response: <code>{}</code> {}</p>\n",
                                      html_text(exchange.silence),
                                      html_text(exchange.detail));
  if (exchange.received_bytes == 0) return "<section><h4>Response</h4>\n" + why + "</section>\n";
  return message("Received", exchange.received, marks, exchange.received_bytes) + why;
}

std::string hurl_view(const KeptExchange& exchange) {
  if (exchange.hurl.empty()) return {};
  return fmt::format(
      "<details class=\"hurl\"><summary>Hurl</summary><pre class=\"command\">{}</pre></details>\n",
      html_text(shortened(exchange.hurl, longest_value)));
}

std::string exchange_view(const KeptExchange& exchange, const std::vector<Pointed>& marks) {
  const std::string step = exchange.step.empty() ? std::string() : " · " + html_text(exchange.step);
  return fmt::format(
      "<div class=\"exchange\">\n{}<div>{}</div></div>\n<pre class=\"command curl\">{}</pre>\n{}",
      message("Request" + step, exchange.sent, {}, exchange.sent_bytes),
      answer(exchange, marks),
      html_text(shortened(exchange.curl, longest_value)),
      hurl_view(exchange));
}

std::vector<Pointed> marks_in(const std::vector<KeptFinding::Mark>& marks, std::size_t exchange) {
  std::vector<Pointed> found;
  for (const KeptFinding::Mark& mark : marks) {
    if (mark.exchange == exchange) found.push_back({mark.offset, mark.length, mark.label});
  }
  return found;
}

/// The exchange that a finding is about, and the others of a probe behind a fold; without a finding all of
/// them.
std::string exchanges_view(const CaseResult& result, const KeptFinding* finding) {
  std::string about;
  std::string others;
  for (std::size_t at = 0; at < result.exchanges.size(); ++at) {
    const bool is_other = finding != nullptr && at != finding->exchange;
    const auto marks = finding == nullptr ? std::vector<Pointed>() : marks_in(finding->marks, at);
    (is_other ? others : about) += exchange_view(result.exchanges[at], marks);
  }
  if (others.empty()) return about;
  return fmt::format(
      "{}<details class=\"hex others\"><summary>The rest of this probe: {}</summary>{}</details>\n",
      about,
      many(result.exchanges.size() - 1, "request"),
      others);
}

/// The smallest request that fails alike, and the one that was planned behind a fold.
std::string smallest_view(const CaseResult& result, const KeptFinding& finding) {
  const auto& smallest = finding.smallest;
  if (!smallest) return exchanges_view(result, &finding);
  return fmt::format(
      "<p class=\"remark\">The smallest request that fails alike, of {} that were tried.</p>\n{}"
      "<details class=\"hex others\"><summary>As it was planned</summary>{}{}</details>\n",
      smallest->asked,
      exchange_view(smallest->exchange, marks_in(smallest->marks, 0)),
      pair(finding.expected, finding.actual),
      exchanges_view(result, &finding));
}

}  // namespace

std::string
finding_view(const CaseResult& result, const KeptFinding& finding, Disclosure disclosure, std::size_t cases) {
  const auto& smallest = finding.smallest;
  const std::string& actual = smallest ? smallest->actual : finding.actual;
  return fmt::format("<details class=\"case\" id=\"{}\"{}>{}{}{}{}</details>\n",
                     anchor(finding.rule + " " + result.id),
                     disclosure == Disclosure::open ? " open" : "",
                     summary(result, actual, cases),
                     pair(smallest ? smallest->expected : finding.expected, actual),
                     remarks(finding),
                     smallest_view(result, finding));
}

std::string undecided_view(const CaseResult& result) {
  const std::string_view detail =
      result.exchanges.empty() ? std::string_view() : result.exchanges.back().detail;
  return fmt::format("<details class=\"case\" id=\"{}\">{}{}</details>\n",
                     anchor("undecided " + result.id),
                     summary(result, detail),
                     exchanges_view(result, nullptr));
}

std::string finding_line(const CaseResult& result, const KeptFinding& finding) {
  return fmt::format(
      "<li class=\"case\">{}<span class=\"name\">{}</span>{}<span class=\"glance\">{}</span></li>\n",
      status_chip(result),
      operation_label(result.id),
      flaky(result),
      html_prose(shortened(finding.actual, longest_glance)));
}

}  // namespace conform
