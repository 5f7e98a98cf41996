#pragma once

#include "runner/auth/renewal.hpp"
#include "runner/cli/share.hpp"
#include "runner/plan/plan.hpp"
#include "runner/wire/perform.hpp"

#include <cstdint>
#include <deque>
#include <utility>

namespace conform {

/// Gives every case of a share of a plan once a round, those that cannot be sent left out, and in between
/// what is to be asked again. A phase begins when all cases of the one before are done, and of Phase::alone
/// each when no other is in flight. Hangs on the plan, the share and the renewal.
class Feed {
public:
  Feed(const Plan& plan, const Share& share, std::uint32_t rounds, Renewal& renewal)
      : plan_(plan), share_(share), rounds_(rounds), renewal_(renewal) {}

  [[nodiscard]] Turn operator()();
  /// One of the jobs given is done.
  void settle() { --in_flight_; }
  /// Gives nothing more.
  void stop() {
    again_.clear();
    round_ = rounds_;
  }
  /// Gives the case once more before anything else, with the credentials of then.
  void perform_again(std::uint32_t case_index, std::uint32_t round) {
    again_.emplace_back(case_index, round);
  }

private:
  [[nodiscard]] Job job(std::uint32_t index, std::uint32_t round);
  /// Goes on to the next case that is to be sent; null when there is none left.
  [[nodiscard]] const Case* find_next();
  [[nodiscard]] bool has_to_wait(const Case& next) const;

  const Plan& plan_;
  const Share& share_;
  std::uint32_t rounds_;
  Renewal& renewal_;
  std::uint32_t round_ = 0;
  std::uint32_t next_ = 0;
  std::uint32_t round_in_flight_ = 0;  ///< of the case given last
  Phase phase_in_flight_ = Phase::documented;
  std::size_t in_flight_ = 0;
  std::deque<std::pair<std::uint32_t, std::uint32_t>> again_{};  ///< case, round
};

}  // namespace conform
