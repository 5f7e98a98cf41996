#include "runner/mock/probed.hpp"

#include "runner/mock/routes.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

// What probes of long targets put behind a `?` or a `&`.
constexpr std::string_view added_pair = "conform=";

const std::array<std::string, 2> credential_fields = {"Authorization", "Cookie"};

/// The request that `step` was made from, as far as it can be told.
Request plain_of(const Probe& probe, const ProbeStep& step, const Request& request) {
  Request plain = request;
  plain.version = Version{};
  plain.exact.clear();
  if (!step.method.empty()) plain.method = probe.methods.empty() ? "GET" : probe.methods.front();
  for (const auto& [name, value] : step.set)
    plain.fields.remove(name);
  if (step.target.empty()) return plain;
  plain.target = origin_form(plain.target);
  if (const auto added = plain.target.find(added_pair); added != std::string::npos)
    plain.target.resize(added - 1);
  return plain;
}

/// Whether `request` has what only another step of the probe sets.
bool is_of_another_step(const Probe& probe, const ProbeStep& wanted, const Request& request) {
  const auto is_own = [&wanted](std::string_view name) {
    return std::ranges::any_of(wanted.set, [name](const auto& entry) { return entry.first == name; });
  };
  return std::ranges::any_of(probe.steps, [&](const ProbeStep& step) {
    return std::ranges::any_of(step.set, [&](const auto& entry) {
      const auto value = request.fields.combined(entry.first);
      const bool is_later = entry.second.written().find("${") != std::string::npos;
      return value && !is_own(entry.first) && (is_later || *value == entry.second.written());
    });
  });
}

bool is_same(const ProbeStep& step, const Request& left, const Request& right) {
  if (step.ends_connection && !right.fields.lists("Connection", "close")) return false;
  if (left.fields.has("Transfer-Encoding") != right.fields.has("Transfer-Encoding")) return false;
  if (step.content && right.content != *step.content) return false;
  if (step.accepts > 0 && left.fields.combined("Accept") != right.fields.combined("Accept")) return false;
  if (left.method != right.method || left.version != right.version || left.target != right.target)
    return false;
  if (left.fields.has("Authorization") != right.fields.has("Authorization")) return false;
  return std::ranges::all_of(step.set, [&](const auto& entry) {
    return left.fields.combined(entry.first) == right.fields.combined(entry.first);
  });
}

/// Whether `bytes` are what `pattern` says, with anything in the place of its variables.
bool fits(std::string_view pattern, std::string_view bytes) {
  bool first = true;
  while (!pattern.empty()) {
    const auto variable = pattern.find("${");
    const auto literal = pattern.substr(0, variable);
    if (variable == std::string_view::npos && !first) return bytes.ends_with(literal);
    const auto at = first ? (bytes.starts_with(literal) ? 0 : bytes.npos) : bytes.find(literal);
    if (at == std::string_view::npos) return false;
    bytes.remove_prefix(at + literal.size());
    if (variable == std::string_view::npos) return bytes.empty();
    pattern.remove_prefix(std::min(pattern.find('}', variable), pattern.size() - 1) + 1);
    first = false;
  }
  return true;
}

std::size_t literals_in(std::string_view pattern) {
  std::size_t count = 0;
  while (!pattern.empty()) {
    const auto variable = pattern.find("${");
    count += pattern.substr(0, variable).size();
    if (variable == std::string_view::npos) break;
    pattern.remove_prefix(std::min(pattern.find('}', variable), pattern.size() - 1) + 1);
  }
  return count;
}

/// Whether `bytes` are what this step sends, as far as can be told from them: exact bytes, a version that is
/// not there, a target that is far too long.
bool could_be(const ProbeStep& step, std::string_view bytes) {
  if (!step.bytes.empty()) {
    const bool has_host = bytes.find("\nHost:") != std::string_view::npos;
    return (!has_host || step.bytes.find("Host:") != std::string::npos) && fits(step.bytes, bytes);
  }
  const auto line = bytes.substr(0, bytes.find('\r'));
  if (step.version.major != 1) return line.ends_with("HTTP/" + std::to_string(step.version.major) + ".1");
  const auto sent = line.find(added_pair);
  if (step.target.find(added_pair) == std::string::npos || sent == std::string_view::npos) return false;
  const std::string target = planned_request(step, {.plain = Request{}}).target;
  const std::string added = target.substr(target.find(added_pair));
  // The server may have given up before it saw the end of the line.
  const bool is_whole = line.size() < bytes.size();
  return is_whole ? line.substr(sent).starts_with(added + " ") : added.starts_with(line.substr(sent));
}

/// Of all steps that `bytes` could be, the one that says most of them.
const ProbeStep* step_of_bytes(const RuleBook& rules, std::string_view bytes) {
  const ProbeStep* best = nullptr;
  for (const auto& probe : rules.probes()) {
    for (const ProbeStep& step : probe->steps) {
      if (!could_be(step, bytes)) continue;
      if (best == nullptr || literals_in(step.bytes) > literals_in(best->bytes)) best = &step;
    }
  }
  return best;
}

/// RFC 9112 §3.2.2: that of a target in absolute form wins over Host.
std::string authority_of(const Request& request) {
  const auto scheme = request.target.find("://");
  if (scheme == std::string::npos || request.target.starts_with('/'))
    return request.fields.combined("Host").value_or("");
  return request.target.substr(scheme + 3, request.target.find('/', scheme + 3) - scheme - 3);
}

}  // namespace

std::optional<Probed>
rehearse(const RuleBook& rules, const Rule& rule, const Request& request, const AnswersOf& server) {
  const auto [probe, wanted] = rules.find_step(rule.probe);
  // A function of the request cannot answer equal requests differently.
  if (wanted == nullptr || wanted->supports || !wanted->bytes.empty()) return std::nullopt;
  const auto& methods = probe->methods;
  const bool may_be_made = !wanted->method.empty() || methods.empty() ||
                           std::ranges::find(methods, request.method) != methods.end();
  if (!may_be_made || is_of_another_step(*probe, *wanted, request)) return std::nullopt;
  Probed probed;
  probed.plain = plain_of(*probe, *wanted, request);
  probed.exchanges.reserve(probe->steps.size());  // `taken` points into it
  const std::string authority = authority_of(request);
  const Exchange nothing;
  for (const ProbeStep& step : probe->steps) {
    Subject before{nothing};
    before.taken = probed.taken;
    const Request planned = planned_request(step, {probed.plain, authority, credential_fields, server.types});
    const auto now = request_after(step, planned, before);
    if (&step == wanted && (!now || !is_same(step, *now, request))) return std::nullopt;
    if (!now) continue;
    Asked asked;
    asked.request = &*now;
    probed.exchanges.push_back(exchange_of(server.answer_to(*now), asked));
    probed.taken.push_back({step.name, step.supports, &probed.exchanges.back()});
  }
  return probed;
}

std::optional<Probed>
rehearse_bytes(const RuleBook& rules, const Rule& rule, std::string_view bytes, const AnswerTo& answer_to) {
  const auto [probe, wanted] = rules.find_step(rule.probe);
  if (wanted == nullptr || step_of_bytes(rules, bytes) != wanted) return std::nullopt;
  Probed probed;
  const auto method = bytes.substr(0, bytes.find(' '));
  const auto target = bytes.substr(std::min(method.size() + 1, bytes.size()));
  probed.plain.target = target.substr(0, std::min(target.find(' '), target.find(added_pair) - 1));
  probed.exchanges.reserve(probe->steps.size());  // `taken` points into it
  for (const ProbeStep& step : probe->steps) {
    if (!step.supports) continue;
    Asked asked;
    asked.request = &probed.plain;
    probed.exchanges.push_back(exchange_of(answer_to(probed.plain), asked));
    probed.taken.push_back({step.name, step.supports, &probed.exchanges.back()});
  }
  return probed;
}

}  // namespace conform
