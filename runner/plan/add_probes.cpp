#include "runner/plan/add_probes.hpp"

#include "runner/openapi/media_type_name.hpp"
#include "runner/plan/selection.hpp"

#include <algorithm>
#include <array>
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

// RFC 9110 §15.4: those that send a GET elsewhere by themselves.
bool documents_redirect(const Operation& operation) {
  constexpr std::array<int, 5> redirects = {301, 302, 303, 307, 308};
  return std::ranges::any_of(redirects, [&operation](int status) {
    const auto* response = operation.response_for(status);
    return response != nullptr && response->status.kind != StatusPattern::Kind::other;
  });
}

/// The media types, not ranges of them, that the document has for a 200.
std::vector<std::string> types_of(const Operation& operation) {
  std::vector<std::string> types;
  const auto* response = operation.response_for(200);
  if (response == nullptr) return types;
  for (const MediaType& media_type : response->content) {
    if (media_type.name.find('*') == std::string::npos && is_sendable(media_type.name))
      types.push_back(media_type.name);
  }
  return types;
}

bool is_json(const Request& request) {
  const auto type = to_lower(request.fields.combined("Content-Type").value_or(""));
  return type == "application/json" || type.ends_with("+json");
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

bool has_methods_for(const Probe& probe, const Operation& operation, const Api& api) {
  const auto& methods = probe.methods;
  if (!methods.empty() && std::ranges::find(methods, operation.method) == methods.end()) return false;
  if (probe.absent_methods.empty()) return true;
  const auto documented = api.methods_of(operation.path);
  return std::ranges::find_first_of(documented, probe.absent_methods) == documented.end();
}

bool has_responses_for(const Probe& probe, const Operation& operation) {
  if (probe.needs_success && !documents_success(operation)) return false;
  if (probe.needs_redirect && !documents_redirect(operation)) return false;
  if (probe.needs_types && types_of(operation).size() < 2) return false;
  return !probe.needs_ok || documents_ok(operation);
}

bool can_be_made_from(const Probe& probe,
                      const Case& documented,
                      const Operation& operation,
                      const Plan& plan) {
  if (!documented.is_sent() || documented.steps.empty()) return false;
  const Request& plain = documented.steps.front().request;
  if (probe.needs_content && plain.content.empty()) return false;
  if (probe.needs_json && !is_json(plain)) return false;
  if (!has_responses_for(probe, operation)) return false;
  return !probe.needs_security ||
         (always_asks_for_credentials(operation) && carries_credentials(documented, plan));
}

/// Whether every request of the probe, whatever it is made from, has a safe method (RFC 9110 §9.2.1).
bool is_safe(const Probe& probe) {
  return std::ranges::all_of(probe.steps, [](const ProbeStep& step) {
    const std::string_view bytes = step.bytes;
    const std::string_view method =
        bytes.empty() ? std::string_view(step.method) : bytes.substr(0, bytes.find(' '));
    return method.empty() || method == "${method}" || is_safe_method(method);
  });
}

bool is_sent_anyway(const Probe& probe, std::uint32_t operation, const std::vector<Case>& others) {
  return std::ranges::any_of(others, [&](const Case& each) {
    return each.operation == operation && each.probe && each.probe->name == probe.name;
  });
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
  if (probe->needs_types) made.types = types_of(operation);
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

void add_probes(const Api& api,
                const RuleBook& rules,
                const PlanOptions& options,
                const std::vector<Case>& others,
                Plan& plan) {
  plan.credential_fields = credential_fields(api);
  const auto documented = static_cast<std::uint32_t>(plan.cases.size());
  for (const auto& probe : rules.probes()) {
    if (std::ranges::find(options.probes, probe->kind) == options.probes.end()) continue;
    if (options.methods == PlanOptions::Methods::safe && !is_safe(*probe)) continue;
    std::set<std::string> probed;
    for (std::uint32_t plain = 0; plain < documented; ++plain) {
      const Operation& operation = api.operations[plan.cases[plain].operation];
      if (!has_methods_for(*probe, operation, api)) continue;
      if (!can_be_made_from(*probe, plan.cases[plain], operation, plan)) continue;
      if (is_sent_anyway(*probe, plan.cases[plain].operation, others)) continue;
      if (!probed.insert(extent_of(*probe, operation)).second) continue;
      plan.cases.push_back(probe_case(probe, plan, plain, operation));
    }
  }
}

}  // namespace conform
