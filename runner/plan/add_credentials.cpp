#include "runner/plan/add_credentials.hpp"

#include "runner/contract/credential_fit.hpp"
#include "runner/text/words.hpp"

#include <algorithm>

namespace conform {
namespace {

constexpr std::string_view probe_without = "credentials.none";
constexpr std::string_view probe_with_wrong = "bad-credentials.bad";

/// One way to lack credentials.
struct Lack {
  std::string special{};  ///< the last word of the case's id
  std::vector<Credential> given{};
  std::string_view step{};  ///< of the probe that sends the same; may be empty
};

/// Credentials for the same scheme that nobody has. Only for schemes whose credentials are any text: one that
/// is malformed may be refused for that.
std::optional<Credential> wrong_for(const SecurityScheme& scheme) {
  const bool is_http = scheme.kind == SecurityScheme::Kind::http;
  const bool is_basic = is_http && scheme.http_scheme == "basic";
  if (is_http && !is_basic && scheme.http_scheme != "bearer") return std::nullopt;
  const std::string name(nobody);
  return credential_of(scheme, is_basic ? name + ":" + name : name);
}

/// The certificate of a connection cannot be left out of a request.
std::vector<Credential> in_request(const std::vector<Credential>& credentials) {
  std::vector<Credential> kept;
  std::ranges::copy_if(credentials, std::back_inserter(kept), [](const Credential& one) {
    return one.place.kind != CredentialPlace::Kind::connection;
  });
  return kept;
}

/// Its name, and that of its scheme where another one of the same name stands elsewhere.
std::string
name_among(const Api& api, const std::vector<Credential>& credentials, const SecurityScheme& scheme) {
  const std::string name = name_of_credential(scheme);
  const auto has_name = [&](const Credential& one) {
    return name_of_credential(api.security_schemes.find(one.scheme)->second) == name;
  };
  return std::ranges::count_if(credentials, has_name) == 1 ? name : name + " of " + scheme.name;
}

std::vector<Lack> lacks_of(const Api& api, const std::vector<Credential>& credentials) {
  std::vector<Lack> lacks;
  if (credentials.empty()) return lacks;
  lacks.push_back({"credentials missing", {}, probe_without});
  const bool is_alone = credentials.size() == 1;
  for (std::size_t at = 0; at < credentials.size(); ++at) {
    const SecurityScheme& scheme = api.security_schemes.find(credentials[at].scheme)->second;
    const std::string name = is_alone ? "credentials" : name_among(api, credentials, scheme);
    std::vector<Credential> others = credentials;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(at));
    if (!is_alone) lacks.push_back({name + " missing", others, {}});
    auto wrong = wrong_for(scheme);
    if (!wrong) continue;
    others.push_back(std::move(*wrong));
    lacks.push_back({name + " wrong", std::move(others), is_alone ? probe_with_wrong : std::string_view()});
  }
  return lacks;
}

bool always_asks(const Operation& operation) {
  return !operation.security.empty() &&
         std::ranges::none_of(operation.security, [](const auto& schemes) { return schemes.empty(); });
}

/// The inputs of which a request can be made, or null.
std::shared_ptr<const Inputs> usable(const Planned& planned) {
  const auto found =
      std::ranges::find_if(planned.inputs, [](const auto& inputs) { return inputs->not_judged.empty(); });
  return found == planned.inputs.end() ? nullptr : *found;
}

class LackingCases {
public:
  LackingCases(const Api& api, const RuleBook& rules) : api_(api), rules_(rules) {}

  /// A case for the lack, unless the operation needs nothing more than what is left.
  [[nodiscard]] std::optional<Case>
  make(const std::shared_ptr<const Inputs>& inputs, std::uint32_t operation, Lack&& lack) const {
    Case made;
    // What the user adds elsewhere, for a gateway say, stays.
    made.credentials = std::make_shared<const CredentialChange>(
        CredentialChange{credential_places(api_, *inputs->operation), std::move(lack.given)});
    Request request = compose(*inputs);
    remove_credentials(request, made.credentials->places);
    put_credentials(request, made.credentials->given);
    Intent intent;
    intent.credential_faults = credential_faults(api_, *inputs->operation, request);
    if (intent.credential_faults.empty()) return std::nullopt;
    intent.made_up = inputs->made_up_places();
    made.id = inputs->operation->name() + " · negative · " + shortened(printable(lack.special), 160);
    made.operation = operation;
    made.kind = CaseKind::negative;
    made.why = "Wrong in nothing but its credentials, to be refused: " + intent.credential_faults.front();
    made.probe = probe_of(lack.step);
    made.inputs = inputs;
    made.intent = std::make_shared<const Intent>(std::move(intent));
    return made;
  }

private:
  /// That of the step, unless the rules have none such.
  [[nodiscard]] std::shared_ptr<const Probe> probe_of(std::string_view step) const {
    const auto& probes = rules_.probes();
    const auto found = std::ranges::find_if(probes, [&](const std::shared_ptr<const Probe>& probe) {
      return step == probe->name + "." + probe->steps.front().name;
    });
    return found == probes.end() ? nullptr : *found;
  }

  const Api& api_;
  const RuleBook& rules_;
};

}  // namespace

std::vector<Case> credential_cases(const Api& api,
                                   const RuleBook& rules,
                                   const std::vector<Planned>& planned,
                                   const PlanOptions& options) {
  std::vector<Case> made;
  if (options.depth == Depth::smoke) return made;
  const LackingCases cases(api, rules);
  for (const Planned& each : planned) {
    const auto inputs = usable(each);
    if (!inputs || !always_asks(*inputs->operation)) continue;
    for (Lack& lack : lacks_of(api, in_request(inputs->credentials)))
      if (auto one = cases.make(inputs, each.operation, std::move(lack))) made.push_back(std::move(*one));
  }
  return made;
}

}  // namespace conform
