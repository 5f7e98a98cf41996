#include "reports/console/console.hpp"

#include "reports/console/baseline_lines.hpp"
#include "reports/console/calm_lines.hpp"
#include "runner/journal/coverage.hpp"
#include "runner/journal/grouping.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>
#include <string>

namespace conform {
namespace {

constexpr std::size_t longest_value = 400;

std::string many(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

class ConsoleReport {
public:
  ConsoleReport(const Results& results, Weight fail_on, const ConsoleStyle& style, std::ostream& out)
      : results_(results), fail_on_(fail_on), style_(style),
        page_(out, style.colour ? CalmLines::Colours::on : CalmLines::Colours::off, style.width) {}

  void write() {
    const std::vector<RuleGroup> groups = group_by_rule(results_);
    for (const RuleGroup& group : groups) {
      if (breaks_gate(group, fail_on_)) write_broken(group);
    }
    write_errors();
    write_light(groups, Weight::warn, "Warnings");
    write_light(groups, Weight::note, "Notes");
    write_known(page_, groups);
    write_not_judged();
    const auto& baseline = results_.baseline;
    if (baseline) write_baseline(page_, *baseline, style_.examples);
    page_.rule();
    write_counts();
    page_.blank();
    write_verdict();
  }

private:
  static std::string with_rounds(const CaseResult& result) {
    if (result.rounds_failed == 0 || result.rounds_failed == result.rounds) return result.id;
    return fmt::format("{}  (flaky: {} of {} rounds failed)", result.id, result.rounds_failed, result.rounds);
  }

  /// At most as many as asked for; each case once.
  /// A few cases; of many first one for each operation, so that each operation is seen.
  void write_cases(const std::vector<const CaseResult*>& cases, std::string_view indent) {
    const std::size_t shown = cases.size() <= style_.examples + 1 ? cases.size() : style_.examples;
    std::map<std::uint32_t, std::size_t> of_operation;
    for (const CaseResult* one : cases)
      ++of_operation[one->operation];
    if (shown == cases.size() || of_operation.size() == cases.size()) {
      for (std::size_t at = 0; at < shown; ++at)
        page_.paragraph(indent, with_rounds(*cases[at]));
      if (shown < cases.size())
        page_.paragraph(indent, fmt::format("… and {} more", cases.size() - shown), Ink::faint);
      return;
    }
    write_by_operation(cases, of_operation, indent);
  }

  void write_by_operation(const std::vector<const CaseResult*>& cases,
                          const std::map<std::uint32_t, std::size_t>& of_operation,
                          std::string_view indent) {
    std::set<std::uint32_t> written;
    std::size_t told = 0;
    for (const CaseResult* one : cases) {
      if (written.size() == style_.examples || !written.insert(one->operation).second) continue;
      const std::size_t alike = of_operation.at(one->operation) - 1;
      const std::string more = alike == 0 ? "" : fmt::format("  (and {} more of this operation)", alike);
      page_.paragraph(indent, with_rounds(*one) + more);
      told += alike + 1;
    }
    if (told < cases.size()) {
      page_.paragraph(indent,
                      fmt::format("… and {} more of {} other operations",
                                  cases.size() - told,
                                  of_operation.size() - written.size()),
                      Ink::faint);
    }
  }

  static std::string origin_of(const RuleGroup& group) {
    std::string text = group.rule.id;
    if (!group.rule.level.empty()) text += "  ·  " + group.rule.level;
    if (!group.rule.source.empty()) text += "  ·  " + group.rule.source;
    text += "  ·  " + many(group.cases, "case");
    const bool tells_more = group.clusters.size() > 1 && group.clusters.size() < group.cases;
    return tells_more ? text + " of " + many(group.clusters.size(), "cause") : text;
  }

  void write_broken(const RuleGroup& group) {
    const KeptFinding& first = *group.clusters.front().example.finding;
    page_.paragraph("✗ ", group.rule.text, Ink::bold, Ink::red);
    page_.paragraph("  ", origin_of(group), Ink::faint);
    page_.blank();
    const auto& smallest = first.smallest;
    const std::string& expected = smallest ? smallest->expected : first.expected;
    page_.paragraph("    expected  ", shortened(expected, longest_value), Ink::plain, Ink::faint);
    page_.paragraph("    actual    ", shortened(actual_of(first), longest_value), Ink::plain, Ink::faint);
    if (!first.document.empty()) {
      page_.paragraph(
          "    promised  ", fmt::format("{}:{}", first.document, first.line), Ink::plain, Ink::faint);
    }
    if (!first.remark.empty()) page_.paragraph("    known     ", first.remark, Ink::plain, Ink::faint);
    if (!first.judged.empty()) page_.paragraph("    judged    ", first.judged, Ink::plain, Ink::faint);
    if (!group.rule.hint.empty()) page_.paragraph("    hint      ", group.rule.hint, Ink::plain, Ink::faint);
    page_.blank();
    const std::string request = request_of(group.clusters.front().example);
    if (!request.empty()) {
      page_.paragraph("    request   ", shortened(request, longest_value), Ink::plain, Ink::faint);
      page_.blank();
    }
    write_clusters(group);
    page_.blank();
  }

  static const std::string& actual_of(const KeptFinding& finding) {
    const auto& smallest = finding.smallest;
    return smallest ? smallest->actual : finding.actual;
  }

  /// Of all but a documented request what was sent, or the smallest that fails alike.
  static std::string request_of(const Sighting& sighting) {
    if (const auto& smallest = sighting.finding->smallest) return smallest->exchange.curl;
    const auto& exchanges = sighting.subject->exchanges;
    const std::size_t at = sighting.finding->exchange;
    const bool is_documented = sighting.subject->id.find(" · ") == std::string::npos;
    return at >= exchanges.size() || is_documented ? std::string() : exchanges[at].curl;
  }

  /// An example of each cluster; of many clusters first one for each operation, so that each is seen.
  void write_clusters(const RuleGroup& group) {
    const std::vector<Cluster>& all = group.clusters;
    const std::size_t shown = all.size() <= style_.examples + 1 ? all.size() : style_.examples;
    std::set<std::size_t> chosen;
    std::set<std::uint32_t> operations;
    for (std::size_t at = 0; at < all.size() && chosen.size() < shown; ++at)
      if (operations.insert(all[at].example.subject->operation).second) chosen.insert(at);
    for (std::size_t at = 0; at < all.size() && chosen.size() < shown; ++at)
      chosen.insert(at);
    std::size_t left = group.cases;
    for (const std::size_t at : chosen) {
      write_cluster(all[at], all.front());
      left -= std::min(left, all[at].cases);
    }
    if (chosen.size() == all.size()) return;
    const std::size_t others = all.size() - chosen.size();
    page_.paragraph("    ",
                    left == others ? fmt::format("… and {} more", left)
                                   : fmt::format("… and {} more of {}", left, many(others, "other cause")),
                    Ink::faint);
  }

  void write_cluster(const Cluster& cluster, const Cluster& first) {
    const std::size_t alike = cluster.cases - 1;
    const std::string more = alike == 0 ? "" : fmt::format("  (and {} more of this cause)", alike);
    page_.paragraph("    ", with_rounds(*cluster.example.subject) + more);
    const KeptFinding& finding = *cluster.example.finding;
    if (&cluster == &first) return;
    constexpr std::size_t longest_remark = 200;
    if (actual_of(finding) != actual_of(*first.example.finding))
      page_.paragraph("      ", shortened(actual_of(finding), longest_remark), Ink::faint);
    if (finding.remark != first.example.finding->remark)
      page_.paragraph("      ", shortened(finding.remark, longest_remark), Ink::faint);
    if (const auto& smallest = finding.smallest)
      page_.paragraph("      ", shortened(smallest->exchange.curl, longest_remark), Ink::faint);
  }

  void write_errors() {
    for (const ReasonGroup& group : group_by_reason(results_, Outcome::error)) {
      page_.paragraph("? ", group.reason, Ink::bold, Ink::yellow);
      page_.paragraph("  ", "could not be decided  ·  " + many(group.cases.size(), "case"), Ink::faint);
      const auto& exchanges = group.cases.front()->exchanges;
      if (!exchanges.empty() && !exchanges.back().detail.empty()) {
        page_.paragraph("  ", shortened(exchanges.back().detail, longest_value));
      }
      page_.blank();
      write_cases(group.cases, "    ");
      page_.blank();
    }
  }

  /// One paragraph a rule: nobody has to act on these today.
  void write_light(const std::vector<RuleGroup>& groups, Weight weight, std::string_view title) {
    if (weight >= fail_on_) return;
    bool first = true;
    for (const RuleGroup& group : groups) {
      if (group.weight != weight || group.known) continue;
      if (first) page_.line(title, Ink::bold);
      first = false;
      page_.paragraph(fmt::format("{:>5}  ", group.cases), group.rule.text, Ink::plain, Ink::yellow);
      const std::string where =
          group.cases == 1 ? "  ·  " + group.sightings.front().subject->id : std::string();
      page_.paragraph("       ", group.rule.id + where, Ink::faint);
    }
    if (!first) page_.blank();
  }

  void write_not_judged() {
    const auto reasons = group_by_reason(results_, Outcome::not_judged);
    const auto undecided = group_undecided(results_);
    if (reasons.empty() && undecided.empty()) return;
    page_.line("Not judged", Ink::bold);
    for (const ReasonGroup& group : reasons) {
      page_.paragraph(fmt::format("{:>5}  ", group.cases.size()), group.reason, Ink::plain, Ink::yellow);
      write_cases(group.cases, "         ");
    }
    const std::size_t shown = std::min(undecided.size(), style_.examples);
    for (std::size_t at = 0; at < shown; ++at) {
      page_.paragraph(fmt::format("{:>5}  ", undecided[at].cases),
                      undecided[at].rule + ": " + shortened(undecided[at].why, longest_value),
                      Ink::plain,
                      Ink::yellow);
    }
    if (shown < undecided.size()) {
      page_.paragraph("       ", fmt::format("… and {} more reasons", undecided.size() - shown), Ink::faint);
    }
    page_.blank();
  }

  void count(std::string_view label, const std::string& text) {
    page_.paragraph(fmt::format("{:<11}", label), text, Ink::plain, Ink::faint);
  }

  [[nodiscard]] std::size_t broken_rules() const {
    std::set<std::string_view> rules;
    for (const CaseResult& result : results_.cases) {
      for (const KeptFinding& finding : result.findings) {
        if (breaks_gate(finding, Weight::fail)) rules.insert(finding.rule);
      }
    }
    return rules.size();
  }

  void write_counts() {
    const Counts counts = results_.counts();
    const RunHeader& header = results_.header;
    count("run",
          fmt::format(
              "{} {}, seed {}, conform {}", header.title, header.target, header.seed, header.tool_version));
    if (const auto remark = remark_on_secrets(header); !remark.empty()) count("secrets", std::string(remark));
    count("cases",
          fmt::format("{}: {} passed, {}{} failed, {} undecided, {} not judged",
                      counts.total(),
                      counts.passed,
                      counts.known == 0 ? "" : fmt::format("{} known, ", counts.known),
                      counts.failed,
                      counts.errors,
                      counts.not_judged));
    if (counts.fails + counts.warns + counts.notes > 0) {
      count("findings",
            fmt::format("{} of {}, {}, {}",
                        many(counts.fails, "failure"),
                        many(broken_rules(), "rule"),
                        many(counts.warns, "warning"),
                        many(counts.notes, "note")));
    }
    const auto& baseline = results_.baseline;
    if (baseline) count("baseline", counts_of(*baseline));
    const std::string undecided =
        counts.undecided == 0 ? "" : fmt::format(", {} could not be decided", counts.undecided);
    count("rules", fmt::format("applied {}{}", many(counts.rules_judged, "time"), undecided));
    const Coverage covered = coverage(results_);
    count("coverage", fmt::format("{} of {} documented responses seen", covered.met, covered.documented));
    if (!results_.footer.present) return;
    const auto milliseconds = results_.footer.duration.count();
    const auto shrinking = results_.footer.shrinking;
    const std::string smaller =
        shrinking == 0 ? "" : fmt::format(", {} of them to find the smallest that fail", shrinking);
    const std::size_t again = counts.sent_again;
    const std::string repeated = again == 0 ? "" : fmt::format(", {} of them again", again);
    count("sent",
          fmt::format("{} on {} in {}.{:02} s{}{}",
                      many(results_.footer.requests, "request"),
                      many(results_.footer.connections, "connection"),
                      milliseconds / 1000,
                      milliseconds % 1000 / 10,
                      smaller,
                      repeated));
  }

  void write_verdict() {
    const int code = exit_code(results_, fail_on_);
    const bool kept = code == 0;
    const bool broken = code == 1;
    const std::string_view word = kept          ? "PASSED"
                                  : broken      ? "FAILED"
                                  : code == 130 ? "INTERRUPTED"
                                                : "UNDECIDED";
    const Ink ink = kept ? Ink::green : broken ? Ink::red : Ink::yellow;
    page_.paragraph(fmt::format("{}  ", word), conclusion(results_, fail_on_), Ink::bold, ink);
  }

  const Results& results_;
  Weight fail_on_;
  ConsoleStyle style_;
  CalmLines page_;
};

}  // namespace

void write_console(const Results& results, Weight fail_on, const ConsoleStyle& style, std::ostream& out) {
  ConsoleReport(results, fail_on, style, out).write();
}

}  // namespace conform
