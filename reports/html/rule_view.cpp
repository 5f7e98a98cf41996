#include "reports/html/rule_view.hpp"

#include "reports/html/markup.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

namespace conform {
namespace {

constexpr std::size_t most_lines = 1000;
// Clusters that stand in the open; the others of the rule are behind a fold.
constexpr std::size_t most_unfolded = 8;

/// That the sentence below it is a rule, and that it was not kept.
std::string stamp(const RuleGroup& group) {
  const std::string_view says = group.known                    ? "known"
                                : group.weight == Weight::fail ? "✗ broken"
                                : group.weight == Weight::warn ? "! not met"
                                                               : "not met";
  const std::string level = group.rule.level.empty() ? "" : " · " + html_text(group.rule.level);
  return fmt::format("<b class=\"level\">{}{}</b> ", says, level);
}

std::string meta(const RuleGroup& group) {
  std::string out = "<p class=\"meta\">" + stamp(group);
  const std::size_t causes = group.clusters.size();
  out += fmt::format("<span>{}{}</span> ",
                     many(group.cases, "case"),
                     causes > 1 && causes < group.cases ? " of " + many(causes, "cause") : std::string());
  if (!group.rule.source.empty()) out += fmt::format("<span>{}</span> ", source_link(group.rule.source));
  return out + fmt::format("<code>{}</code></p>\n", html_text(group.rule.id));
}

std::string head(const RuleCard& card, std::size_t place) {
  const RuleGroup& group = card.group;
  std::string out =
      fmt::format("<article class=\"rule {0}{6}\" id=\"{1}\" data-card=\"{2}\" data-rule=\"{3}\" "
                  "data-weight=\"{0}\" data-age=\"{7}\">\n{5}<h3><a href=\"#{1}\">{4}</a></h3>\n",
                  name_of(group.weight),
                  card.id,
                  place,
                  html_text(group.rule.id),
                  html_prose(group.rule.text),
                  meta(group),
                  group.known ? " known" : "",
                  group.known ? "known" : "new");
  if (!group.rule.hint.empty()) out += fmt::format("<p class=\"hint\">{}</p>\n", html_prose(group.rule.hint));
  return out;
}

std::string lines(const RunHeader& header, const std::vector<Sighting>& sightings, std::string_view what) {
  const std::size_t count = sightings.size();
  if (count == 0) return {};
  std::string out = fmt::format("<details class=\"more\"><summary>{} {}</summary><ul>\n", count, what);
  const std::size_t end = std::min(count, most_lines);
  for (std::size_t at = 0; at < end; ++at)
    out += finding_line(header, *sightings[at].subject, *sightings[at].finding);
  if (end < count) out += fmt::format("<li>… and {} more: the JSON report has them all</li>\n", count - end);
  return out + "</ul></details>\n";
}

std::string cluster_view(const RunHeader& header, const Cluster& cluster, Disclosure disclosure) {
  const Sighting& example = cluster.example;
  std::vector<Sighting> others;
  for (const Sighting& sighting : cluster.sightings)
    if (sighting.finding != example.finding) others.push_back(sighting);
  return finding_view(header, *example.subject, *example.finding, {disclosure, cluster.cases}) +
         lines(header, others, "more of this cause");
}

}  // namespace

std::string rule_view(const RunHeader& header, const RuleCard& card, const CardFrame& frame) {
  const std::vector<Cluster>& clusters = card.group.clusters;
  std::string out = head(card, frame.place);
  std::size_t viewed = 0;
  const std::size_t wanted = std::clamp<std::size_t>(frame.most_views, 1, clusters.size());
  while (viewed < wanted && (viewed == 0 || out.size() < frame.most_bytes)) {
    if (viewed == most_unfolded) {
      out += fmt::format("<details class=\"fold rest\"><summary>{}</summary>\n",
                         many(clusters.size() - viewed, "more cause"));
    }
    out += cluster_view(header, clusters[viewed], viewed == 0 ? frame.first : Disclosure::closed);
    ++viewed;
  }
  std::vector<Sighting> rest;
  for (std::size_t at = viewed; at < clusters.size(); ++at)
    rest.insert(rest.end(), clusters[at].sightings.begin(), clusters[at].sightings.end());
  out += lines(header, rest, "more, in a line each");
  if (viewed > most_unfolded) out += "</details>\n";
  return out + "</article>\n";
}

std::string undecided_card(const RunHeader& header, const ReasonGroup& group, std::size_t most_views) {
  std::string out =
      fmt::format("<article class=\"rule error\">\n<p class=\"meta\"><b class=\"level\">? undecided</b> "
                  "<span>{}</span></p>\n<h3>{}</h3>\n",
                  many(group.cases.size(), "case"),
                  html_prose(group.reason));
  const std::size_t shown = std::min(group.cases.size(), most_views);
  for (std::size_t at = 0; at < shown; ++at) {
    if (at == most_unfolded)
      out +=
          fmt::format("<details class=\"fold rest\"><summary>{} more</summary>\n", group.cases.size() - at);
    out += undecided_view(header, *group.cases[at]);
  }
  if (shown > most_unfolded) out += "</details>\n";
  if (shown < group.cases.size()) {
    out +=
        fmt::format("<p class=\"remark\">… and {} more, in the <a href=\"#cases\">list of cases</a>.</p>\n",
                    group.cases.size() - shown);
  }
  return out + "</article>\n";
}

}  // namespace conform
