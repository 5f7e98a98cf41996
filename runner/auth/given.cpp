#include "runner/auth/given.hpp"

#include "runner/plan/credentials.hpp"
#include "runner/text/base64.hpp"
#include "runner/text/quoted.hpp"
#include "runner/text/words.hpp"

#include <algorithm>

namespace conform {
namespace {

using From = GivenCredential::From;

/// `Did you mean …?`, or nothing.
std::string hint_for(std::string_view word, const std::vector<std::string_view>& known) {
  const auto near = nearest_word(word, known);
  return near ? "Did you mean " + quoted(*near) + "?" : std::string();
}

bool is_of_oauth(From from) { return from == From::client || from == From::user; }

/// Whether the one leaves no room for the other, both being for the same scheme.
bool excludes(const GivenCredential& one, const GivenCredential& other) {
  return one.scheme == other.scheme &&
         (one.from == other.from || !is_of_oauth(one.from) || !is_of_oauth(other.from));
}

bool is_basic(const SecurityScheme& scheme) {
  return scheme.kind == SecurityScheme::Kind::http && scheme.http_scheme == "basic";
}

/// What is wrong with giving the scheme's value in this way, a sentence; empty when nothing is.
std::string misuse(const GivenCredential& given, const SecurityScheme& scheme) {
  using Kind = SecurityScheme::Kind;
  const std::string name = quoted(given.scheme);
  if (given.from == From::certificate) {
    if (scheme.kind == Kind::mutual_tls) return {};
    return "The security scheme " + name + " is not mutual TLS: it has no certificate.";
  }
  const bool is_itself = given.from == From::user && is_basic(scheme);
  if (is_of_oauth(given.from) && !is_itself && scheme.kind != Kind::oauth2)
    return "The security scheme " + name + " is not of OAuth2: give its value with " +
           (given.where.source ? "`value`." : "--auth.");
  if (!credential_of(scheme, ""))
    return "The document does not say where the credentials of " + name + " stand.";
  return {};
}

class Check {
public:
  explicit Check(const Api& api) : api_(api) {}

  void look_at(const GivenCredential& given) {
    const auto scheme = api_.security_schemes.find(given.scheme);
    if (scheme == api_.security_schemes.end()) {
      std::vector<std::string_view> names;
      for (const auto& [name, each] : api_.security_schemes)
        names.push_back(name);
      found_.error(given.where,
                   "The document has no security scheme " + quoted(given.scheme) + ".",
                   hint_for(given.scheme, names));
      return;
    }
    if (auto sentence = misuse(given, scheme->second); !sentence.empty())
      found_.error(given.where, std::move(sentence));
    if (given.from == From::answer) look_at(given.login);
    if (given.from == From::certificate) look_at_certificate(given);
  }
  Diagnostics take() { return std::move(found_); }

private:
  void look_at(const Login& login) {
    const Operation* const operation = find_operation(api_, login.operation);
    if (operation == nullptr) {
      found_.error(login.where,
                   "The document has no such operation: " + quoted(login.operation) + ".",
                   hint_for(login.operation, operation_words()));
      return;
    }
    std::vector<std::string_view> inputs;
    for (const Parameter& parameter : operation->parameters)
      inputs.push_back(parameter.name);
    if (operation->request_body) inputs.emplace_back("body");
    for (const Login::Input& input : login.with) {
      if (std::ranges::find(inputs, input.name) != inputs.end()) continue;
      found_.error(input.where,
                   quoted(operation->name()) + " has no input " + quoted(input.name) + ".",
                   hint_for(input.name, inputs));
    }
  }

  // RFC 8446 §4.4.2: a connection has one certificate of the client.
  void look_at_certificate(const GivenCredential& given) {
    if (certificate_ != nullptr && certificate_->text != given.text)
      found_.error(given.where,
                   "Connections can have one certificate only: " + quoted(certificate_->scheme) +
                       " has another one.");
    certificate_ = &given;
  }

  std::vector<std::string_view> operation_words() {
    names_.clear();
    for (const Operation& operation : api_.operations)
      names_.push_back(operation.name());
    std::vector<std::string_view> words(names_.begin(), names_.end());
    for (const Operation& operation : api_.operations)
      words.push_back(operation.operation_id);
    return words;
  }

  const Api& api_;
  std::vector<std::string> names_{};
  const GivenCredential* certificate_ = nullptr;
  Diagnostics found_{};
};

}  // namespace

AuthArguments merged(AuthArguments stronger, const AuthArguments& weaker) {
  const auto count = static_cast<std::ptrdiff_t>(stronger.given.size());
  for (const GivenCredential& given : weaker.given) {
    const auto is_settled = std::any_of(stronger.given.begin(),
                                        stronger.given.begin() + count,
                                        [&](const GivenCredential& one) { return excludes(one, given); });
    if (!is_settled) stronger.given.push_back(given);
  }
  stronger.token_urls.insert(weaker.token_urls.begin(), weaker.token_urls.end());
  stronger.scopes.insert(weaker.scopes.begin(), weaker.scopes.end());
  stronger.secrets.insert(stronger.secrets.end(), weaker.secrets.begin(), weaker.secrets.end());
  return stronger;
}

Diagnostics check_arguments(const AuthArguments& arguments, const Api& api) {
  Check check(api);
  for (const GivenCredential& given : arguments.given)
    check.look_at(given);
  return check.take();
}

const Operation* find_operation(const Api& api, std::string_view name) {
  const auto found = std::ranges::find_if(api.operations, [&](const Operation& operation) {
    return operation.name() == name || (!name.empty() && operation.operation_id == name);
  });
  return found == api.operations.end() ? nullptr : &*found;
}

std::vector<GivenValue> login_inputs(const AuthArguments& arguments) {
  std::vector<GivenValue> values;
  for (const GivenCredential& given : arguments.given)
    for (const Login::Input& input : given.login.with)
      values.push_back({given.login.operation, input.name, input.value});
  return values;
}

std::vector<std::string> secrets_of(const AuthArguments& arguments) {
  std::vector<std::string> secrets = arguments.secrets;
  for (const GivenCredential& given : arguments.given) {
    if (given.from == From::certificate || given.from == From::command || given.text.empty()) continue;
    secrets.push_back(given.text);
    const auto colon = given.text.find(':');
    if (colon == std::string::npos) continue;
    secrets.push_back(given.text.substr(colon + 1));
    secrets.push_back(to_base64(given.text));
  }
  return secrets;
}

}  // namespace conform
