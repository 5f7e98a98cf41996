#pragma once

#include "runner/wire/perform.hpp"

#include <string>
#include <vector>

namespace conform::test {

/// What came of a run over a list of cases.
struct Outcome {
  Performed performed{};
  std::vector<Trial> trials{};  ///< in the order in which they were done
  unsigned taken = 0;           ///< cases asked for

  [[nodiscard]] const Exchange& exchange(std::size_t trial, std::size_t step = 0) const {
    return trials.at(trial).exchanges.at(step);
  }
  /// The status of the final response, or 0.
  [[nodiscard]] int status(std::size_t trial, std::size_t step = 0) const {
    const Response* response = exchange(trial, step).response();
    return response == nullptr ? 0 : response->status;
  }
};

[[nodiscard]] inline Step step(std::string method = "GET",
                               Persistence persistence = Persistence::keep_alive) {
  Step made;
  made.request.method = std::move(method);
  made.persistence = persistence;
  return made;
}

[[nodiscard]] inline Target loopback(std::uint16_t port) {
  Target target;
  target.host = "127.0.0.1";
  target.port = port;
  return target;
}

/// One connection at a time, and patience for a slow machine.
[[nodiscard]] inline WireOptions one_job() {
  WireOptions options;
  options.jobs = 1;
  options.response_timeout = std::chrono::seconds(20);
  options.close_timeout = std::chrono::seconds(20);
  return options;
}

/// Performs `cases`, each a list of steps.
[[nodiscard]] inline Outcome
perform_all(const Target& target, const WireOptions& options, const std::vector<std::vector<Step>>& cases) {
  Outcome outcome;
  const auto next = [&]() -> Turn {
    if (outcome.taken == cases.size()) return Idle::for_good;
    Job job;
    job.case_index = outcome.taken;
    job.steps = borrowed(cases[outcome.taken++]);
    return job;
  };
  outcome.performed =
      perform(target, options, next, [&](Trial&& trial) { outcome.trials.push_back(std::move(trial)); });
  return outcome;
}

}  // namespace conform::test
