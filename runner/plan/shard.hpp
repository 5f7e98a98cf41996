#pragma once

#include "runner/openapi/api.hpp"

#include <cstdint>

namespace conform {

/// Which part of a plan a process performs: number `index`, from 1, of `total`; 0 of 0: all of it.
struct Shard {
  std::uint32_t index = 0;
  std::uint32_t total = 0;
  [[nodiscard]] bool is_part() const { return total > 0; }
  friend bool operator==(const Shard&, const Shard&) = default;
};

/// The number, from 1, of the shard of `total` that performs the operation. It hangs on the collection that
/// the path leads to and on nothing else: `/books` and `/books/{id}` stay together, so that what one writes
/// no other shard reads, and a new operation moves no other. The same on every machine and in every version.
[[nodiscard]] std::uint32_t shard_of(const Operation& operation, std::uint32_t total);

}  // namespace conform
