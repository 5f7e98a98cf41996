#pragma once

#include "runner/plan/shard.hpp"
#include "runner/text/environment.hpp"

#include <string>
#include <variant>

namespace conform {

/// A shard, and who said that it is this one.
struct ChosenShard {
  Shard shard{};
  std::string from{};         ///< the environment variable; empty: the command line
  std::string status_file{};  ///< has to be touched, as a sign that shards are known here; empty: none has to
};

/// Reads `2/4`, from 1, or `auto`: what the environment says, by CONFORM_SHARD or by the variables of the CI
/// systems, each counting from 0 or 1 as its own does. A sentence when it is neither, or nothing says it: a
/// part must never be taken for the whole, nor each part be the whole.
[[nodiscard]] std::variant<ChosenShard, std::string> choose_shard(const std::string& text,
                                                                  const Environment& environment);

}  // namespace conform
