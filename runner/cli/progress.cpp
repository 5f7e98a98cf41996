#include "runner/cli/progress.hpp"

#include <chrono>

#include <fmt/format.h>

namespace conform {
namespace {

using namespace std::chrono_literals;

/// A terminal line ten times a second; a log line every ten seconds.
Clock::duration interval(Progress::Screen screen) {
  return screen == Progress::Screen::terminal ? Clock::duration(100ms) : Clock::duration(10s);
}

std::string in_words(double seconds) {
  if (seconds < 1) return "less than a second";
  if (seconds < 90) return fmt::format("{:.0f} s", seconds);
  return fmt::format("{:.0f} min", seconds / 60);
}

}  // namespace

Progress::Progress(std::ostream& out, Screen screen, std::size_t total)
    : out_(out), screen_(screen), total_(total), began_(Clock::now()), drawn_(began_) {}

void Progress::add(Outcome outcome) {
  ++done_;
  if (outcome == Outcome::failed) ++failed_;
  if (outcome == Outcome::error) ++errors_;
  // Looking at the clock for each of a hundred thousand cases a second would be noticed.
  if (done_ % 16 != 0 && total_ > 1000) return;
  const Clock::time_point now = Clock::now();
  if (now - drawn_ >= interval(screen_)) draw(now);
}

void Progress::draw(Clock::time_point now) {
  drawn_ = now;
  const double seconds = std::chrono::duration<double>(now - began_).count();
  const double rate = seconds > 0 ? static_cast<double>(done_) / seconds : 0;
  std::string line = fmt::format("{} of {} cases, {:.0f}/s", done_, total_, rate);
  if (rate > 0 && done_ < total_)
    line += ", " + in_words(static_cast<double>(total_ - done_) / rate) + " left";
  if (failed_ > 0) line += fmt::format(", {} failed", failed_);
  if (errors_ > 0) line += fmt::format(", {} without an answer", errors_);
  out_ << (screen_ == Screen::terminal ? "\r\x1b[K" : "") << line << (screen_ == Screen::terminal ? "" : "\n")
       << std::flush;
  shown_ = true;
}

void Progress::finish() {
  if (shown_ && screen_ == Screen::terminal) out_ << "\r\x1b[K" << std::flush;
}

}  // namespace conform
