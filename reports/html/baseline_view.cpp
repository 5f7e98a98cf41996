#include "reports/html/baseline_view.hpp"

#include "reports/html/markup.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

namespace conform {
namespace {

using Entries = std::vector<BaselineOutcome::Entry>;

constexpr std::size_t most_entries = 1000;

std::string entry_view(const BaselineOutcome::Entry& entry) {
  std::string out = fmt::format(
      "<li>{} <code class=\"broke\">{}</code>", operation_label(entry.operation), html_text(entry.rule));
  const auto add = [&out](std::string_view label, std::string_view text) {
    if (!text.empty()) out += fmt::format(" <span class=\"variant\">{}{}</span>", label, html_prose(text));
  };
  add("at ", entry.place);
  add("", entry.why);
  add("because ", entry.reason);
  add("owner ", entry.owner);
  add("until ", entry.until);
  return out + "</li>\n";
}

std::string entries_view(std::string_view title, std::string_view meaning, const Entries& entries) {
  if (entries.empty()) return {};
  std::string out = fmt::format(
      "<li><details><summary><b>{} {}</b> <span>{}</span></summary><ul>\n", entries.size(), title, meaning);
  const std::size_t shown = std::min(entries.size(), most_entries);
  for (std::size_t at = 0; at < shown; ++at)
    out += entry_view(entries[at]);
  if (shown < entries.size()) out += fmt::format("<li>… and {} more</li>\n", entries.size() - shown);
  return out + "</ul></details></li>\n";
}

std::string linked(std::string_view target, std::size_t count, std::string_view label) {
  if (count == 0) return fmt::format("<li>0 {}</li>\n", label);
  return fmt::format("<li><a href=\"#{}\"><b>{}</b> {}</a></li>\n", target, count, label);
}

}  // namespace

std::string baseline_line(const Results& results) {
  const auto& held = results.baseline;
  if (!held) return {};
  const auto& update = held->update;
  const std::string updated =
      update ? fmt::format("<li>updated: {} added, {} removed</li>\n", update->added, update->removed)
             : std::string();
  return fmt::format(
      "<ul class=\"held\" aria-label=\"Against the baseline\">\n<li>Against <code>{}</code></li>\n"
      "{}{}{}{}{}</ul>\n",
      html_text(held->file),
      linked("failures", held->fresh, "new"),
      linked("known", results.counts().known_findings, "known"),
      linked("gone", held->gone.size(), "no longer occurring"),
      held->expired.empty() ? "" : linked("gone", held->expired.size(), "expired"),
      updated);
}

std::string gone_view(const Results& results) {
  const auto& held = results.baseline;
  if (!held || (held->gone.empty() && held->expired.empty() && held->not_looked_at.empty())) return {};
  return fmt::format(
      "<section id=\"gone\">\n<h2>Baseline <small>entries to look at</small></h2>\n<ul "
      "class=\"reasons\">\n{}{}{}</ul>\n</section>\n",
      entries_view("no longer occurring",
                   held->strict ? "Take them out of the baseline; with --baseline-strict they fail the run."
                                : "Take them out of the baseline, so that they cannot come back unseen.",
                   held->gone),
      entries_view("expired", "Their time is over: they hide nothing any more.", held->expired),
      entries_view("not looked at", "This run could not have seen them.", held->not_looked_at));
}

}  // namespace conform
