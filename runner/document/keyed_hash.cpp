#include "runner/document/keyed_hash.hpp"

#include <array>
#include <bit>
#include <cstring>
#include <random>

namespace conform {
namespace {

using State = std::array<std::uint64_t, 4>;

State random_state() {
  std::random_device device;
  const auto word = [&device] { return (std::uint64_t{device()} << 32U) | device(); };
  const auto first = word();
  const auto second = word();
  return {first ^ 0x736f6d6570736575U,
          second ^ 0x646f72616e646f6dU,
          first ^ 0x6c7967656e657261U,
          second ^ 0x7465646279746573U};
}

void mix(State& v) {
  v[0] += v[1];
  v[1] = std::rotl(v[1], 13) ^ v[0];
  v[0] = std::rotl(v[0], 32);
  v[2] += v[3];
  v[3] = std::rotl(v[3], 16) ^ v[2];
  v[0] += v[3];
  v[3] = std::rotl(v[3], 21) ^ v[0];
  v[2] += v[1];
  v[1] = std::rotl(v[1], 17) ^ v[2];
  v[2] = std::rotl(v[2], 32);
}

void absorb(State& v, std::uint64_t word) {
  v[3] ^= word;
  mix(v);
  v[0] ^= word;
}

}  // namespace

std::uint64_t keyed_hash(std::string_view key) {
  static const State seed = random_state();
  auto state = seed;
  const auto last = std::uint64_t{key.size()} << 56U;
  while (key.size() >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, key.data(), 8);
    absorb(state, word);
    key.remove_prefix(8);
  }
  std::uint64_t rest = 0;
  if (!key.empty()) std::memcpy(&rest, key.data(), key.size());
  absorb(state, last | rest);
  state[2] ^= 0xFF;
  mix(state);
  mix(state);
  mix(state);
  return state[0] ^ state[1] ^ state[2] ^ state[3];
}

}  // namespace conform
