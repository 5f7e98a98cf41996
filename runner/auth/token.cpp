#include "runner/auth/token.hpp"

#include "runner/document/document.hpp"
#include "runner/openapi/percent_encoding.hpp"
#include "runner/plan/credentials.hpp"
#include "runner/text/base64.hpp"
#include "runner/text/words.hpp"

#include <algorithm>

namespace conform {
namespace {

constexpr std::int64_t longest_lifetime = 10LL * 365 * 24 * 3600;

std::pair<std::string, std::string> at_colon(const std::string& text) {
  const auto colon = text.find(':');
  if (colon == std::string::npos) return {text, {}};
  return {text.substr(0, colon), text.substr(colon + 1)};
}

void add_pair(std::string& form, std::string_view name, std::string_view value) {
  if (!form.empty()) form += '&';
  form += std::string(name) + "=" + form_encode(value);
}

void add_client(const TokenWish& wish, Request& request) {
  if (!wish.client) return;
  const auto [id, secret] = at_colon(*wish.client);
  if (wish.client_in == TokenWish::ClientIn::field) {
    request.fields.add("Authorization", "Basic " + to_base64(form_encode(id) + ":" + form_encode(secret)));
    return;
  }
  add_pair(request.content, "client_id", id);
  if (!secret.empty()) add_pair(request.content, "client_secret", secret);
}

void add_grant(const TokenWish& wish, Request& request) {
  if (wish.refresh_token) {
    add_pair(request.content, "grant_type", "refresh_token");
    add_pair(request.content, "refresh_token", *wish.refresh_token);
    return;
  }
  if (wish.user) {
    const auto [name, password] = at_colon(*wish.user);
    add_pair(request.content, "grant_type", "password");
    add_pair(request.content, "username", name);
    add_pair(request.content, "password", password);
  } else {
    add_pair(request.content, "grant_type", "client_credentials");
  }
  std::string scopes;
  for (const std::string& scope : wish.scopes)
    scopes += (scopes.empty() ? "" : " ") + scope;
  if (!scopes.empty()) add_pair(request.content, "scope", scopes);
}

/// The members of the answer; nothing when it is no JSON object.
std::optional<Value> object_in(const Response& response) {
  auto read = read_json(response.content);
  auto* const value = std::get_if<Value>(&read);
  if (value == nullptr || !value->is_object()) return std::nullopt;
  return std::move(*value);
}

std::string refusal_in(const Response& response) {
  std::string why = "the answer is " + std::to_string(response.status);
  const auto object = object_in(response);
  if (!object) return why + ".";
  if (const auto code = object->text("error"); !code.empty())
    why += ", `" + printable(shortened(code, 80)) + "`";
  const auto description = object->text("error_description");
  return why + (description.empty() ? "." : ": " + printable(shortened(description, 300)));
}

std::optional<std::chrono::seconds> lifetime_in(const Value& object) {
  const Value* const member = object.find("expires_in");
  if (member == nullptr || !member->is_number()) return std::nullopt;
  const auto seconds = member->number().as_int64();
  if (!seconds || *seconds <= 0) return std::nullopt;
  return std::chrono::seconds(std::min(*seconds, longest_lifetime));
}

}  // namespace

Request token_request(const TokenWish& wish, const std::string& target) {
  Request request;
  request.method = "POST";
  request.target = target;
  request.fields = {{"User-Agent", "conform/" CONFORM_VERSION},
                    {"Accept", "application/json"},
                    {"Accept-Encoding", "identity"},
                    {"Content-Type", "application/x-www-form-urlencoded"}};
  request.has_content = true;
  add_grant(wish, request);
  add_client(wish, request);
  return request;
}

std::variant<Token, std::string> token_in(const Exchange& exchange) {
  if (const Silence* silence = exchange.silence()) return std::string(meaning_of(*silence));
  const Response& response = *exchange.response();
  if (response.status != 200) return refusal_in(response);
  const auto object = object_in(response);
  if (!object) return std::string("the answer is no JSON object.");
  Token token;
  token.value = object->text("access_token");
  if (token.value.empty()) return std::string("the answer has no `access_token`.");
  token.lifetime = lifetime_in(*object);
  token.refresh_token = object->text("refresh_token");
  return token;
}

bool is_client_unknown(const Exchange& exchange) {
  const Response* const response = exchange.response();
  if (response == nullptr) return false;
  if (response->status == 401) return true;
  if (response->status != 400) return false;
  const auto object = object_in(*response);
  return object && (object->text("error") == "invalid_client" || object->text("error") == "invalid_request");
}

}  // namespace conform
