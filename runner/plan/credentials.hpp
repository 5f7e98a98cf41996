#pragma once

#include "runner/http/message.hpp"
#include "runner/openapi/api.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace conform {

/// Where in a request credentials stand.
struct CredentialPlace {
  enum class Kind { field, query, cookie, connection } kind = Kind::field;
  std::string name{};  ///< of the field, the parameter or the cookie; of a connection the scheme

  friend bool operator==(const CredentialPlace&, const CredentialPlace&) = default;
};

/// What one security scheme asks for.
struct Credential {
  std::string scheme{};  ///< its key in the document
  CredentialPlace place{};
  std::string value{};  ///< as it is sent: `Bearer abc`
};

/// Values by the keys of their schemes: a key, a token, `name:password` for basic; for mutual TLS, whose
/// certificate belongs to the connection, any text.
using CredentialValues = std::map<std::string, std::string, std::less<>>;

/// What is sent for `value` (OpenAPI 3.1 §4.8.27, RFC 6750 §2.1, RFC 7617 §2). Nothing for a scheme of which
/// the document does not say where its credentials stand.
[[nodiscard]] std::optional<Credential> credential_of(const SecurityScheme& scheme, std::string_view value);

/// The credentials of the first alternative for which all are known and have places of their own; none when
/// there is no such alternative.
/// What the user adds to every request anyway is known, too.
[[nodiscard]] std::vector<Credential> choose_credentials(const Api& api,
                                                         const Operation& operation,
                                                         const CredentialValues& values,
                                                         std::span<const Field> fields);

/// Where credentials of any of the document's schemes stand, and where they usually do.
[[nodiscard]] std::vector<CredentialPlace> credential_places(const Api& api);
/// Where those stand that this operation may be asked with.
[[nodiscard]] std::vector<CredentialPlace> credential_places(const Api& api, const Operation& operation);

/// Adds these pairs to the cookies, each in the place of the one of its name (RFC 6265 §5.4: in one field).
void add_cookies(Request& request, std::string_view cookies);

/// Puts the credentials into the request, in the place of what stands there.
void put_credentials(Request& request, std::span<const Credential> credentials);
/// Whether the request has exactly this credential in its place; of a connection nothing is seen.
[[nodiscard]] bool carries(const Request& request, const Credential& credential);
/// Removes what stands in these places.
void remove_credentials(Request& request, std::span<const CredentialPlace> places);

/// What a case has instead of the credentials of the plain request.
struct CredentialChange {
  std::vector<CredentialPlace> places{};  ///< that are emptied
  std::vector<Credential> given{};        ///< and then filled with these
};

}  // namespace conform
