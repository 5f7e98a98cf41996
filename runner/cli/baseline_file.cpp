#include "runner/cli/baseline_file.hpp"

#include "runner/baseline/comparison.hpp"
#include "runner/cli/inputs.hpp"
#include "runner/text/whole_file.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace conform {
namespace {

Day today() { return Day{std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())}; }

bool is_missing(const std::string& path) {
  std::error_code unknown;
  return !std::filesystem::exists(path, unknown) && !unknown;
}

/// How many entries of `left` are not in `right`.
std::size_t lacking(const Baseline& left, const Baseline& right) {
  std::vector<Identity> known;
  known.reserve(right.known.size());
  for (const KnownFinding& one : right.known)
    known.push_back(one.identity);
  std::ranges::sort(known);
  return static_cast<std::size_t>(std::ranges::count_if(
      left.known, [&](const KnownFinding& one) { return !std::ranges::binary_search(known, one.identity); }));
}

}  // namespace

std::optional<Baseline> load_baseline(const ReportArguments& arguments, std::ostream& err) {
  const auto& [file, strict, update] = arguments.baseline;
  if (file.empty() && (strict || update)) {
    err << "conform: name the baseline that is meant with --baseline FILE.\n";
    return std::nullopt;
  }
  if (file.empty()) return Baseline{};
  if (is_missing(file)) {
    if (update) return Baseline{file, {}};
    err << "conform: there is no baseline `" << printable(file)
        << "`. --update-baseline makes one of what is found now.\n";
    return std::nullopt;
  }
  Diagnostics diagnostics;
  const SourcePtr source = named_source(file, "baseline", diagnostics);
  const auto document = source ? read_document(source, diagnostics) : std::nullopt;
  Baseline baseline;
  if (document) baseline = read_baseline(*document, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.list())
    err << render(diagnostic);
  if (!document || diagnostics.has_errors()) return std::nullopt;
  return baseline;
}

void apply_baseline(const Baseline& baseline, const ReportArguments& arguments, Results& results) {
  const auto& [file, strict, update] = arguments.baseline;
  if (file.empty()) return;
  const Gate gate{arguments.fail_on, today(), strict};
  if (!update) return hold_against(baseline, gate, results);
  const Baseline next = renewed(baseline, gate, results);
  write_whole(file, [&](std::ostream& out) { out << to_yaml(next); });
  hold_against(next, gate, results);
  auto& outcome = results.baseline;
  if (outcome) outcome->update = {lacking(next, baseline), lacking(baseline, next)};
}

}  // namespace conform
