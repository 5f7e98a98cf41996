#include "reports/html/html.hpp"

#include "reports/html/case_view.hpp"
#include "reports/html/markup.hpp"
#include "reports/html/matrix.hpp"
#include "reports/html/page.hpp"
#include "runner/journal/coverage.hpp"
#include "runner/journal/grouping.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace conform {
namespace {

// With these a run of 10,000 failing cases stays a page that opens at once.
constexpr std::size_t most_views = 20;
constexpr std::size_t most_opened = 8;
constexpr std::size_t most_lines = 1000;
constexpr std::size_t most_rows = 20'000;
constexpr std::size_t most_of_page = std::size_t{6} << 20U;

class Page {
public:
  Page(const Results& results, Weight fail_on, std::ostream& out)
      : results_(results), fail_on_(fail_on), out_(out), counts_(results.counts()),
        groups_(group_by_rule(results)), coverage_(coverage(results)) {}

  void write() {
    write_head();
    write_verdict();
    write_contents();
    put("<main>\n");
    write_failures();
    write_undecided();
    write_light(Weight::warn);
    write_light(Weight::note);
    write_coverage();
    write_not_judged();
    write_cases();
    write_facts();
    put(fmt::format("</main>\n<script>{}</script>\n</body>\n</html>\n", embedded_page()[1].text));
  }

private:
  void put(std::string_view text) {
    written_ += text.size();
    out_ << text;
  }

  void write_head() {
    const RunHeader& header = results_.header;
    const std::string_view style = embedded_page()[0].text;
    put("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    put(fmt::format(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src {}; "
        "script-src {}; base-uri 'none'; form-action 'none'\">\n",
        hash_source(style),
        hash_source(embedded_page()[1].text)));
    put("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" "
        "content=\"no-referrer\">\n");
    put(fmt::format("<title>{} · {}</title>\n", word(), html_text(header.title)));
    put(fmt::format("<style>{}</style>\n</head>\n<body>\n", style));
    put(fmt::format("<header>\n<p class=\"over\">conform {} · {}</p>\n<h1>{}</h1>\n"
                    "<p class=\"target\"><code>{}</code> held against <code>{}</code></p>\n</header>\n",
                    html_text(header.tool_version),
                    html_text(header.began),
                    html_text(header.title),
                    html_text(header.target),
                    html_text(header.document)));
  }

  [[nodiscard]] std::string_view word() const {
    switch (exit_code(results_, fail_on_)) {
    case 0: return "Passed";
    case 1: return "Failed";
    case 130: return "Interrupted";
    default: return "Undecided";
    }
  }

  /// One stripe per outcome, as wide as its share.
  [[nodiscard]] std::string bar() const {
    const double total = static_cast<double>(std::max<std::size_t>(counts_.total(), 1));
    std::string out =
        "<svg class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">";
    double at = 0;
    const auto stripe = [&](std::string_view name, std::size_t count) {
      const double width = 1000.0 * static_cast<double>(count) / total;
      if (count > 0) {
        out += fmt::format("<rect class=\"{}\" x=\"{:.2f}\" y=\"0\" width=\"{:.2f}\" height=\"10\"/>",
                           name,
                           at,
                           std::max(width, 2.0));
      }
      at += width;
    };
    stripe("failed", counts_.failed);
    stripe("error", counts_.errors);
    stripe("none", counts_.not_judged);
    stripe("passed", counts_.passed);
    return out + "</svg>\n";
  }

  void tile(std::string_view kind, std::size_t count, std::string_view label) {
    put(fmt::format("<li class=\"{}{}\"><b>{}</b> {}</li>\n", kind, count == 0 ? " zero" : "", count, label));
  }

  void write_verdict() {
    put(fmt::format(
        "<section class=\"verdict {}\" aria-label=\"Verdict\">\n<p class=\"sentence\"><b>{}</b> {}</p>\n{}",
        anchor_word(),
        word(),
        html_prose(conclusion(results_, fail_on_)),
        bar()));
    put("<ul class=\"tiles\">\n");
    tile("failed", counts_.failed, "failed");
    tile("error", counts_.errors, "undecided");
    tile("none", counts_.not_judged, "not judged");
    tile("passed", counts_.passed, "passed");
    put("</ul>\n</section>\n");
  }

  [[nodiscard]] std::string_view anchor_word() const {
    const int code = exit_code(results_, fail_on_);
    return code == 0 ? "kept" : code == 1 ? "broken" : "open";
  }

  [[nodiscard]] std::size_t groups_with(Weight weight) const {
    return static_cast<std::size_t>(
        std::count_if(groups_.begin(), groups_.end(), [weight](const RuleGroup& group) {
          return group.weight == weight && !group.known;
        }));
  }

  [[nodiscard]] std::size_t broken_groups() const {
    return static_cast<std::size_t>(
        std::count_if(groups_.begin(), groups_.end(), [this](const RuleGroup& group) {
          return breaks_gate(group, fail_on_);
        }));
  }

  void link(std::string_view id, std::string_view label, std::size_t count) {
    if (count > 0) put(fmt::format("<a href=\"#{}\">{} <small>{}</small></a>\n", id, label, count));
  }

  void write_contents() {
    put("<nav aria-label=\"Contents\">\n");
    link("failures", "Failures", broken_groups());
    link("undecided", "Undecided", counts_.errors);
    if (fail_on_ > Weight::warn) link("warnings", "Warnings", groups_with(Weight::warn));
    if (fail_on_ > Weight::note) link("notes", "Notes", groups_with(Weight::note));
    link("coverage", "Coverage", coverage_.documented);
    link("not-judged", "Not judged", counts_.not_judged + counts_.undecided);
    link("cases", "Cases", results_.cases.size());
    put("<a href=\"#run\">Run</a>\n</nav>\n");
  }

  void begin_section(std::string_view id, std::string_view title, const std::string& aside) {
    put(fmt::format("<section id=\"{}\">\n<h2>{} <small>{}</small></h2>\n", id, title, aside));
  }

  void write_rule_head(const RuleGroup& group) {
    put(fmt::format(
        "<article class=\"rule {0}\" id=\"{1}\">\n<h3><a href=\"#{1}\">{2}</a></h3>\n<p class=\"meta\">",
        name_of(group.weight),
        anchor("rule " + group.rule.id + " " + std::string(name_of(group.weight))),
        html_prose(group.rule.text)));
    if (!group.rule.level.empty())
      put(fmt::format("<b class=\"level\">{}</b> ", html_text(group.rule.level)));
    const std::size_t causes = group.clusters.size();
    put(fmt::format("<code>{}</code> <span>{}</span> <span>{}{}</span></p>\n",
                    html_text(group.rule.id),
                    source_link(group.rule.source),
                    many(group.cases, "case"),
                    causes > 1 && causes < group.cases ? " of " + many(causes, "cause") : std::string()));
    if (!group.rule.hint.empty()) put(fmt::format("<p class=\"hint\">{}</p>\n", html_prose(group.rule.hint)));
  }

  /// Each cluster by its example, and the other cases of it in a line each.
  void write_rule(const RuleGroup& group, Disclosure first) {
    write_rule_head(group);
    const std::size_t wanted = std::min(group.clusters.size(), most_views);
    std::size_t viewed = 0;
    while (viewed < wanted && (viewed == 0 || written_ < most_of_page)) {
      const Cluster& cluster = group.clusters[viewed];
      put(finding_view(*cluster.example.subject,
                       *cluster.example.finding,
                       viewed == 0 ? first : Disclosure::closed,
                       cluster.cases));
      std::vector<Sighting> others;
      for (const Sighting& sighting : cluster.sightings)
        if (sighting.finding != cluster.example.finding) others.push_back(sighting);
      write_lines(others, "more of this cause");
      ++viewed;
    }
    std::vector<Sighting> rest;
    for (std::size_t at = viewed; at < group.clusters.size(); ++at)
      rest.insert(rest.end(), group.clusters[at].sightings.begin(), group.clusters[at].sightings.end());
    write_lines(rest, "more, in a line each");
    put("</article>\n");
  }

  void write_lines(const std::vector<Sighting>& sightings, std::string_view what) {
    const std::size_t count = sightings.size();
    if (count == 0) return;
    put(fmt::format("<details class=\"more\"><summary>{} {}</summary><ul>\n", count, what));
    const std::size_t end = std::min(count, most_lines);
    for (std::size_t at = 0; at < end; ++at)
      put(finding_line(*sightings[at].subject, *sightings[at].finding));
    if (end < count) put(fmt::format("<li>… and {} more: the JSON report has them all</li>\n", count - end));
    put("</ul></details>\n");
  }

  void write_failures() {
    const std::size_t broken = broken_groups();
    if (broken == 0) return;
    begin_section("failures", "Failures", many(broken, "rule"));
    std::size_t written = 0;
    for (const RuleGroup& group : groups_) {
      if (!breaks_gate(group, fail_on_)) continue;
      write_rule(group, written < most_opened ? Disclosure::open : Disclosure::closed);
      ++written;
    }
    put("</section>\n");
  }

  void write_undecided() {
    if (counts_.errors == 0) return;
    begin_section("undecided", "Undecided", many(counts_.errors, "case"));
    for (const ReasonGroup& group : group_by_reason(results_, Outcome::error)) {
      put(fmt::format("<article class=\"rule error\">\n<h3>{}</h3>\n<p class=\"meta\"><span>{}</span></p>\n",
                      html_prose(group.reason),
                      many(group.cases.size(), "case")));
      const std::size_t shown = std::min(group.cases.size(), most_views);
      for (std::size_t at = 0; at < shown; ++at)
        put(undecided_view(*group.cases[at]));
      if (shown < group.cases.size()) {
        put(fmt::format("<p class=\"remark\">… and {} more, in the table of cases.</p>\n",
                        group.cases.size() - shown));
      }
      put("</article>\n");
    }
    put("</section>\n");
  }

  /// Warnings and notes, folded: nobody has to act on them today.
  void write_light(Weight weight) {
    const std::size_t rules = groups_with(weight);
    if (weight >= fail_on_ || rules == 0) return;
    const bool warnings = weight == Weight::warn;
    begin_section(warnings ? "warnings" : "notes", warnings ? "Warnings" : "Notes", many(rules, "rule"));
    put(fmt::format("<details class=\"fold\"><summary>Show {}</summary>\n", many(rules, "rule")));
    for (const RuleGroup& group : groups_) {
      if (group.weight == weight && !group.known) write_rule(group, Disclosure::closed);
    }
    put("</details>\n</section>\n");
  }

  void write_coverage() {
    begin_section("coverage",
                  "Coverage",
                  fmt::format("{} of {} documented responses seen", coverage_.met, coverage_.documented));
    put("<p class=\"legend\"><span class=\"seen ok\"><i>✓</i>seen</span> <span class=\"seen "
        "failing\"><i>✗</i>seen "
        "failing</span> <span class=\"seen never\">never seen</span> <span class=\"seen "
        "undocumented\"><i>?</i>not "
        "documented</span></p>\n");
    put(matrix_view(results_.header, coverage_));
    put("</section>\n");
  }

  void write_not_judged() {
    const auto undecided = group_undecided(results_);
    if (counts_.not_judged == 0 && undecided.empty()) return;
    begin_section("not-judged",
                  "Not judged",
                  fmt::format("{}, {}", many(counts_.not_judged, "case"), many(counts_.undecided, "rule")));
    put("<ul class=\"reasons\">\n");
    for (const ReasonGroup& group : group_by_reason(results_, Outcome::not_judged)) {
      put(fmt::format("<li><details><summary><b>{}</b> {}</summary><ul>\n",
                      many(group.cases.size(), "case"),
                      html_prose(group.reason)));
      const std::size_t shown = std::min(group.cases.size(), most_lines);
      for (std::size_t at = 0; at < shown; ++at)
        put(fmt::format("<li>{}</li>\n", operation_label(group.cases[at]->id)));
      put("</ul></details></li>\n");
    }
    const std::size_t shown = std::min(undecided.size(), most_lines);
    for (std::size_t at = 0; at < shown; ++at) {
      put(fmt::format("<li><b>{}</b> <code>{}</code> {}</li>\n",
                      many(undecided[at].cases, "case"),
                      html_text(undecided[at].rule),
                      html_prose(shortened(undecided[at].why, 400))));
    }
    put("</ul>\n</section>\n");
  }

  [[nodiscard]] static std::string_view label_of(Outcome outcome) {
    switch (outcome) {
    case Outcome::passed: return "passed";
    case Outcome::failed: return "failed";
    case Outcome::error: return "undecided";
    case Outcome::not_judged: return "not judged";
    }
    return "";
  }

  [[nodiscard]] static std::string_view class_of(Outcome outcome) {
    switch (outcome) {
    case Outcome::passed: return "passed";
    case Outcome::failed: return "failed";
    case Outcome::error: return "error";
    case Outcome::not_judged: return "none";
    }
    return "";
  }

  void write_cases() {
    const std::size_t rows = std::min(results_.cases.size(), most_rows);
    begin_section("cases", "Cases", std::to_string(results_.cases.size()));
    put("<details class=\"fold\"><summary>Show every case</summary>\n<div class=\"scroll\"><table "
        "class=\"cases\">\n"
        "<thead><tr><th scope=\"col\">Case</th><th scope=\"col\">Outcome</th><th scope=\"col\">Status</th>"
        "<th scope=\"col\">Rules</th><th scope=\"col\">ms</th></tr></thead>\n<tbody>\n");
    for (std::size_t at = 0; at < rows; ++at) {
      const CaseResult& result = results_.cases[at];
      put(fmt::format("<tr class=\"{}\"><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{:.1f}</td></tr>\n",
                      class_of(result.outcome),
                      operation_label(result.id),
                      label_of(result.outcome),
                      result.status == 0 ? std::string("—") : std::to_string(result.status),
                      result.rules_judged,
                      static_cast<double>(result.duration.count()) / 1000.0));
    }
    put("</tbody></table></div>\n");
    if (rows < results_.cases.size())
      put(fmt::format("<p>… and {} more.</p>\n", results_.cases.size() - rows));
    put("</details>\n</section>\n");
  }

  void fact(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    put(fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", name, html_text(value)));
  }

  void write_facts() {
    const RunHeader& header = results_.header;
    const RunFooter& footer = results_.footer;
    begin_section("run", "Run", "");
    put("<dl class=\"facts\">\n");
    fact("Target", header.target);
    fact("Document", header.document);
    fact("OpenAPI", header.openapi);
    fact("Document hash", header.document_hash);
    fact("Seed", std::to_string(header.seed));
    fact("Rounds", std::to_string(header.rounds));
    fact("Began", header.began);
    if (footer.present) {
      fact("Duration", fmt::format("{:.2f} s", static_cast<double>(footer.duration.count()) / 1000.0));
      fact("Requests", fmt::format("{} on {}", footer.requests, many(footer.connections, "connection")));
      if (footer.shrinking > 0)
        fact("To find the smallest", many(static_cast<std::size_t>(footer.shrinking), "request"));
      fact("End", footer.end + (footer.why.empty() ? "" : ": " + footer.why));
    } else {
      fact("End", "the run was killed before its end");
    }
    fact("Rules applied", many(counts_.rules_judged, "time"));
    fact("Fails on", name_of(fail_on_));
    fact("conform", header.tool_version);
    put("</dl>\n</section>\n");
  }

  const Results& results_;
  Weight fail_on_;
  std::ostream& out_;
  Counts counts_;
  std::vector<RuleGroup> groups_;
  Coverage coverage_;
  std::size_t written_ = 0;
};

}  // namespace

void write_html(const Results& results, Weight fail_on, std::ostream& out) {
  Page(results, fail_on, out).write();
}

}  // namespace conform
