#pragma once

#include "runner/contract/request_fit.hpp"
#include "runner/plan/parts.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace conform {

/// Whether the case has several things at once otherwise than the plain request: a random one, a combination,
/// a body with all that may be there.
[[nodiscard]] bool combines(const Case& subject);

/// A site that is to be as usual: with nothing there or, where that may not be, what the plain request has.
struct Removal {
  ValueSite site{};
  enum class To { nothing, usual } to = To::nothing;
};

/// One way to make a request smaller.
struct Cut {
  enum class Way {
    remove,         ///< the removals, all of them
    plain_letters,  ///< the text: `a` for each character
    first,          ///< the text or list: its first `left` characters or items
    last,           ///< the same with its last ones
    number,         ///< another number, nearer to 0
  } way = Way::remove;
  std::vector<Removal> removals{};
  ValueSite site{};  ///< of the other ways
  std::size_t left = 0;
  std::int64_t number = 0;
  /// Cuts of one chain go ever further, the further the lower their rank.
  std::string chain{};
  double rank = 0;
};

/// The search for the smallest request that shows what a failing case showed: greedy, each candidate smaller
/// than the best so far (Size), the boldest first, none twice. A pure state machine: the same answers lead
/// the same way. What was good stays good, and what was wrong stays wrong in the same inputs and keywords, by
/// the reader of requests (runner/contract). Requires `failing.inputs`; hangs on the Api.
class Shrinking {
public:
  explicit Shrinking(Case failing);

  /// The next candidate; nothing when there is none left. Each must be answered by `keep` or `refuse`.
  [[nodiscard]] std::optional<Case> next();
  /// The candidate shows the finding, too: it is the smallest now.
  void keep();
  /// It does not.
  void refuse();

  /// The smallest that is known to fail: at first the failing case itself.
  [[nodiscard]] const Case& smallest() const { return smallest_; }

private:
  struct Candidate {
    Case made{};
    Parts parts{};
    Cut cut{};
  };
  void plan_cuts();
  void add_removals();
  void add_chunks(const std::vector<Removal>& removals);
  void add_cuts(const ValueSite& site);
  void add_numbers(const ValueSite& site, const Number& number);
  [[nodiscard]] std::optional<Parts> removed(const Parts& parts, const Removal& removal) const;
  [[nodiscard]] std::optional<Parts> apply(const Cut& cut) const;
  [[nodiscard]] std::optional<Case> case_of(const Parts& parts) const;
  [[nodiscard]] bool is_lawful(const RequestFit& fit) const;
  [[nodiscard]] bool is_lawful(const std::optional<Parts>& parts) const;
  [[nodiscard]] std::int64_t nearest_to_zero(const ValueSite& site, std::int64_t number) const;
  [[nodiscard]] bool is_hopeless(const Cut& cut) const;

  Case smallest_;
  Parts plain_;
  Parts parts_;
  RequestFit fit_{};  ///< of the failing request
  std::vector<Cut> cuts_{};
  std::size_t next_cut_ = 0;
  std::map<std::string, double> refused_{};  ///< of each chain the highest rank that was refused
  bool has_kept_ = false;                    ///< since that was last forgotten
  std::set<std::string> tried_{};            ///< requests
  std::optional<Candidate> candidate_{};
};

}  // namespace conform
