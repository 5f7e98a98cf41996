#include "runner/cli/journal_file.hpp"

#include "runner/journal/merge.hpp"
#include "runner/text/whole_file.hpp"
#include "runner/text/words.hpp"

#include <filesystem>
#include <utility>

#include <fmt/format.h>

namespace conform {
namespace {

void show(const Diagnostics& diagnostics, std::ostream& err) {
  for (const Diagnostic& diagnostic : diagnostics.list())
    err << render(diagnostic);
}

/// What keeps the journal from being gone on with, in words; empty for nothing.
std::string mismatch(const RunHeader& journal, const RunHeader& wanted) {
  if (journal.shard != wanted.shard) return "another shard";
  if (journal.target != wanted.target) return "another target, `" + printable(journal.target) + "`";
  if (journal.shows_secrets != wanted.shows_secrets) return "another --show-secrets";
  return difference(journal, wanted);
}

/// What the journal says so far; nothing, with a sentence, when it is that of another run.
std::optional<Extent> read_extent(const std::string& path, const RunHeader& header, std::ostream& err) {
  Extent so_far;
  Diagnostics diagnostics;
  const auto results = read_journal(path, diagnostics, &so_far);
  show(diagnostics, err);
  if (!results) return std::nullopt;
  if (!so_far.has_plan) return Extent();  // cut off before a request was sent
  if (const std::string unlike = mismatch(results->header, header); !unlike.empty()) {
    err << "conform: `" << printable(path) << "` cannot be gone on with: it is of a run with " << unlike
        << ".\n";
    return std::nullopt;
  }
  return so_far;
}

}  // namespace

std::string journal_path(const RunCommand& command) {
  if (!command.journal.empty()) return command.journal;
  const Shard& shard = command.shard.shard;
  if (!shard.is_part()) return "conform-report/results.ndjson";
  return fmt::format("conform-report/results-{}-of-{}.ndjson", shard.index, shard.total);
}

std::variant<OpenJournal, int>
open_journal(const RunCommand& command, const RunHeader& header, Mask mask, std::ostream& err) {
  const std::string path = journal_path(command);
  make_folder_of(path);
  Extent so_far;
  std::error_code none;
  // Killed before its first line was written, a run leaves an empty file.
  const bool is_begun = std::filesystem::exists(path, none) && !std::filesystem::is_empty(path, none);
  if (command.resume && is_begun) {
    auto extent = read_extent(path, header, err);
    if (!extent) return 2;
    so_far = std::move(*extent);
  } else if (command.resume) {
    err << "There is no `" << printable(path) << "` yet: the run begins at its beginning.\n";
  }
  Share share(header, so_far);
  if (!so_far.has_plan) return OpenJournal{JournalWriter(path, header, std::move(mask)), std::move(share)};
  return OpenJournal{JournalWriter(path, so_far, header.target, std::move(mask)), std::move(share)};
}

std::optional<Results> read_results(const ReportCommand& command, std::ostream& err) {
  Diagnostics diagnostics;
  std::vector<ShardResults> all;
  for (const std::string& journal : command.journals) {
    auto results = read_journal(journal, diagnostics);
    if (results) all.push_back({journal, std::move(*results)});
  }
  const bool are_read = all.size() == command.journals.size();
  const bool is_whole = all.size() == 1 && !all.front().results.header.shard.is_part();
  std::optional<Results> results;
  if (are_read && is_whole) results = std::move(all.front().results);
  if (are_read && !is_whole) {
    const Missing missing = command.partial ? Missing::allowed : Missing::refused;
    results = merge_shards(std::move(all), missing, diagnostics);
    if (diagnostics.has_errors()) results.reset();
  }
  show(diagnostics, err);
  return results;
}

}  // namespace conform
