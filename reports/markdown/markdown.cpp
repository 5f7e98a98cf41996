#include "reports/markdown/markdown.hpp"

#include "runner/journal/grouping.hpp"
#include "runner/journal/headline.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

namespace conform {
namespace {

constexpr std::size_t causes_of_rule = 5;
constexpr std::size_t longest_value = 500;
constexpr std::size_t longest_curl = 2000;
constexpr std::size_t reasons_shown = 5;

std::size_t longest_run_of_ticks(std::string_view text) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

/// A code span (CommonMark §6.1): the fence is longer than any run of backticks within.
std::string code(std::string_view text) {
  const std::string shown = printable(shortened(text, longest_value));
  if (shown.find_first_not_of(' ') == std::string::npos) return "–";
  const std::string fence(longest_run_of_ticks(shown) + 1, '`');
  const bool needs_space = shown.front() == '`' || shown.back() == '`';
  const std::string_view space = needs_space ? " " : "";
  return fmt::format("{0}{1}{2}{1}{0}", fence, space, shown);
}

/// Sentences of rules, which may be the user's own: no character of them is markup, and `@name` names nobody.
std::string plain(std::string_view text) {
  constexpr std::string_view markup = "\\`*_[]<>#|~&$";
  std::string out;
  for (const char c : printable(shortened(text, longest_value))) {
    if (markup.find(c) != std::string_view::npos) out += '\\';
    out += c;
    if (c == '@') out += "&#8203;";
  }
  return out;
}

/// A fenced block of `text`, indented as the list item that it belongs to.
std::string block(std::string_view language, std::string_view text, std::string_view indent) {
  const std::string shown = printable(shortened(text, longest_curl), Lines::kept);
  const std::string fence(std::max<std::size_t>(longest_run_of_ticks(shown) + 1, 3), '`');
  std::string out = fmt::format("{}{}{}\n{}", indent, fence, language, indent);
  for (const char c : shown) {
    out += c;
    if (c == '\n') out += indent;
  }
  return fmt::format("{}\n{}{}\n", out, indent, fence);
}

std::string_view sign_of(int exit) {
  if (exit == 0) return "✅";
  return exit == 1 ? "❌" : "⚠️";
}

std::string many(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

class Summary {
public:
  Summary(const Results& results, Weight fail_on, std::size_t most_bytes)
      : results_(results), fail_on_(fail_on), most_bytes_(most_bytes) {}

  std::string made() {
    write_head();
    const std::vector<RuleGroup> groups = group_by_rule(results_);
    write_groups("Broken", groups, [this](const RuleGroup& group) { return breaks_gate(group, fail_on_); });
    write_undecided();
    write_groups("Warnings", groups, [this](const RuleGroup& group) {
      return !breaks_gate(group, fail_on_) && !group.known && group.weight == Weight::warn;
    });
    write_known(groups);
    write_gone();
    if (left_out_ > 0)
      text_ += fmt::format("\n… and {} more, for want of room; the other reports have them.\n", left_out_);
    return std::move(text_);
  }

private:
  void write_head() {
    const RunHeader& header = results_.header;
    const Counts counts = results_.counts();
    text_ += fmt::format("## {} conform: {}\n\n", sign_of(exit_code(results_, fail_on_)), code(header.title));
    text_ += fmt::format("**{}**\n\n", plain(conclusion(results_, fail_on_)));
    text_ += "| cases | passed | failed | undecided | not judged | known |\n"
             "| ---: | ---: | ---: | ---: | ---: | ---: |\n";
    text_ += fmt::format("| {} | {} | {} | {} | {} | {} |\n\n",
                         counts.total(),
                         counts.passed,
                         counts.failed,
                         counts.errors,
                         counts.not_judged,
                         counts.known);
    text_ += fmt::format("{} at {}, document {}, seed {}, conform {}\n",
                         many(results_.footer.requests, "request"),
                         code(header.target),
                         code(header.document),
                         header.seed,
                         plain(header.tool_version));
    const std::string_view secrets = remark_on_secrets(header);
    if (!secrets.empty()) text_ += fmt::format("\n**{}**\n", plain(secrets));
  }

  template <typename Predicate>
  void write_groups(std::string_view title, const std::vector<RuleGroup>& groups, Predicate is_meant) {
    bool is_first = true;
    for (const RuleGroup& group : groups) {
      if (!is_meant(group)) continue;
      if (is_first) text_ += fmt::format("\n### {}\n", title);
      is_first = false;
      add(text_of(group));
    }
  }

  /// What no longer fits is counted.
  void add(const std::string& part) {
    if (text_.size() + part.size() > most_bytes_) {
      ++left_out_;
    } else {
      text_ += part;
    }
  }

  [[nodiscard]] std::string text_of(const RuleGroup& group) const {
    std::string out = fmt::format("\n**{}**<br>{} · {} · {} · {}\n\n",
                                  plain(group.rule.text),
                                  code(group.rule.id),
                                  plain(group.rule.level),
                                  plain(group.rule.source),
                                  many(group.cases, "case"));
    for (std::size_t at = 0; at < std::min(group.clusters.size(), causes_of_rule); ++at)
      out += text_of(group.clusters[at]);
    if (group.clusters.size() > causes_of_rule)
      out += fmt::format("- … and {} more\n", group.clusters.size() - causes_of_rule);
    return out;
  }

  [[nodiscard]] std::string text_of(const Cluster& cluster) const {
    const CaseResult& subject = *cluster.example.subject;
    const KeptFinding& finding = *cluster.example.finding;
    const auto& smallest = finding.smallest;
    std::string out = "- " + code(subject.id);
    if (cluster.cases > 1) out += fmt::format(" and {} more", cluster.cases - 1);
    if (const std::string flaky = flakiness(subject); !flaky.empty()) out += " · " + plain(flaky);
    out += fmt::format("<br>expected {}<br>actual {}\n",
                       code(smallest ? smallest->expected : finding.expected),
                       code(smallest ? smallest->actual : finding.actual));
    const std::string curl = smallest                    ? smallest->exchange.curl
                             : subject.exchanges.empty() ? std::string()
                                                         : subject.exchanges.front().curl;
    return curl.empty() ? out : out + "\n" + block("sh", curl, "  ") + "\n";
  }

  void write_undecided() {
    const std::vector<ReasonGroup> reasons = group_by_reason(results_, Outcome::error);
    if (reasons.empty()) return;
    text_ += "\n### Could not be decided\n\n";
    for (std::size_t at = 0; at < std::min(reasons.size(), reasons_shown); ++at)
      add(fmt::format("- {}: {}\n", many(reasons[at].cases.size(), "case"), code(reasons[at].reason)));
    if (reasons.size() > reasons_shown)
      add(fmt::format("- … and {} more\n", many(reasons.size() - reasons_shown, "reason")));
  }

  void write_known(const std::vector<RuleGroup>& groups) {
    const bool has_any = std::ranges::any_of(groups, &RuleGroup::known);
    if (!has_any) return;
    text_ += "\n<details><summary>Known: these break no gate</summary>\n\n";
    for (const RuleGroup& group : groups) {
      if (!group.known) continue;
      add(fmt::format(
          "- {} · {} · {}\n", code(group.rule.id), many(group.cases, "case"), plain(group.rule.text)));
    }
    text_ += "\n</details>\n";
  }

  void write_gone() {
    const auto& baseline = results_.baseline;
    if (!baseline || baseline->gone.empty()) return;
    text_ += "\n### No longer occurs\n\n";
    for (const auto& entry : baseline->gone)
      add(fmt::format("- {} {} {}\n", code(entry.rule), code(entry.operation), code(entry.place)));
  }

  const Results& results_;
  Weight fail_on_;
  std::size_t most_bytes_;
  std::string text_{};
  std::size_t left_out_ = 0;
};

}  // namespace

void write_markdown(const Results& results, Weight fail_on, std::size_t most_bytes, std::ostream& out) {
  out << Summary(results, fail_on, most_bytes).made();
}

}  // namespace conform
