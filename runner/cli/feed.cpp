#include "runner/cli/feed.hpp"

#include <utility>

namespace conform {

const Case* Feed::find_next() {
  while (round_ < rounds_) {
    if (next_ == plan_.cases.size()) {
      next_ = 0;
      ++round_;
    } else if (plan_.cases[next_].is_sent() && share_.is_open(next_, round_)) {
      return &plan_.cases[next_];
    } else {
      ++next_;
    }
  }
  return nullptr;
}

bool Feed::has_to_wait(const Case& next) const {
  if (in_flight_ == 0) return false;
  return next.phase == Phase::alone || next.phase != phase_in_flight_ || round_ != round_in_flight_;
}

Job Feed::job(std::uint32_t index, std::uint32_t round) {
  return {index, round, renewal_.fresh(steps_of(plan_, plan_.cases[index]))};
}

Turn Feed::operator()() {
  if (!again_.empty()) {
    const auto [index, round] = again_.front();
    again_.pop_front();
    ++in_flight_;
    return job(index, round);
  }
  const Case* next = find_next();
  if (next == nullptr) return Idle::for_good;
  if (has_to_wait(*next)) return Idle::until_done;
  phase_in_flight_ = next->phase;
  round_in_flight_ = round_;
  ++in_flight_;
  return job(next_++, round_);
}

}  // namespace conform
