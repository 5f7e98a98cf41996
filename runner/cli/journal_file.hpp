#pragma once

#include "runner/cli/command_line.hpp"
#include "runner/cli/share.hpp"
#include "runner/journal/journal.hpp"

#include <optional>
#include <ostream>
#include <string>
#include <variant>

namespace conform {

/// Where a run writes its journal: the file that was named, else one below `conform-report`, of a shard with
/// its number.
[[nodiscard]] std::string journal_path(const RunCommand& command);

/// A journal to write, and what is left to do for whoever goes on with it.
struct OpenJournal {
  JournalWriter writer;
  Share share{};
};
/// Begins the journal of a run, or goes on with it where that is asked for. Gives an exit code instead when
/// it is that of another run, after a sentence to `err`. Throws std::system_error when it cannot be written.
[[nodiscard]] std::variant<OpenJournal, int>
open_journal(const RunCommand& command, const RunHeader& header, Mask mask, std::ostream& err);

/// What the journals say: one, or those of all shards of a run. Nothing, with diagnostics to `err`, when they
/// cannot be read or do not belong together.
[[nodiscard]] std::optional<Results> read_results(const ReportCommand& command, std::ostream& err);

}  // namespace conform
