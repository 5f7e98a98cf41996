#include "runner/wire/ask.hpp"

#include <optional>
#include <utility>

namespace conform {

std::variant<Exchange, std::string> ask(const Target& target, const WireOptions& options, Request request) {
  std::vector<Step> steps(1);
  steps.front().request = std::move(request);
  steps.front().persistence = Persistence::close;
  WireOptions alone = options;
  alone.jobs = 1;
  bool is_given = false;
  const auto next = [&]() -> Turn {
    if (std::exchange(is_given, true)) return Idle::for_good;
    return Job{0, 0, borrowed(steps)};
  };
  std::optional<Exchange> exchange;
  const auto done = [&](Trial&& trial) { exchange = std::move(trial.exchanges.front()); };
  const Performed performed = perform(target, alone, next, done);
  if (performed.end != Performed::End::all_done) return performed.why;
  if (!exchange) return std::string("Nothing came of it.");
  return std::move(*exchange);
}

}  // namespace conform
