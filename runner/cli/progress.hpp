#pragma once

#include "runner/http/exchange.hpp"
#include "runner/judge/verdict.hpp"

#include <cstddef>
#include <ostream>

namespace conform {

/// How far a run is: one line that is drawn again at a terminal (count, rate, time left), a plain line now
/// and then elsewhere.
class Progress {
public:
  enum class Screen { terminal, plain };
  Progress(std::ostream& out, Screen screen, std::size_t total);

  void add(Outcome outcome);
  /// Takes the line away, so that what follows begins on a clean one.
  void finish();

private:
  void draw(Clock::time_point now);

  std::ostream& out_;
  Screen screen_;
  std::size_t total_;
  std::size_t done_ = 0;
  std::size_t failed_ = 0;
  std::size_t errors_ = 0;
  Clock::time_point began_;
  Clock::time_point drawn_;
  bool shown_ = false;
};

}  // namespace conform
