#pragma once

#include "runner/journal/results.hpp"

#include <cstddef>
#include <string>

namespace conform {

/// A small run with one of everything: passed, failed, flaky, error, not judged, a warning, a note.
[[nodiscard]] Results small_run();

/// The same with seven more cases: of two causes, the first one with a smaller request.
[[nodiscard]] Results clustered_run();

/// The small run held against a baseline: one failure is new, one known, one entry no longer occurs.
[[nodiscard]] Results held_run();

/// A run whose every text is made by an enemy of terminals, XML, HTML and CI logs.
[[nodiscard]] Results hostile_run();
/// The text that is planted there.
[[nodiscard]] std::string hostile_text();

/// A run of many cases, every tenth of them failing.
[[nodiscard]] Results large_run(std::size_t cases);

/// A run of a large API as they are: many cases for each of 200 operations, with durations from a tenth of a
/// millisecond to seconds, every tenth case failing.
[[nodiscard]] Results crowded_run(std::size_t cases);

/// All outcomes at once, each also with the bytes of a hostile server, and what a baseline knows.
[[nodiscard]] Results mixed_run();

}  // namespace conform
