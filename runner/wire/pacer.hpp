#pragma once

#include "runner/http/exchange.hpp"

#include <cstdint>

namespace conform {

/// When the next request of a run may go out, over all its connections. Knows no clock: it is told the time.
class Pacer {
public:
  /// `most_per_second`: 0 for as many as can be.
  Pacer(double most_per_second, Clock::time_point now);

  /// Whether requests may have to wait.
  [[nodiscard]] bool is_slow() const { return interval_.count() > 0 || holds_; }
  /// Counts a request of a run that is not slow.
  void count() { ++sent_; }
  /// The moment at which the next request may go out; each moment is given once.
  [[nodiscard]] Clock::time_point take_slot(Clock::time_point now);

  /// The server called the rate of a request that went out at `sent_at` too high (429, RFC 6585 §4): half as
  /// fast from now on, and nothing before `pause` is over. What went out before the last time changes
  /// nothing.
  void slow_down(Clock::time_point sent_at, Clock::time_point now, Clock::duration pause);
  /// The server took a request: after some of these a little faster again, up to what was asked for.
  void was_taken();

private:
  Clock::duration floor_{};     ///< between two requests, as asked for; 0: none
  Clock::duration interval_{};  ///< between two requests, now
  Clock::time_point next_{};
  Clock::time_point slowed_{};  ///< the last time
  Clock::time_point since_{};   ///< of the counting
  std::uint64_t sent_ = 0;
  std::uint32_t taken_ = 0;  ///< since the rate was changed
  bool holds_ = false;       ///< nothing goes out before `next_`
};

}  // namespace conform
