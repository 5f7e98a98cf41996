#include "runner/wire/pacer.hpp"

#include <algorithm>

namespace conform {
namespace {

using namespace std::chrono_literals;

constexpr Clock::duration slowest = 1s;          // between two requests
constexpr Clock::duration unnoticeable = 500us;  // a rate that no limit is about
constexpr std::uint32_t taken_before_faster = 20;

Clock::duration interval_for(double per_second) {
  return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(1 / per_second));
}

}  // namespace

Pacer::Pacer(double most_per_second, Clock::time_point now)
    : floor_(most_per_second > 0 ? interval_for(most_per_second) : Clock::duration()), interval_(floor_),
      next_(now), slowed_(now), since_(now) {}

Clock::time_point Pacer::take_slot(Clock::time_point now) {
  ++sent_;
  holds_ = false;
  const Clock::time_point slot = std::max(now, next_);
  next_ = slot + interval_;
  return slot;
}

void Pacer::slow_down(Clock::time_point sent_at, Clock::time_point now, Clock::duration pause) {
  next_ = std::max(next_, now + pause);
  holds_ = true;
  if (sent_at < slowed_) return;
  const std::chrono::duration<double> counted = now - since_;
  const Clock::duration seen =
      sent_ == 0 ? Clock::duration()
                 : std::chrono::duration_cast<Clock::duration>(counted / static_cast<double>(sent_));
  interval_ = std::clamp<Clock::duration>(2 * std::max(interval_, seen), unnoticeable, slowest);
  slowed_ = since_ = now;
  sent_ = 0;
  taken_ = 0;
}

void Pacer::was_taken() {
  if (interval_ == floor_ || ++taken_ < taken_before_faster) return;
  taken_ = 0;
  interval_ = std::max(floor_, interval_ * 4 / 5);
  if (interval_ < unnoticeable) interval_ = floor_;
}

}  // namespace conform
