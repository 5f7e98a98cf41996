#pragma once

#include "runner/http/message.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace conform {

/// The anomalies found so far in one message. Bounded: a kind that repeats itself is noted a hundred times,
/// so that a hostile message cannot make the notes larger than itself.
class AnomalyList {
public:
  static constexpr std::uint8_t most_of_a_kind = 100;

  void add(AnomalyKind kind, std::size_t offset, std::size_t length) {
    std::uint8_t& count = counts_[static_cast<std::size_t>(kind)];
    if (count == most_of_a_kind) return;
    ++count;
    found_.push_back({kind, offset, length});
  }
  [[nodiscard]] bool has(AnomalyKind kind) const { return counts_[static_cast<std::size_t>(kind)] != 0; }
  [[nodiscard]] bool empty() const { return found_.empty(); }
  void clear();
  /// Gives everything away, by offset; empty afterwards.
  [[nodiscard]] std::vector<Anomaly> take();

private:
  std::vector<Anomaly> found_{};
  std::array<std::uint8_t, anomaly_kinds> counts_{};
};

}  // namespace conform
