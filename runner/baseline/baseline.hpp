#pragma once

#include "runner/document/document.hpp"

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <vector>

namespace conform {

using Day = std::chrono::year_month_day;

/// What a finding is known by from one run to the next (KeptFinding::places).
struct Identity {
  std::string rule{};
  std::string operation{};  ///< `GET /books/{id}`
  std::string place{};      ///< empty in a baseline: every place
  friend auto operator<=>(const Identity&, const Identity&) = default;
};

/// One finding that is known, and what the user says of it.
struct KnownFinding {
  Identity identity{};
  /// By which kind of case it is seen: empty by the plain requests, else `example`, `coverage`, `negative`,
  /// `combination`, `probe NAME` or `fuzz`. Only a run with such cases can tell that it is gone.
  std::string seen_by{};
  std::string reason{};
  std::string owner{};
  std::optional<Day> until{};  ///< the last day on which it counts
};

/// A file of findings that are known: they are shown, and break no gate.
struct Baseline {
  std::string file{};
  std::vector<KnownFinding> known{};
};

/// Reads a baseline. Unknown keys, wrong kinds of values and days that there are not are errors with their
/// places; what is returned may be used only without errors. Of two entries of one identity the later one
/// gives way.
[[nodiscard]] Baseline read_baseline(const Document& document, Diagnostics& diagnostics);

/// The file's text: YAML, an entry of a few lines for each identity, sorted by operation, rule and place, so
/// that a difference is read line by line. What read_baseline makes of it is the same baseline.
[[nodiscard]] std::string to_yaml(const Baseline& baseline);

/// `2027-01-31`.
[[nodiscard]] std::string to_string(const Day& day);
/// The day that is written so, or nothing.
[[nodiscard]] std::optional<Day> day_of(std::string_view text);

}  // namespace conform
