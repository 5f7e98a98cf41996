#include "runner/http/anomaly_list.hpp"

#include <algorithm>
#include <utility>

namespace conform {

void AnomalyList::clear() {
  if (found_.empty()) return;
  found_.clear();
  counts_.fill(0);
}

std::vector<Anomaly> AnomalyList::take() {
  std::stable_sort(found_.begin(), found_.end(), [](const Anomaly& left, const Anomaly& right) {
    return left.offset < right.offset;
  });
  std::vector<Anomaly> all = std::exchange(found_, {});
  if (!all.empty()) counts_.fill(0);
  return all;
}

}  // namespace conform
