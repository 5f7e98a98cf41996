#pragma once

#include "runner/journal/journal.hpp"
#include "runner/plan/plan.hpp"

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

namespace conform {

/// What this process has to do of a plan: the cases of its shard, without those that an earlier run decided
/// whose journal it goes on with.
class Share {
public:
  /// All of every plan.
  Share() = default;
  /// `header` is that of the plan. What had no answer is open.
  Share(const RunHeader& header, const Extent& so_far);

  /// Whether the case is of this shard.
  [[nodiscard]] bool has(std::uint32_t case_index) const;
  /// Whether it is, and is not decided in this round.
  [[nodiscard]] bool is_open(std::uint32_t case_index, std::uint32_t round) const;
  /// How many of the cases are to be sent in so many rounds.
  [[nodiscard]] std::size_t open_cases(const Plan& plan, std::uint32_t rounds) const;
  /// Cases that failed and of which that is not confirmed yet, with the round in which they are asked again.
  [[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>>
  unconfirmed(const Plan& plan, std::uint32_t confirmations) const;
  /// What the earlier run sent.
  [[nodiscard]] std::uint64_t requests_before() const { return requests_; }

private:
  std::vector<bool> other_shards_{};  ///< by case; empty: none is
  std::set<std::pair<std::uint32_t, std::uint32_t>> decided_{};
  std::set<std::pair<std::uint32_t, std::uint32_t>> failed_{};
  std::uint64_t requests_ = 0;
};

}  // namespace conform
