#pragma once

#include <cstdint>
#include <string_view>

namespace conform {

/// A hash of `key` that nobody outside the process can foresee (SipHash-1-3 with a random key), so that no
/// document or answer can be made whose keys all fall into one slot. Differs from run to run: nothing that
/// is written may depend on it.
[[nodiscard]] std::uint64_t keyed_hash(std::string_view key);

}  // namespace conform
