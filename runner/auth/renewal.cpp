#include "runner/auth/renewal.hpp"

#include "runner/auth/login.hpp"
#include "runner/plan/selection.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace conform {
namespace {

constexpr std::chrono::seconds pause_after_failure{10};
// An operation that this user may not use might say 401 instead of 403, always or for some inputs.
constexpr int most_in_vain_in_a_row = 3;
constexpr int most_in_vain = 20;

/// Some time before the token ends, for what is under way then.
Clock::time_point end_of(const Lease& lease) {
  const auto& lifetime = lease.token.lifetime;
  if (!lifetime) return Clock::time_point::max();
  return lease.began + *lifetime - std::min<Clock::duration>(std::chrono::seconds(30), *lifetime / 4);
}

void replace_text(std::string& text, const std::string& old, const std::string& now) {
  for (auto at = text.find(old); at != std::string::npos; at = text.find(old, at + now.size()))
    text.replace(at, old.size(), now);
}

bool is_refused(const Exchange& exchange) {
  const Response* const response = exchange.response();
  return response != nullptr && response->status == 401;
}

/// RFC 9110 §15.5.2: what was answered with 401 was not carried out, so that it can be sent again whatever
/// its method. Other requests of the same trial were, and those of methods that change something must not be
/// again.
bool may_be_repeated(const Trial& trial) {
  return std::ranges::all_of(trial.exchanges, [](const Exchange& exchange) {
    return is_refused(exchange) || is_safe_method(exchange.request.method);
  });
}

}  // namespace

Renewal::Renewal(const Api& api,
                 const std::vector<Lease>& leases,
                 const Target& target,
                 const WireOptions& options)
    : api_(api), target_(target), options_(options) {
  for (const Lease& lease : leases) {
    const auto scheme = api.security_schemes.find(lease.scheme);
    if (scheme == api.security_schemes.end()) continue;
    auto credential = credential_of(scheme->second, lease.token.value);
    if (!credential) continue;
    const auto* const login = std::get_if<LoginRequest>(&lease.from);
    kept_.push_back({.lease = lease,
                     .scheme = &scheme->second,
                     .login = login == nullptr ? nullptr : find_operation(api, login->login.operation),
                     .now = std::move(*credential),
                     .next_attempt = end_of(lease)});
  }
}

void Renewal::substitute(Request& request) const {
  for (const Kept& kept : kept_) {
    for (const Credential& old : kept.past) {
      if (!carries(request, old)) continue;
      put_credentials(request, {&kept.now, 1});
      replace_text(request.exact, old.value, kept.now.value);
    }
  }
}

bool Renewal::is_outdated(const Request& request) const {
  return std::ranges::any_of(kept_, [&](const Kept& kept) {
    return std::ranges::any_of(kept.past, [&](const Credential& old) { return carries(request, old); });
  });
}

bool Renewal::carries_ours(const Request& request) const {
  const auto is_there = [&](const Kept& kept) { return carries(request, kept.now); };
  return is_outdated(request) || std::ranges::any_of(kept_, is_there);
}

void Renewal::replace(Kept& kept) {
  // A login may need credentials itself.
  if (auto* login = std::get_if<LoginRequest>(&kept.lease.from)) substitute(login->request);
  auto asked = renew(kept.lease, target_, options_);
  kept.lease.began = Clock::now();
  auto* const token = std::get_if<Token>(&asked);
  auto credential = token != nullptr ? credential_of(*kept.scheme, token->value) : std::nullopt;
  if (token == nullptr || !credential || credential->value == kept.now.value) {
    // One that ends is asked for again and again, one that was refused only once.
    const bool ends = kept.lease.token.lifetime.has_value();
    kept.next_attempt = ends ? kept.lease.began + pause_after_failure : Clock::time_point::max();
    kept.asked = Kept::Asked::in_vain;
    kept.why_not = token != nullptr ? std::string() : std::get<std::string>(asked);
    return;
  }
  secrets_.push_back(token->value);
  if (!token->refresh_token.empty()) secrets_.push_back(token->refresh_token);
  // RFC 6749 §6: without a new refresh token the old one stays good.
  if (token->refresh_token.empty()) token->refresh_token = std::move(kept.lease.token.refresh_token);
  kept.lease.token = std::move(*token);
  kept.past.push_back(std::exchange(kept.now, std::move(*credential)));
  std::erase_if(kept.past, [&kept](const Credential& old) { return old.value == kept.now.value; });
  kept.asked = Kept::Asked::no;
  kept.why_not.clear();
  kept.next_attempt = end_of(kept.lease);
}

Steps Renewal::fresh(Steps steps) {
  bool is_other = false;
  for (Kept& kept : kept_) {
    if (Clock::now() >= kept.next_attempt) replace(kept);
    is_other = is_other || !kept.past.empty();
  }
  if (!is_other) return steps;
  auto changed = std::make_shared<std::vector<Step>>(*steps);
  for (Step& step : *changed)
    substitute(step.request);
  return changed;
}

/// Replaces what the request carries and was good until now; whether there is another one.
bool Renewal::replace_refused(const Request& request) {
  bool is_replaced = false;
  for (Kept& kept : kept_) {
    if (kept.asked == Kept::Asked::in_vain || !carries(request, kept.now)) continue;
    replace(kept);
    if (kept.asked == Kept::Asked::in_vain) continue;
    ++kept.refused;
    is_replaced = true;
  }
  return is_replaced;
}

bool Renewal::wants_another(const Case& subject, const Trial& trial) {
  if (kept_.empty()) return false;
  const auto refused = std::ranges::find_if(trial.exchanges, [&](const Exchange& exchange) {
    return is_refused(exchange) && carries_ours(exchange.request);
  });
  const bool is_second = again_.erase({trial.case_index, trial.round}) > 0;
  InVain& in_vain = in_vain_[subject.operation];
  if (refused == trial.exchanges.end()) {
    const bool is_accepted = std::ranges::any_of(trial.exchanges, [&](const Exchange& exchange) {
      return exchange.response() != nullptr && carries_ours(exchange.request);
    });
    if (is_accepted) in_vain.in_a_row = 0;
    return false;
  }
  // Of a case that lacks credentials, or has wrong ones, 401 is what is expected.
  if (subject.credentials || !may_be_repeated(trial)) return false;
  if (is_second) {
    ++in_vain.in_a_row;
    ++in_vain.in_all;
    return false;
  }
  const bool has_hope = in_vain.in_a_row < most_in_vain_in_a_row && in_vain.in_all < most_in_vain;
  // Another worker may have replaced it meanwhile.
  const bool is_to_repeat = is_outdated(refused->request) || (has_hope && replace_refused(refused->request));
  if (is_to_repeat) again_.emplace(trial.case_index, trial.round);
  return is_to_repeat;
}

std::vector<std::string> Renewal::values_in(const Case& subject, const Trial& trial) const {
  std::vector<std::string> values;
  for (const Kept& kept : kept_) {
    const auto* const from = std::get_if<LoginRequest>(&kept.lease.from);
    if (from == nullptr || kept.login != &api_.operations[subject.operation]) continue;
    for (const Exchange& exchange : trial.exchanges) {
      auto value = value_in(exchange, from->login);
      if (auto* text = std::get_if<std::string>(&value)) values.push_back(std::move(*text));
    }
  }
  return values;
}

std::vector<std::string> Renewal::report() const {
  std::vector<std::string> sentences;
  for (const Kept& kept : kept_) {
    const std::string& scheme = kept.lease.scheme;
    if (kept.refused > 0) {
      const std::string times = kept.refused == 1 ? "once" : fmt::format("{} times", kept.refused);
      sentences.push_back(fmt::format(
          "The value for `{}` was refused {} during the run, and obtained again.", scheme, times));
    }
    if (!kept.why_not.empty())
      sentences.push_back(fmt::format("No new value for `{}` could be obtained: {}", scheme, kept.why_not));
  }
  return sentences;
}

}  // namespace conform
