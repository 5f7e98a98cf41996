#pragma once

#include "runner/http/exchange.hpp"
#include "runner/wire/event_loop.hpp"

#include <vector>

namespace conform {

class Deadlines;

/// Until when one socket may wait. When the time has passed, or the run is cut short, the socket is closed:
/// whatever waits on it ends with an error, and nothing later can wait on it again.
class Deadline {
public:
  /// Both outlive the deadline.
  Deadline(Deadlines& all, Socket& socket);
  ~Deadline();
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;

  void set(Clock::time_point at);
  void clear() { at_ = Clock::time_point::max(); }
  [[nodiscard]] bool has_passed() const { return passed_; }

private:
  friend class Deadlines;
  Deadlines& all_;
  Socket& socket_;
  Clock::time_point at_ = Clock::time_point::max();
  bool passed_ = false;
};

/// All deadlines of a run behind one timer. Setting one is two stores; the timer is touched only when a
/// deadline is nearer than every earlier one, and when it fires.
class Deadlines {
public:
  explicit Deadlines(asio::io_context& loop) : timer_(loop.get_executor()) {}

  /// Closes every socket now: the run is being cut short.
  void pass_all();
  /// Lets the event loop end.
  void stop();

private:
  friend class Deadline;
  void arm(Clock::time_point at);
  void sweep();

  Timer timer_;
  Clock::time_point armed_ = Clock::time_point::max();
  std::vector<Deadline*> all_{};
};

}  // namespace conform
