#pragma once

#include "runner/auth/obtain.hpp"

#include <string>
#include <vector>

namespace conform {

/// Keeps the tokens of a run good: one that is about to end is replaced by a new one, by its refresh token
/// (RFC 6749 §6) or in the way in which it was come by.
class Renewal {
public:
  /// `target` and `options` are those of the run; the object hangs on them.
  Renewal(const std::vector<Lease>& leases, const Target& target, const WireOptions& options);

  /// The same steps, with the tokens that are good now in the place of the first ones. May ask for tokens,
  /// and waits for them.
  [[nodiscard]] Steps fresh(Steps steps);

private:
  struct Kept {
    Lease lease{};
    std::string first{};               ///< that the plan was made with
    Clock::time_point next_attempt{};  ///< when it is to be replaced
  };
  void replace(Kept& kept);

  std::vector<Kept> kept_{};
  const Target& target_;
  const WireOptions& options_;
};

}  // namespace conform
