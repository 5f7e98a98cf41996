#pragma once

#include "runner/schema/schema.hpp"

#include <cstddef>
#include <map>
#include <string>

namespace conform::test {

/// What was seen of the laws over many schemas.
struct LawTally {
  std::size_t schemas = 0;
  std::size_t samples = 0, without = 0;  ///< without: asked for, but there is none, and it says why
  std::size_t broken_schemas = 0;        ///< those with at least one breaking
  std::size_t breakings = 0, boundaries = 0;
  std::map<std::string, std::size_t> by_keyword{};  ///< breakings
};

/// The laws of one schema, as test expectations: what `sample` makes, `validate` accepts, and where there is
/// none it says why; what `breakings` makes, `validate` refuses for that keyword at that part; what
/// `boundaries` and `misdirected` make, it accepts. Gives the number of breakings.
std::size_t check_laws(const Schema& schema, const std::string& name, Direction direction, LawTally& tally);

/// One paragraph of figures.
[[nodiscard]] std::string summary(const LawTally& tally);

}  // namespace conform::test
