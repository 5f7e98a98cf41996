#pragma once

#include "reports/html/case_view.hpp"
#include "reports/html/overview.hpp"

#include <cstddef>
#include <string>

namespace conform {

/// How much of a card is shown.
struct CardFrame {
  std::size_t place = 0;                           ///< among the cards, for the rows of the list of cases
  Disclosure first = Disclosure::closed;           ///< of the first cluster
  std::size_t most_views = 0;                      ///< clusters with their exchange, one at least
  std::size_t most_bytes = std::size_t(1) << 20U;  ///< no further one is begun beyond these
};

/// A broken rule: its sentence, level and source, each cluster by its example, the other cases in a line
/// each.
[[nodiscard]] std::string rule_view(const RunHeader& header, const RuleCard& card, const CardFrame& frame);

/// Cases of one reason without an answer.
[[nodiscard]] std::string
undecided_card(const RunHeader& header, const ReasonGroup& group, std::size_t most_views);

}  // namespace conform
