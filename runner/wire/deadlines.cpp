#include "runner/wire/deadlines.hpp"

#include <algorithm>

namespace conform {

Deadline::Deadline(Deadlines& all, Socket& socket) : all_(all), socket_(socket) { all_.all_.push_back(this); }

Deadline::~Deadline() { std::erase(all_.all_, this); }

void Deadline::set(Clock::time_point at) {
  at_ = at;
  passed_ = false;
  if (at < all_.armed_) all_.arm(at);
}

void Deadlines::arm(Clock::time_point at) {
  armed_ = at;
  timer_.expires_at(at);
  timer_.async_wait([this](const ErrorCode& error) {
    if (!error) sweep();
  });
}

void Deadlines::sweep() {
  const auto now = Clock::now();
  auto nearest = Clock::time_point::max();
  armed_ = nearest;
  for (Deadline* deadline : all_) {
    if (deadline->at_ <= now) {
      deadline->clear();
      deadline->passed_ = true;
      ErrorCode ignored;
      deadline->socket_.close(ignored);
    }
    nearest = std::min(nearest, deadline->at_);
  }
  if (nearest != Clock::time_point::max()) arm(nearest);
}

void Deadlines::pass_all() {
  for (Deadline* deadline : all_) {
    deadline->clear();
    deadline->passed_ = true;
    ErrorCode ignored;
    deadline->socket_.close(ignored);
  }
}

void Deadlines::stop() { timer_.cancel(); }

}  // namespace conform
