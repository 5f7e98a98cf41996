#pragma once

#include "runner/baseline/baseline.hpp"
#include "runner/journal/results.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace conform {

/// What a run looked at, so that what is gone can be told from what it could not have seen.
/// Hangs on the life of the Results.
class View {
public:
  explicit View(const Results& results);

  /// Why the run could not have seen a finding of that identity, a sentence; empty when it could.
  [[nodiscard]] std::string why_not(const KnownFinding& known) const;
  /// Whether the document has that operation.
  [[nodiscard]] bool has_operation(const std::string& name) const { return operations_.contains(name); }

private:
  /// One operation's cases.
  struct Seen {
    std::uint32_t number = 0;
    bool is_faulty = false;  ///< the document is, there
    std::size_t planned = 0;
    std::size_t performed = 0;  ///< those that left a record
    std::size_t errors = 0;
    std::set<std::string> decided{};         ///< the kinds of cases that passed or failed
    std::set<std::string_view> undecided{};  ///< rules
  };
  [[nodiscard]] std::string why_not_by_rule(const std::string& rule, const Seen& seen) const;
  [[nodiscard]] static std::string why_not_by_cases(const KnownFinding& known, const Seen& seen);

  const Results& results_;
  std::map<std::string, Seen, std::less<>> operations_{};
  std::map<std::string_view, std::string_view> levels_{};  ///< by rule
};

/// The kind of a case by its id, as KnownFinding::seen_by; `operation` is the name of its operation.
[[nodiscard]] std::string kind_of(std::string_view id, std::string_view operation);

/// Whether `left` is the plainer of two kinds.
[[nodiscard]] bool is_plainer(std::string_view left, std::string_view right);

}  // namespace conform
