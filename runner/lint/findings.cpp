#include "runner/lint/checks.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <unordered_map>

namespace conform {
namespace {

// Of one rule. A document of the largest size could have millions.
constexpr std::size_t most_kept = 10'000;

}  // namespace

std::string quoted(std::string_view name) { return "`" + printable(shortened(name, 80)) + "`"; }

std::size_t LintReport::count(Severity severity) const {
  return static_cast<std::size_t>(std::ranges::count(findings, severity, &LintFinding::severity));
}

void LintReport::weigh(std::string_view rule, std::optional<Severity> severity) {
  if (!severity) {
    std::erase_if(findings, [rule](const LintFinding& finding) { return finding.rule == rule; });
    left_out.erase(std::string(rule));
    return;
  }
  for (LintFinding& finding : findings) {
    if (finding.rule == rule) finding.severity = *severity;
  }
}

void LintFindings::add(LintFinding finding) {
  const Mark mark = finding.where.mark;
  const Spot spot{finding.rule, finding.where.source.get(), mark.line, mark.column};
  const auto known = counts_.find(finding.rule);
  if (known != counts_.end() && known->second >= most_kept) {
    ++report_.left_out[finding.rule];
    return;
  }
  if (!seen_.emplace(spot, finding.message).second) return;
  ++counts_[finding.rule];
  report_.findings.push_back(std::move(finding));
}

bool LintFindings::has(const std::string& rule, const Place& where) const {
  const Spot spot{rule, where.source.get(), where.mark.line, where.mark.column};
  const auto at = seen_.lower_bound({spot, {}});
  return at != seen_.end() && at->first == spot;
}

LintReport LintFindings::take(const std::vector<const Document*>& documents) && {
  std::unordered_map<const Source*, std::size_t> order;
  for (const Document* document : documents)
    order.emplace(document->source.get(), order.size() + 1);
  const auto key = [&](const LintFinding& finding) {
    const auto found = order.find(finding.where.source.get());
    const std::size_t document = found == order.end() ? 0 : found->second;
    return std::tuple(document, finding.where.mark.line, finding.where.mark.column);
  };
  std::ranges::stable_sort(report_.findings, {}, key);
  return std::move(report_);
}

Located Linting::find(const SourcePtr& source, std::string_view pointer) const {
  for (const Document* document : library.documents()) {
    if (document->source != source) continue;
    const Value* const value = resolve_pointer(document->root, pointer);
    return value == nullptr ? Located() : Located{document, value, std::string(pointer)};
  }
  return {};
}

}  // namespace conform
