#pragma once

#include "runner/auth/obtain.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace conform {

/// Keeps the values of a run good that were obtained for it. One that is about to end is replaced by a new
/// one, by its refresh token (RFC 6749 §6) or in the way in which it was come by; and so is one that the
/// server refuses, once. Of one thread; all its workers share it.
class Renewal {
public:
  /// `target` and `options` are those of the run. The object hangs on all of them.
  Renewal(const Api& api, const std::vector<Lease>& leases, const Target& target, const WireOptions& options);

  /// The same steps, with the values that are good now in the place of the first ones. May ask for new ones,
  /// and waits for them.
  [[nodiscard]] Steps fresh(Steps steps);

  /// Whether the case is to be performed once more: because the server refused the value of a request with
  /// 401 (RFC 9110 §15.5.2), which is not what the case is about, and now there is another one. Such a trial
  /// says nothing of its case. Of a second time in a row the answer is no. May ask for a new value, once for
  /// each that was refused, and for no operation more than a few times in vain.
  [[nodiscard]] bool wants_another(const Case& subject, const Trial& trial);

  /// What came since the last call, and nobody may see.
  [[nodiscard]] std::vector<std::string> take_secrets() { return std::exchange(secrets_, {}); }

  /// The values that answers of the case have where a login operation is read, since that is tested, too.
  [[nodiscard]] std::vector<std::string> values_in(const Case& subject, const Trial& trial) const;

  /// What happened, a sentence for each thing to be told. They may hold what a server said, secrets included.
  [[nodiscard]] std::vector<std::string> report() const;

private:
  struct Kept {
    Lease lease{};
    const SecurityScheme* scheme = nullptr;
    const Operation* login = nullptr;  ///< that it comes from; null for other ways
    std::vector<Credential> past{};    ///< the first one is that which the plan was made with
    Credential now{};
    Clock::time_point next_attempt{};                    ///< when it is to be replaced
    enum class Asked { no, in_vain } asked = Asked::no;  ///< for another one in the place of `now`
    std::size_t refused = 0;                             ///< how many were, and replaced
    std::string why_not{};                               ///< what came the last time instead of another one
  };

  void substitute(Request& request) const;
  [[nodiscard]] bool is_outdated(const Request& request) const;
  [[nodiscard]] bool carries_ours(const Request& request) const;
  void replace(Kept& kept);
  [[nodiscard]] bool replace_refused(const Request& request);

  const Api& api_;
  const Target& target_;
  const WireOptions& options_;
  std::vector<Kept> kept_{};
  std::vector<std::string> secrets_{};
  std::set<std::pair<std::uint32_t, std::uint32_t>> again_{};  ///< cases and rounds under way once more
  /// How often a new value was refused at once.
  struct InVain {
    int in_a_row = 0;
    int in_all = 0;
  };
  std::map<std::uint32_t, InVain> in_vain_{};  ///< by operation
};

}  // namespace conform
