#include "reports/sarif/run_sarif.hpp"

#include "runner/journal/grouping.hpp"
#include "runner/sarif/sarif.hpp"
#include "runner/text/words.hpp"

#include <cstdint>
#include <map>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace conform {
namespace {

constexpr std::size_t most_results = 25'000;
constexpr std::size_t longest_value = 600;

/// FNV-1a: the same in every version, on every machine.
std::string fingerprint_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : text)
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return fmt::format("{:016x}", hash);
}

std::string level_of(Weight weight) {
  switch (weight) {
  case Weight::fail: return "error";
  case Weight::warn: return "warning";
  case Weight::note: break;
  }
  return "note";
}

SarifRule rule_of(const RunHeader::RuleEntry& entry, Weight weight) {
  SarifRule rule;
  rule.id = entry.id;
  rule.text = entry.text;
  rule.detail = entry.hint.empty() ? entry.text : entry.text + " " + entry.hint;
  rule.help = fmt::format("{} See {}. `conform explain {}` tells more.", entry.text, entry.source, entry.id);
  rule.level = level_of(weight);
  rule.tags = {"api", entry.level, entry.id.substr(0, entry.id.find('/'))};
  return rule;
}

/// What is one thing to mend: never a line, a value or a time.
std::string identity_of(const Sighting& sighting, const RunHeader& header) {
  std::string identity = sighting.finding->rule + "\n" + operation_of(*sighting.subject, header).name;
  for (const std::string& place : sighting.finding->places)
    identity += "\n" + place;
  return identity;
}

std::string message_of(const Sighting& sighting, const RuleGroup& group, std::string_view operation) {
  const KeptFinding& finding = *sighting.finding;
  std::string message = fmt::format("{}: {} Expected: {}. Actual: {}.",
                                    operation,
                                    group.rule.text,
                                    shortened(finding.expected, longest_value),
                                    shortened(finding.actual, longest_value));
  const std::string flaky = flakiness(*sighting.subject);
  return flaky.empty() ? message : message + " " + flaky;
}

class RunLog {
public:
  RunLog(const Results& results, const NameOfFile& file_name) : results_(results), file_name_(file_name) {}

  SarifRun made() {
    run_.tool_version = results_.header.tool_version;
    for (const RuleGroup& group : group_by_rule(results_))
      add(group);
    if (left_out_ > 0)
      run_.notice = fmt::format("{} more results are left out; the other reports have them.", left_out_);
    if (const std::string_view remark = remark_on_secrets(results_.header); !remark.empty())
      run_.notice += (run_.notice.empty() ? "" : " ") + std::string(remark);
    return std::move(run_);
  }

private:
  void add(const RuleGroup& group) {
    if (rules_.emplace(group.rule.id, 0).second) run_.rules.push_back(rule_of(group.rule, group.weight));
    // Several sightings of one thing are one result.
    std::map<std::string, std::size_t> met;
    for (const Sighting& sighting : group.sightings) {
      const std::string identity = identity_of(sighting, results_.header);
      const auto [place, is_new] = met.try_emplace(identity, run_.results.size());
      if (!is_new) {
        if (place->second < run_.results.size()) ++run_.results[place->second].occurrences;
        continue;
      }
      if (run_.results.size() < most_results) {
        run_.results.push_back(result_of(sighting, group));
        run_.results.back().fingerprint = fingerprint_of(identity);
      } else {
        place->second = most_results;
        ++left_out_;
      }
    }
  }

  [[nodiscard]] SarifResult result_of(const Sighting& sighting, const RuleGroup& group) const {
    const KeptFinding& finding = *sighting.finding;
    const auto& operation = operation_of(*sighting.subject, results_.header);
    SarifResult result;
    result.rule = group.rule.id;
    result.level = level_of(group.weight);
    result.message = message_of(sighting, group, operation.name);
    const bool has_place = !finding.document.empty() && finding.line > 0;
    result.file = file_name_(has_place ? finding.document : results_.header.document);
    result.line = has_place ? finding.line : operation.line;
    result.occurrences = 1;
    result.known = finding.known;
    result.justification = finding.remark;
    return result;
  }

  const Results& results_;
  const NameOfFile& file_name_;
  SarifRun run_{};
  std::map<std::string, int> rules_{};
  std::size_t left_out_ = 0;
};

}  // namespace

void write_run_sarif(const Results& results, const NameOfFile& file_name, std::ostream& out) {
  write_sarif(RunLog(results, file_name).made(), out);
}

}  // namespace conform
