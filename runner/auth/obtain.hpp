#pragma once

#include "runner/auth/token.hpp"
#include "runner/plan/plan.hpp"
#include "runner/wire/perform.hpp"

#include <map>
#include <string>
#include <vector>

namespace conform {

/// How the value of one security scheme is come by.
struct GivenCredential {
  std::string scheme{};  ///< its key in the document
  enum class From {
    text,     ///< the value itself
    command,  ///< the first line that a command prints
    answer,   ///< a part of the answer of an operation: `POST /login#/token`
    client,   ///< a token for a client, `id:secret` (RFC 6749 §4.4)
    user,     ///< a token for a user, `name:password` (§4.3); with that of a client, if one is given, too
  } from = From::text;
  std::string text{};  ///< all but commands may name the environment: `${NAME}`
};

struct AuthArguments {
  std::vector<GivenCredential> given{};
  std::map<std::string, std::string, std::less<>> token_urls{};  ///< by scheme, instead of the document's
};

/// A token that ends at some time, and how to get the next one.
struct Lease {
  std::string scheme{};
  Token token{};
  TokenWish wish{};
  Target target{};  ///< of the token endpoint
  std::string path{};
  Clock::time_point began{};
};

struct Obtained {
  CredentialValues values{};
  std::vector<std::string> secrets{};  ///< everything given and received that nobody may see
  std::vector<Lease> leases{};
  std::string mistake{};  ///< not empty: what the user has to change, a sentence
  std::string failure{};  ///< not empty: who did not give what was asked for, a sentence
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

/// Adds that the connections have a certificate: for every scheme of mutual TLS.
void add_certificate(const Api& api, CredentialValues& values);

/// The same without any value, for a plan that is only shown.
[[nodiscard]] Obtained pretend_credentials(const AuthArguments& arguments, const Api& api);

/// A new token in the place of that of the lease, or a sentence. `target` and `options` are those of the run.
[[nodiscard]] std::variant<Token, std::string>
renew(const Lease& lease, const Target& target, const WireOptions& options);

}  // namespace conform
