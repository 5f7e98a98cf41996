#include "runner/plan/add_probes.hpp"

#include <algorithm>
#include <set>

namespace conform {
namespace {

bool documents_success(const Operation& operation) {
  return std::ranges::any_of(operation.responses, [](const DocumentedResponse& response) {
    return response.status.kind != StatusPattern::Kind::other && response.status.to_string().starts_with('2');
  });
}

bool documents_ok(const Operation& operation) {
  const auto* response = operation.response_for(200);
  return response != nullptr && response->status.kind != StatusPattern::Kind::other;
}

bool always_asks_for_credentials(const Operation& operation) {
  return !operation.security.empty() &&
         std::ranges::none_of(operation.security, [](const auto& schemes) { return schemes.empty(); });
}

bool carries_credentials(const Case& documented, const Plan& plan) {
  return std::ranges::any_of(plan.credential_fields, [&](const std::string& name) {
    return documented.steps.front().request.fields.has(name);
  });
}

bool can_be_made_from(const Probe& probe,
                      const Case& documented,
                      const Operation& operation,
                      const Plan& plan) {
  if (!documented.is_sent() || documented.steps.empty()) return false;
  const auto& methods = probe.methods;
  if (!methods.empty() && std::ranges::find(methods, operation.method) == methods.end()) return false;
  if (probe.needs_success && !documents_success(operation)) return false;
  if (probe.needs_ok && !documents_ok(operation)) return false;
  return !probe.needs_security ||
         (always_asks_for_credentials(operation) && carries_credentials(documented, plan));
}

/// What is probed once: an operation, a path, or the server as a whole.
std::string extent_of(const Probe& probe, const Operation& operation) {
  switch (probe.per) {
  case Probe::Extent::operation: return operation.name();
  case Probe::Extent::path: return operation.path;
  case Probe::Extent::server: break;
  }
  return {};
}

Case probe_case(const std::shared_ptr<const Probe>& probe,
                const Plan& plan,
                std::uint32_t plain,
                const Operation& operation) {
  Case made;
  made.id = operation.name() + " · probe " + probe->name;
  made.operation = plan.cases[plain].operation;
  made.kind = CaseKind::probe;
  made.why = probe->text;
  made.probe = probe;
  made.plain = plain;
  return made;
}

/// Where the document says that credentials stand, and where they usually do.
std::vector<std::string> credential_fields(const Api& api) {
  std::vector<std::string> names = {"Authorization", "Cookie"};
  for (const auto& [name, scheme] : api.security_schemes) {
    const bool is_field = scheme.kind == SecurityScheme::Kind::api_key && scheme.in == ParameterIn::header;
    if (is_field) names.push_back(scheme.parameter);
  }
  return names;
}

}  // namespace

void add_probes(const Api& api, const RuleBook& rules, const PlanOptions& options, Plan& plan) {
  plan.credential_fields = credential_fields(api);
  const auto documented = static_cast<std::uint32_t>(plan.cases.size());
  for (const auto& probe : rules.probes()) {
    if (std::ranges::find(options.probes, probe->kind) == options.probes.end()) continue;
    std::set<std::string> probed;
    for (std::uint32_t plain = 0; plain < documented; ++plain) {
      const Operation& operation = api.operations[plan.cases[plain].operation];
      if (!can_be_made_from(*probe, plan.cases[plain], operation, plan)) continue;
      if (!probed.insert(extent_of(*probe, operation)).second) continue;
      plan.cases.push_back(probe_case(probe, plan, plain, operation));
    }
  }
}

}  // namespace conform
