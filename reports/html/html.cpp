#include "reports/html/html.hpp"

#include "reports/html/baseline_view.hpp"
#include "reports/html/case_list.hpp"
#include "reports/html/head_view.hpp"
#include "reports/html/markup.hpp"
#include "reports/html/matrix.hpp"
#include "reports/html/overview.hpp"
#include "reports/html/page.hpp"
#include "reports/html/rule_view.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace conform {
namespace {

// With these a run of 10,000 failing cases stays a page that opens at once.
constexpr std::size_t most_views = 60;
constexpr std::size_t most_lines = 1000;
constexpr std::size_t most_of_cards = std::size_t{4} << 20U;
constexpr std::size_t most_of_card = std::size_t{1} << 20U;
// Rules of which the first example stands open.
constexpr std::size_t most_opened = 3;

/// Writes the page part by part, the most urgent first.
class Page {
public:
  Page(const Results& results, Weight fail_on, std::ostream& out)
      : all_(overview_of(results, fail_on)), header_(results.header), out_(out) {}

  void write() {
    put(head_view(all_) + "<body>\n" + verdict_view(all_) + "<div class=\"columns\">\n" +
        contents_view(all_));
    put("<main id=\"main\">\n" + tools_view(all_));
    write_failures();
    write_undecided();
    put(gone_view(all_.results));
    write_known();
    write_light(Weight::warn);
    write_light(Weight::note);
    write_coverage();
    write_latency();
    write_not_judged();
    write_cases();
    put(run_view(all_) + "</main>\n</div>\n" + keys_view());
    put(fmt::format("<script>{}</script>\n</body>\n</html>\n", embedded_page()[1].text));
  }

private:
  void put(std::string_view text) {
    written_ += text.size();
    out_ << text;
  }

  void begin_section(std::string_view id, std::string_view title, const std::string& aside) {
    put(fmt::format("<section id=\"{}\">\n<h2>{} <small>{}</small></h2>\n", id, title, aside));
  }

  void write_card(std::size_t place, Disclosure first) {
    CardFrame frame{place, first, most_views};
    frame.most_bytes = std::min(most_of_card, most_of_cards - std::min(written_, most_of_cards));
    put(rule_view(header_, all_.cards[place], frame));
  }

  void write_failures() {
    const std::size_t broken = all_.broken();
    if (broken == 0) return;
    begin_section(
        "failures", all_.results.baseline ? "New failures" : "Failures", many(broken, "broken rule"));
    std::size_t written = 0;
    for (std::size_t at = 0; at < all_.cards.size(); ++at) {
      if (!breaks_gate(all_.cards[at].group, all_.fail_on)) continue;
      write_card(at, written < most_opened ? Disclosure::open : Disclosure::closed);
      ++written;
    }
    put("</section>\n");
  }

  void write_undecided() {
    if (all_.counts.errors == 0) return;
    begin_section("undecided", "Undecided", many(all_.counts.errors, "case"));
    for (const ReasonGroup& group : group_by_reason(all_.results, Outcome::error))
      put(undecided_card(header_, group, most_views));
    put("</section>\n");
  }

  /// Warnings and notes, folded: nobody has to act on them today.
  void write_light(Weight weight) {
    const std::size_t rules = all_.cards_of(weight);
    if (weight >= all_.fail_on || rules == 0) return;
    const bool warnings = weight == Weight::warn;
    begin_section(warnings ? "warnings" : "notes", warnings ? "Warnings" : "Notes", many(rules, "rule"));
    put(fmt::format("<details class=\"fold\"><summary>Show {}</summary>\n", many(rules, "rule")));
    for (std::size_t at = 0; at < all_.cards.size(); ++at) {
      const RuleGroup& group = all_.cards[at].group;
      if (group.weight == weight && !group.known) write_card(at, Disclosure::closed);
    }
    put("</details>\n</section>\n");
  }

  /// What a baseline knows, folded and calm.
  void write_known() {
    const std::size_t rules = all_.known();
    if (rules == 0) return;
    begin_section("known", "Known", fmt::format("{}, {}", many(rules, "rule"), "in the baseline"));
    put(fmt::format("<details class=\"fold\"><summary>Show {}</summary>\n", many(rules, "rule")));
    for (std::size_t at = 0; at < all_.cards.size(); ++at)
      if (all_.cards[at].group.known) write_card(at, Disclosure::closed);
    put("</details>\n</section>\n");
  }

  void write_coverage() {
    begin_section(
        "coverage",
        "Coverage",
        fmt::format("{} of {} documented responses seen", all_.coverage.met, all_.coverage.documented));
    put(matrix_view(header_, all_.coverage));
    put("</section>\n");
  }

  void write_latency() {
    if (all_.latencies.empty()) return;
    begin_section("latency", "Latency", "milliseconds, slowest first");
    put(latency_view(header_, all_.latencies));
    put("</section>\n");
  }

  void write_not_judged() {
    const auto undecided = group_undecided(all_.results);
    if (all_.counts.not_judged == 0 && undecided.empty()) return;
    begin_section(
        "not-judged",
        "Not judged",
        fmt::format("{}, {}", many(all_.counts.not_judged, "case"), many(all_.counts.undecided, "rule")));
    put("<ul class=\"reasons\">\n");
    for (const ReasonGroup& group : group_by_reason(all_.results, Outcome::not_judged))
      write_reason(group);
    const std::size_t shown = std::min(undecided.size(), most_lines);
    for (std::size_t at = 0; at < shown; ++at) {
      put(fmt::format("<li><b>{}</b> <span><code>{}</code> {}</span></li>\n",
                      many(undecided[at].cases, "case"),
                      html_text(undecided[at].rule),
                      html_prose(shortened(undecided[at].why, 400))));
    }
    put("</ul>\n</section>\n");
  }

  void write_reason(const ReasonGroup& group) {
    put(fmt::format("<li><details><summary><b>{}</b> <span>{}</span></summary><ul>\n",
                    many(group.cases.size(), "case"),
                    html_prose(group.reason)));
    const std::size_t shown = std::min(group.cases.size(), most_lines);
    for (std::size_t at = 0; at < shown; ++at) {
      const CaseResult& result = *group.cases[at];
      put(fmt::format("<li>{}</li>\n", case_label(result.id, operation_of(header_, result))));
    }
    put("</ul></details></li>\n");
  }

  void write_cases() {
    begin_section("cases", "Cases", std::to_string(all_.results.cases.size()));
    put(case_list(all_));
    put("</section>\n");
  }

  Overview all_;
  const RunHeader& header_;
  std::ostream& out_;
  std::size_t written_ = 0;
};

}  // namespace

void write_html(const Results& results, Weight fail_on, std::ostream& out) {
  Page(results, fail_on, out).write();
}

}  // namespace conform
