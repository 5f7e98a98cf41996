#include "runner/baseline/view.hpp"

#include "runner/judge/refusal.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace conform {
namespace {

constexpr std::string_view by_chance = "fuzz";
constexpr std::string_view by_probe = "probe ";
constexpr std::array<std::string_view, 5> kinds = {"", "example", "coverage", "combination", "negative"};
constexpr std::array<std::string_view, 3> levels = {"must", "should", "may"};

/// Later ones are not as plain.
std::size_t rank(std::string_view kind) {
  const auto found = std::ranges::find(kinds, kind);
  return static_cast<std::size_t>(found - kinds.begin()) + (kind == by_chance ? 1 : 0);
}

std::size_t weakness(std::string_view level) {
  return static_cast<std::size_t>(std::ranges::find(levels, level) - levels.begin());
}

bool documents_only(const RunHeader::OperationEntry& operation, int status) {
  return operation.documented.size() == 1 && operation.documented.front() == std::to_string(status);
}

/// Whether an answer to a plain request says only that nobody was let in.
bool was_refused(const CaseResult& result, const RunHeader::OperationEntry& operation) {
  return is_about_no_input(result.status) && !documents_only(operation, result.status);
}

std::string many(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace

std::string kind_of(std::string_view id, std::string_view operation) {
  constexpr std::string_view dot = " · ";
  if (id.starts_with(operation)) id.remove_prefix(operation.size());
  for (std::size_t at = id.find(dot); at != id.npos; at = id.find(dot, at)) {
    at += dot.size();
    const std::string_view part = id.substr(at, id.substr(at).find(dot));
    if (part.starts_with(by_probe) || part == by_chance) return std::string(part);
    if (part == "coverage" && id.substr(at + part.size()).starts_with(" · combination "))
      return "combination";
    if (std::ranges::find(kinds, part) != kinds.end()) return std::string(part);
  }
  return {};
}

bool is_plainer(std::string_view left, std::string_view right) { return rank(left) < rank(right); }

View::View(const Results& results) : results_(results) {
  const RunHeader& header = results.header;
  for (std::uint32_t number = 0; number < header.operations.size(); ++number) {
    Seen& seen = operations_[header.operations[number].name];
    seen.number = number;
    seen.is_faulty = !header.operations[number].fault.empty();
  }
  for (const RunHeader::RuleEntry& rule : header.rules)
    levels_.emplace(rule.id, rule.level);
  const auto seen_of = [&](std::uint32_t operation) -> Seen* {
    return operation < header.operations.size() ? &operations_[header.operations[operation].name] : nullptr;
  };
  for (const RunHeader::CaseEntry& planned : header.cases)
    if (Seen* seen = seen_of(planned.operation)) ++seen->planned;
  for (const CaseResult& result : results.cases) {
    Seen* seen = seen_of(result.operation);
    if (seen == nullptr || result.rounds == 0) continue;
    ++seen->performed;
    for (const Undecided& undecided : result.undecided)
      seen->undecided.insert(undecided.rule);
    if (result.outcome == Outcome::error) ++seen->errors;
    if (result.outcome != Outcome::passed && result.outcome != Outcome::failed) continue;
    const auto& operation = header.operations[result.operation];
    std::string kind = kind_of(result.id, operation.name);
    if (!kind.empty() || !was_refused(result, operation)) seen->decided.insert(std::move(kind));
  }
}

std::string View::why_not(const KnownFinding& known) const {
  const auto found = operations_.find(known.identity.operation);
  if (found == operations_.end()) return {};  // nobody can see it any more
  std::string why = why_not_by_rule(known.identity.rule, found->second);
  return why.empty() ? why_not_by_cases(known, found->second) : why;
}

std::string View::why_not_by_rule(const std::string& rule, const Seen& seen) const {
  const auto level = levels_.find(rule);
  if (level == levels_.end()) return "This run has no such rule.";
  const std::string& least = results_.header.level;
  if (!least.empty() && weakness(level->second) > weakness(least))
    return fmt::format("Rules of the level `{}` were not judged.", level->second);
  const auto is_off = [&](const RunHeader::Off& off) {
    const bool is_for_all = off.operations.empty();
    return off.rule == rule &&
           (is_for_all || std::ranges::find(off.operations, seen.number) != off.operations.end());
  };
  if (std::ranges::any_of(results_.header.off, is_off)) return "The rule is switched off.";
  if (seen.undecided.contains(rule)) return "The rule could not be decided in every case.";
  return {};
}

std::string View::why_not_by_cases(const KnownFinding& known, const Seen& seen) {
  if (seen.is_faulty) return "The document has a mistake there.";
  if (seen.planned == 0) return "The operation was left out.";
  if (seen.performed < seen.planned)
    return fmt::format("{} of its {} {} not performed in this run.",
                       seen.planned - seen.performed,
                       many(seen.planned, "case"),
                       seen.planned - seen.performed == 1 ? "was" : "were");
  if (seen.errors > 0) return fmt::format("{} of it could not be decided.", many(seen.errors, "case"));
  if (known.seen_by == by_chance) return "Only random requests show it, and those differ from run to run.";
  if (seen.decided.contains(known.seen_by)) return {};
  if (known.seen_by.empty()) return "No plain request of it was judged.";
  return fmt::format("No case of the kind `{}` was judged there.", known.seen_by);
}

}  // namespace conform
