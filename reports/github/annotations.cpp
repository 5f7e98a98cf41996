#include "reports/github/annotations.hpp"

#include "runner/journal/grouping.hpp"
#include "runner/text/words.hpp"
#include "runner/text/workflow_command.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace conform {
namespace {

constexpr std::size_t most_shown = 9;
constexpr std::size_t longest_value = 400;

/// A thing to mend, with the rule that it breaks.
struct Item {
  const RuleGroup* group = nullptr;
  const Cluster* cluster = nullptr;
};

class Annotations {
public:
  Annotations(const Results& results, const NameOfFile& file_name, std::ostream& out)
      : results_(results), file_name_(file_name), out_(out) {}

  void write(Weight fail_on) {
    const std::vector<RuleGroup> groups = group_by_rule(results_);
    std::vector<Item> errors;
    std::vector<Item> warnings;
    std::size_t known = 0;
    for (const RuleGroup& group : groups) {
      for (const Cluster& cluster : group.clusters) {
        if (group.known) {
          ++known;
        } else if (breaks_gate(group, fail_on)) {
          errors.push_back({&group, &cluster});
        } else if (group.weight == Weight::warn) {
          warnings.push_back({&group, &cluster});
        }
      }
    }
    write_all("error", errors);
    write_all("warning", warnings);
    if (known > 0)
      command("notice", fmt::format("{} known, as the baseline says. None of them breaks the gate.", known));
    write_gone();
    if (const std::string_view remark = remark_on_secrets(results_.header); !remark.empty())
      command("notice", std::string(remark));
  }

private:
  void command(std::string_view name, const std::string& message) {
    out_ << workflow_command(name, {{"title", "conform"}}, message);
  }

  void write_all(std::string_view name, const std::vector<Item>& items) {
    for (std::size_t at = 0; at < std::min(items.size(), most_shown); ++at)
      write_item(name, items[at]);
    if (items.size() > most_shown)
      command(name, fmt::format("… and {} more; the reports have them all.", items.size() - most_shown));
  }

  void write_item(std::string_view name, const Item& item) {
    const CaseResult& subject = *item.cluster->example.subject;
    const KeptFinding& finding = *item.cluster->example.finding;
    const auto& operation = operation_of(subject, results_.header);
    const bool has_place = !finding.document.empty() && finding.line > 0;
    const std::size_t line = has_place ? finding.line : operation.line;
    std::string message = fmt::format("{}\nexpected {}\nactual   {}\n{} · {}",
                                      printable(operation.name),
                                      printable(shortened(finding.expected, longest_value)),
                                      printable(shortened(finding.actual, longest_value)),
                                      printable(item.group->rule.id),
                                      printable(item.group->rule.source));
    if (item.cluster->cases > 1) message += fmt::format("\n{} cases", item.cluster->cases);
    out_ << workflow_command(name,
                             {{"file", file_name_(has_place ? finding.document : results_.header.document)},
                              {"line", line > 0 ? std::to_string(line) : std::string()},
                              {"title", shortened(printable(item.group->rule.text), 250)}},
                             message);
  }

  void write_gone() {
    const auto& baseline = results_.baseline;
    if (!baseline || baseline->gone.empty()) return;
    command(baseline->strict ? "error" : "notice",
            fmt::format("{} of the baseline no longer occur.", baseline->gone.size()));
  }

  const Results& results_;
  const NameOfFile& file_name_;
  std::ostream& out_;
};

}  // namespace

void write_annotations(const Results& results,
                       Weight fail_on,
                       const NameOfFile& file_name,
                       std::ostream& out) {
  Annotations(results, file_name, out).write(fail_on);
}

}  // namespace conform
