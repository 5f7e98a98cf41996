#include "runner/auth/renewal.hpp"

#include <algorithm>

namespace conform {
namespace {

constexpr std::chrono::seconds pause_after_failure{10};

/// Some time before the token ends, for what is under way then.
Clock::time_point end_of(const Lease& lease) {
  const auto& lifetime = lease.token.lifetime;
  if (!lifetime) return Clock::time_point::max();
  return lease.began + *lifetime - std::min<Clock::duration>(std::chrono::seconds(30), *lifetime / 4);
}

}  // namespace

Renewal::Renewal(const std::vector<Lease>& leases, const Target& target, const WireOptions& options)
    : target_(target), options_(options) {
  for (const Lease& lease : leases)
    kept_.push_back({lease, lease.token.value, end_of(lease)});
}

void Renewal::replace(Kept& kept) {
  auto token = renew(kept.lease, target_, options_);
  kept.lease.began = Clock::now();
  if (!std::holds_alternative<Token>(token)) {
    kept.next_attempt = kept.lease.began + pause_after_failure;
    return;
  }
  // RFC 6749 §6: without a new refresh token the old one stays good.
  std::string refresh_token = std::move(kept.lease.token.refresh_token);
  kept.lease.token = std::get<Token>(std::move(token));
  if (kept.lease.token.refresh_token.empty()) kept.lease.token.refresh_token = std::move(refresh_token);
  kept.next_attempt = end_of(kept.lease);
}

Steps Renewal::fresh(Steps steps) {
  for (Kept& kept : kept_) {
    if (Clock::now() >= kept.next_attempt) replace(kept);
    if (kept.lease.token.value == kept.first) continue;
    auto changed = std::make_shared<std::vector<Step>>(*steps);
    const std::string old = "Bearer " + kept.first;
    for (Step& step : *changed) {
      const auto given = step.request.fields.combined("Authorization");
      if (given == old) step.request.fields.set("Authorization", "Bearer " + kept.lease.token.value);
    }
    steps = std::move(changed);
  }
  return steps;
}

}  // namespace conform
