#pragma once

#include "runner/auth/given.hpp"
#include "runner/auth/token.hpp"
#include "runner/plan/plan.hpp"
#include "runner/wire/perform.hpp"

#include <string>
#include <variant>
#include <vector>

namespace conform {

/// Where tokens of OAuth2 come from, and what they are asked for with.
struct TokenEndpoint {
  TokenWish wish{};
  Target target{};
  std::string path{};
};

/// The request of a login operation, and where its answer has the value.
struct LoginRequest {
  Login login{};
  Request request{};
};

struct ShellCommand {
  std::string line{};
};

/// A value that ends at some time, and how to get the next one.
struct Lease {
  std::string scheme{};
  Token token{};
  std::variant<TokenEndpoint, LoginRequest, ShellCommand> from{};
  Clock::time_point began{};
};

struct Obtained {
  CredentialValues values{};
  std::vector<std::string> secrets{};  ///< everything given and received that nobody may see
  std::vector<Lease> leases{};
  Diagnostics mistakes{};  ///< what the user has to change; then nothing else is good
  std::string failure{};   ///< not empty: who did not give what was asked for, a sentence
};

/// What credentials are obtained for and with.
struct Obtaining {
  const Api& api;
  const Target& target;
  const WireOptions& wire;
  const PlanOptions& planning;  ///< of the requests that `from: answer` sends
};

/// The values of all schemes that something was given for. Tokens come from the token URL of the document,
/// relative ones seen from the target, or from the one given in its place; redirects are not followed. The
/// client's certificate is shown to no other origin than the target.
[[nodiscard]] Obtained obtain_credentials(const AuthArguments& arguments, const Obtaining& with);

/// The certificate that is given for a scheme, unless the options have one already.
[[nodiscard]] TlsOptions with_certificate(TlsOptions options, const AuthArguments& arguments);

/// Adds that the connections have a certificate: for every scheme of mutual TLS.
void add_certificate(const Api& api, CredentialValues& values);

/// The same without any value, for a plan that is only shown.
[[nodiscard]] Obtained pretend_credentials(const AuthArguments& arguments, const Api& api);

/// A new value in the place of that of the lease, come by in the same way, or a sentence. `target` and
/// `options` are those of the run.
[[nodiscard]] std::variant<Token, std::string>
renew(const Lease& lease, const Target& target, const WireOptions& options);

}  // namespace conform
