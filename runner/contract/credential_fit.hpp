#pragma once

#include "runner/http/message.hpp"
#include "runner/openapi/api.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace conform {

/// Stands in credentials that nobody has.
inline constexpr std::string_view nobody = "conform-nobody";

/// How people call what a scheme asks for: `key X-Api-Key`, `scheme staff`.
[[nodiscard]] std::string name_of_credential(const SecurityScheme& scheme);

/// Whether the request has something where the scheme's credentials stand that is not made up to be wrong. A
/// certificate is not seen in a request and taken for given, as is what the scheme does not tell.
[[nodiscard]] bool has_credential(const SecurityScheme& scheme, const Request& request);

/// What of the credentials that the operation asks for the request does not have, a sentence each; of several
/// alternatives, of the one that lacks least. None when one alternative is there in full (OpenAPI 3.1
/// §4.8.30).
[[nodiscard]] std::vector<std::string>
credential_faults(const Api& api, const Operation& operation, const Request& request);

}  // namespace conform
