#pragma once

#include "runner/http/exchange.hpp"
#include "runner/http/message.hpp"
#include "runner/openapi/api.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace conform {

/// What a token is asked for with (RFC 6749 §4.3, §4.4, §6): a refresh token, else the name and password of
/// its owner, else the client's own credentials.
struct TokenWish {
  std::optional<std::string> refresh_token{};
  std::optional<std::string> user{};    ///< `name:password`
  std::optional<std::string> client{};  ///< `id:secret`
  std::vector<std::string> scopes{};
  /// Where the client's credentials stand (§2.3.1): every server must take them in the field; some do not.
  enum class ClientIn { field, content } client_in = ClientIn::field;
};

/// The request for a token. `target` is the path and query of the token endpoint.
[[nodiscard]] Request token_request(const TokenWish& wish, const std::string& target);

struct Token {
  std::string value{};
  std::optional<std::chrono::seconds> lifetime{};
  std::string refresh_token{};  ///< empty: none was given
};
/// The token that came, or a sentence on what came instead (§5.1, §5.2).
[[nodiscard]] std::variant<Token, std::string> token_in(const Exchange& exchange);

/// Whether the client's credentials were not seen, or not good (§5.2).
[[nodiscard]] bool is_client_unknown(const Exchange& exchange);

}  // namespace conform
