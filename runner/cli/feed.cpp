#include "runner/cli/feed.hpp"

#include <utility>

namespace conform {

const Case* Feed::find_next() {
  while (round_ < rounds_) {
    if (next_ == plan_.cases.size()) {
      next_ = 0;
      ++round_;
    } else if (plan_.cases[next_].is_sent()) {
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

Turn Feed::operator()() {
  if (!again_.empty()) {
    Job job = std::move(again_.front());
    again_.pop_front();
    ++in_flight_;
    return job;
  }
  const Case* next = find_next();
  if (next == nullptr) return Idle::for_good;
  if (has_to_wait(*next)) return Idle::until_done;
  phase_in_flight_ = next->phase;
  round_in_flight_ = round_;
  ++in_flight_;
  return Job{next_++, round_, renewal_.fresh(steps_of(plan_, *next))};
}

}  // namespace conform
