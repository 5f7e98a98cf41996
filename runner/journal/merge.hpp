#pragma once

#include "runner/journal/results.hpp"
#include "runner/text/diagnostic.hpp"

#include <string>
#include <vector>

namespace conform {

/// What a journal of one shard says.
struct ShardResults {
  std::string journal{};  ///< the name of the file, for messages
  Results results{};
};

/// What keeps two journals from being of the same run or of its shards: made with what, in words; empty for
/// nothing.
[[nodiscard]] std::string difference(const RunHeader& one, const RunHeader& other);

enum class Missing { refused, allowed };

/// Puts the journals of one run's shards together, in any order: the cases in the plan's order, requests and
/// connections added up, of the ends the worst, of durations the longest. Each thing that is wrong is an
/// error that names the journal: a shard that is there twice or, unless `missing` allows that, not at all; a
/// whole run among them; journals of different documents, versions, seeds, plans or settings. What is
/// returned then is not to be used. With `missing` allowed, cases of shards that are not there are not
/// judged.
[[nodiscard]] Results
merge_shards(std::vector<ShardResults> shards, Missing missing, Diagnostics& diagnostics);

}  // namespace conform
