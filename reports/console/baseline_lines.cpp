#include "reports/console/baseline_lines.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <string_view>

namespace conform {
namespace {

constexpr std::size_t most_remarks = 3;

std::string name_of(const BaselineOutcome::Entry& entry) { return entry.operation + "  ·  " + entry.rule; }

/// Each remark once, in the order of the cases.
std::vector<std::string_view> remarks_of(const RuleGroup& group) {
  std::vector<std::string_view> remarks;
  for (const Sighting& sighting : group.sightings) {
    const std::string_view remark = sighting.finding->remark;
    const bool is_told = remark.empty() || std::ranges::find(remarks, remark) != remarks.end();
    if (!is_told) remarks.push_back(remark);
  }
  return remarks;
}

void write_entries(CalmLines& page, const std::vector<BaselineOutcome::Entry>& entries, std::size_t most) {
  const std::size_t shown = entries.size() <= most + 1 ? entries.size() : most;
  for (std::size_t at = 0; at < shown; ++at) {
    const BaselineOutcome::Entry& entry = entries[at];
    page.paragraph("       ", name_of(entry));
    std::string more = entry.place;
    for (const std::string& part : {entry.reason, entry.why})
      if (!part.empty()) more += (more.empty() ? "" : "  ·  ") + part;
    if (!more.empty()) page.paragraph("         ", more, Ink::faint);
  }
  if (shown < entries.size())
    page.paragraph("       ", fmt::format("… and {} more", entries.size() - shown), Ink::faint);
  page.blank();
}

void write_not_looked_at(CalmLines& page,
                         const std::vector<BaselineOutcome::Entry>& entries,
                         std::size_t most) {
  std::map<std::string_view, std::vector<const BaselineOutcome::Entry*>> reasons;
  for (const BaselineOutcome::Entry& entry : entries)
    reasons[entry.why].push_back(&entry);
  for (const auto& [why, all] : reasons) {
    page.paragraph(fmt::format("{:>5}  ", all.size()), why, Ink::plain, Ink::yellow);
    const std::size_t shown = all.size() <= most + 1 ? all.size() : most;
    for (std::size_t at = 0; at < shown; ++at)
      page.paragraph("         ", name_of(*all[at]), Ink::faint);
    if (shown < all.size())
      page.paragraph("         ", fmt::format("… and {} more", all.size() - shown), Ink::faint);
  }
  page.blank();
}

void add(std::string& text, std::size_t count, std::string_view what) {
  if (count > 0) text += fmt::format(", {} {}", count, what);
}

}  // namespace

void write_known(CalmLines& page, const std::vector<RuleGroup>& groups) {
  bool is_first = true;
  for (const RuleGroup& group : groups) {
    if (!group.known) continue;
    if (is_first) page.line("Known, by the baseline", Ink::bold);
    is_first = false;
    page.paragraph(fmt::format("{:>5}  ", group.cases), group.rule.text, Ink::plain, Ink::faint);
    const std::string where =
        group.cases == 1 ? "  ·  " + group.sightings.front().subject->id : std::string();
    page.paragraph("       ", group.rule.id + where, Ink::faint);
    const auto remarks = remarks_of(group);
    for (std::size_t at = 0; at < std::min(remarks.size(), most_remarks); ++at)
      page.paragraph("       ", remarks[at]);
    if (remarks.size() > most_remarks)
      page.paragraph(
          "       ", fmt::format("… and {} more remarks", remarks.size() - most_remarks), Ink::faint);
  }
  if (!is_first) page.blank();
}

void write_baseline(CalmLines& page, const BaselineOutcome& baseline, std::size_t most) {
  if (!baseline.expired.empty()) {
    page.line("In the baseline, but their time is over", Ink::bold);
    write_entries(page, baseline.expired, most);
  }
  if (!baseline.gone.empty()) {
    page.line("No longer occurs: take it out of the baseline", Ink::bold);
    write_entries(page, baseline.gone, most);
  }
  if (!baseline.not_looked_at.empty()) {
    page.line("In the baseline, but not looked at", Ink::bold);
    write_not_looked_at(page, baseline.not_looked_at, most);
  }
}

std::string counts_of(const BaselineOutcome& baseline) {
  std::string text = fmt::format("{}: {} known, {} new", baseline.file, baseline.known, baseline.fresh);
  add(text, baseline.expired.size(), "over");
  add(text, baseline.gone.size(), baseline.gone.size() == 1 ? "no longer occurs" : "no longer occur");
  add(text, baseline.not_looked_at.size(), "not looked at");
  if (const auto& update = baseline.update)
    text += fmt::format("; written anew, {} added and {} removed", update->added, update->removed);
  return text;
}

}  // namespace conform
