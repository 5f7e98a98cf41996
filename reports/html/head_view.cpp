#include "reports/html/head_view.hpp"

#include "reports/html/baseline_view.hpp"
#include "reports/html/markup.hpp"
#include "reports/html/page.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace conform {
namespace {

// More rules than a list beside the page can hold; the page itself has them all.
constexpr std::size_t most_linked = 60;

/// How the run ended: a class of the style sheet, a sign for those who see no colours, a word.
struct Stamp {
  std::string_view kind{};
  std::string_view sign{};
  std::string_view word{};
  std::string_view colour{};  ///< of the icon
};

Stamp stamp_of(const Overview& all) {
  switch (exit_code(all.results, all.fail_on)) {
  case 0: return {"kept", "✓", "Passed", "1c7440"};
  case 1: return {"broken", "✗", "Failed", "b3261e"};
  case 130: return {"open", "…", "Interrupted", "8a5a00"};
  default: return {"open", "?", "Undecided", "8a5a00"};
  }
}

/// One stripe per outcome, as wide as its share.
std::string bar(const Counts& counts) {
  const double total = static_cast<double>(std::max<std::size_t>(counts.total(), 1));
  std::string out = "<svg class=\"bar\" viewBox=\"0 0 1000 10\" width=\"1000\" height=\"10\" "
                    "preserveAspectRatio=\"none\" aria-hidden=\"true\">";
  double at = 0;
  const auto stripe = [&](std::string_view name, std::string_view colour, std::size_t count) {
    const double width = 1000.0 * static_cast<double>(count) / total;
    if (count > 0) {
      out +=
          fmt::format("<rect class=\"{}\" fill=\"{}\" x=\"{:.2f}\" y=\"0\" width=\"{:.2f}\" height=\"10\"/>",
                      name,
                      colour,
                      at,
                      std::max(width, 2.0));
    }
    at += width;
  };
  stripe("failed", "#b3261e", counts.failed);
  stripe("error", "#8a5a00", counts.errors);
  stripe("known", "#c9a46a", counts.known);
  stripe("none", "#8b867d", counts.not_judged);
  stripe("passed", "#1c7440", counts.passed);
  return out + "</svg>\n";
}

std::string tile(std::string_view kind, std::size_t count, std::string_view label, std::string_view target) {
  if (count == 0) return fmt::format("<li class=\"{} zero\"><b>0</b> {}</li>\n", kind, label);
  return fmt::format("<li class=\"{}\"><a href=\"#{}\"><b>{}</b> {}</a></li>\n", kind, target, count, label);
}

std::string tiles(const Overview& all) {
  const Counts& counts = all.counts;
  return fmt::format("<ul class=\"tiles\" aria-label=\"Cases by outcome\">\n{}{}{}{}{}</ul>\n",
                     tile("failed", counts.failed, "failed", all.broken() > 0 ? "failures" : "cases"),
                     counts.known > 0 ? tile("known", counts.known, "known failures", "known") : "",
                     tile("error", counts.errors, "undecided", "undecided"),
                     tile("none", counts.not_judged, "not judged", "not-judged"),
                     tile("passed", counts.passed, "passed", "cases"));
}

std::string fact(std::string_view name, std::string_view value) {
  if (value.empty()) return {};
  return fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", name, html_text(value));
}

/// Which part of the plan this is.
std::string part(const RunHeader& header) {
  if (header.shard.is_part()) return fmt::format("{} of {}", header.shard.index, header.shard.total);
  return header.shards > 0 ? fmt::format("all {}, put together", header.shards) : std::string();
}

std::string took(const RunFooter& footer) {
  if (!footer.present) return "killed before its end";
  return fmt::format("{:.1f} s", static_cast<double>(footer.duration.count()) / 1000.0);
}

/// `2026-11-21T08:30:00Z` for a person's eye.
std::string moment(std::string began) {
  constexpr std::size_t of_t = 10;
  constexpr std::size_t of_z = 19;
  if (began.size() != of_z + 1 || began[of_t] != 'T' || began[of_z] != 'Z') return began;
  began[of_t] = ' ';
  return began.substr(0, of_z) + " UTC";
}

/// For those who see such a page for the first time.
constexpr std::string_view reading_aid =
    "<details class=\"aid\"><summary>How to read this page</summary>\n<dl>\n"
    "<div><dt>Case</dt><dd>One request, or a few that belong together, made from the document: a plain one, "
    "one at "
    "an edge of what is allowed, one with exactly one thing wrong.</dd></div>\n"
    "<div><dt>Failed</dt><dd>The answer breaks the document or a standard. Cases that seem to come from the "
    "same "
    "cause stand together; one of them is shown as the example.</dd></div>\n"
    "<div><dt>Undecided</dt><dd>No answer came, so nothing can be said. That is no failure of the contract, "
    "and not "
    "green either.</dd></div>\n"
    "<div><dt>Not judged</dt><dd>Not sent, or the answer says nothing about what was asked; the reason "
    "stands "
    "beside it.</dd></div>\n"
    "<div><dt>must, should, may</dt><dd>How strongly the source demands it. Only failures break the gate; "
    "warnings "
    "and notes are there to be known.</dd></div>\n"
    "</dl></details>\n";

std::string_view skip_target(const Overview& all) { return all.broken() > 0 ? "failures" : "coverage"; }

std::string in_a_line(const Overview& all) {
  const RunFooter& footer = all.results.footer;
  std::string out = many(all.results.cases.size(), "case");
  if (footer.requests > 0) out += fmt::format(", {} in {}", many(footer.requests, "request"), took(footer));
  return out + fmt::format(" · rules applied {} · {} of {} documented responses seen",
                           many(all.counts.rules_judged, "time"),
                           all.coverage.met,
                           all.coverage.documented);
}

std::string
link(std::string_view id, std::string_view label, std::size_t count, std::string_view inner = "") {
  if (count == 0) return {};
  return fmt::format("<li><a href=\"#{}\">{} <small>{}</small></a>{}</li>\n", id, label, count, inner);
}

std::string broken_links(const Overview& all) {
  std::string out = "\n<ul>\n";
  std::size_t linked = 0;
  for (const RuleCard& card : all.cards) {
    if (!breaks_gate(card.group, all.fail_on)) continue;
    if (++linked > most_linked) break;
    out += fmt::format("<li><a href=\"#{}\" title=\"{}\"><span>{}</span> <small>{}</small></a></li>\n",
                       card.id,
                       html_text(card.group.rule.text),
                       html_text(card.group.rule.id),
                       card.group.cases);
  }
  return out + "</ul>\n";
}

std::string option(std::string_view value, std::string_view label) {
  return fmt::format("<option value=\"{}\">{}</option>", value, label);
}

std::string secrets_line(const RunHeader& header) {
  const std::string_view remark = remark_on_secrets(header);
  return remark.empty() ? std::string() : fmt::format("<p class=\"remark\">{}</p>\n", html_text(remark));
}

}  // namespace

std::string head_view(const Overview& all) {
  const Stamp stamp = stamp_of(all);
  const std::string_view style = embedded_page()[0].text;
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src {}; script-src "
      "{}; "
      "img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types "
      "'none'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" "
      "content=\"no-referrer\">\n"
      "<title>{} · {}</title>\n"
      "<link rel=\"icon\" href=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 "
      "16 "
      "16'%3E%3Ccircle cx='8' cy='8' r='7' fill='%23{}'/%3E%3C/svg%3E\">\n<style>{}</style>\n</head>\n",
      hash_source(style),
      hash_source(embedded_page()[1].text),
      stamp.word,
      html_text(all.results.header.title),
      stamp.colour,
      style);
}

std::string verdict_view(const Overview& all) {
  const RunHeader& header = all.results.header;
  const Stamp stamp = stamp_of(all);
  return fmt::format(
      "<a class=\"skip\" href=\"#{}\">Skip to the findings</a>\n<header class=\"top\">\n"
      "<p class=\"over\"><b>conform</b> report <span class=\"buttons\"><button type=\"button\" id=\"theme\" "
      "hidden>Dark</button> <button type=\"button\" id=\"help\" hidden aria-label=\"Keyboard "
      "shortcuts\">?</button></span></p>\n<h1>{}</h1>\n<dl class=\"facts brief\">\n{}{}{}{}</dl>\n"
      "<section class=\"verdict {}\" aria-labelledby=\"verdict\">\n<h2 id=\"verdict\"><b "
      "class=\"stamp\">{} {}</b> {}</h2>\n{}{}{}<p class=\"told\">{}</p>\n{}</section>\n</header>\n",
      skip_target(all),
      html_text(header.title),
      fact("Target", header.target),
      fact("Document", header.document),
      fact("Began", moment(header.began)),
      header.shard.is_part() ? fact("Shard", part(header)) : std::string(),
      stamp.kind,
      stamp.sign,
      stamp.word,
      html_prose(conclusion(all.results, all.fail_on)),
      bar(all.counts),
      tiles(all),
      baseline_line(all.results) + secrets_line(all.results.header),
      in_a_line(all),
      reading_aid);
}

std::string contents_view(const Overview& all) {
  const Weight fail_on = all.fail_on;
  return fmt::format(
      "<nav aria-label=\"Contents\">\n<ul>\n{}{}{}{}{}{}{}{}{}<li><a "
      "href=\"#run\">Run</a></li>\n</ul>\n</nav>\n",
      link("failures", all.results.baseline ? "New failures" : "Failures", all.broken(), broken_links(all)),
      link("undecided", "Undecided", all.counts.errors),
      link("known", "Known", all.known()),
      fail_on > Weight::warn ? link("warnings", "Warnings", all.cards_of(Weight::warn)) : "",
      fail_on > Weight::note ? link("notes", "Notes", all.cards_of(Weight::note)) : "",
      link("coverage", "Coverage", all.coverage.documented),
      link("latency", "Latency", all.latencies.size()),
      link("not-judged", "Not judged", all.counts.not_judged + all.counts.undecided),
      link("cases", "Cases", all.results.cases.size()));
}

std::string tools_view(const Overview& all) {
  std::string out =
      "<div class=\"tools\" role=\"search\" aria-label=\"Findings and cases\" id=\"tools\" hidden>\n"
      "<input type=\"search\" id=\"query\" aria-label=\"Search\" placeholder=\"Search   ( / )\" "
      "autocomplete=\"off\" spellcheck=\"false\">\n<button type=\"button\" id=\"facets\" "
      "aria-expanded=\"false\">Filters</button>\n<select id=\"outcome\" aria-label=\"Outcome\">";
  out += option("", "Any outcome") + option("failed", "Failed") +
         (all.results.baseline ? option("known", "Known failures") : "") + option("error", "Undecided") +
         option("none", "Not judged") + option("passed", "Passed");
  out += "</select>\n<select id=\"rule\" aria-label=\"Rule\">" + option("", "Any rule");
  out += "</select>\n<select id=\"operation\" aria-label=\"Operation\">" + option("", "Any operation");
  out += "</select>\n<select id=\"weight\" aria-label=\"Weight\">" + option("", "Any weight") +
         option("fail", "Failures") + option("warn", "Warnings") + option("note", "Notes");
  if (all.results.baseline) {
    out += "</select>\n<select id=\"age\" aria-label=\"New or known\">" + option("", "New, known") +
           option("new", "New") + option("known", "Known");
  }
  return out + "</select>\n<button type=\"button\" id=\"clear\">Clear</button>\n"
               "<p class=\"found\" role=\"status\"></p>\n</div>\n";
}

std::string keys_view() {
  const auto key = [](std::string_view name, std::string_view does) {
    return fmt::format("<dt>{}</dt><dd>{}</dd>\n", name, does);
  };
  return "<dialog id=\"keys\" aria-labelledby=\"keys-title\">\n<h2 id=\"keys-title\">Keys</h2>\n<dl>\n" +
         key("<kbd>/</kbd>", "search") + key("<kbd>j</kbd> <kbd>k</kbd>", "next finding, the one before") +
         key("<kbd>Enter</kbd>", "open or close it") +
         key("<kbd>Esc</kbd>", "clear the filters, else close the finding") +
         key("<kbd>?</kbd>", "this list") +
         "</dl>\n<button type=\"button\" id=\"close\">Close</button>\n</dialog>\n";
}

std::string run_view(const Overview& all) {
  const RunHeader& header = all.results.header;
  const RunFooter& footer = all.results.footer;
  std::string out = "<section id=\"run\">\n<h2>Run</h2>\n<dl class=\"facts\">\n";
  out += fact("Target", header.target) + fact("Document", header.document) + fact("OpenAPI", header.openapi) +
         fact("Hash of the document", header.document_hash) + fact("Seed", std::to_string(header.seed)) +
         fact("Rounds", std::to_string(header.rounds)) + fact("Began", moment(header.began));
  out += fact("Took", took(footer)) + fact("Shard", part(header));
  if (header.resumed > 0) out += fact("Taken up again", many(header.resumed, "time"));
  if (footer.present) {
    out += fact("Requests", fmt::format("{} on {}", footer.requests, many(footer.connections, "connection")));
    if (footer.shrinking > 0) out += fact("To find the smallest", many(footer.shrinking, "request"));
    out += fact("End", footer.end + (footer.why.empty() ? "" : ": " + footer.why));
  }
  out += fact("Rules applied", many(all.counts.rules_judged, "time"));
  out += fact("Fails on", name_of(all.fail_on)) + fact("conform", header.tool_version);
  return out + "</dl>\n</section>\n";
}

}  // namespace conform
