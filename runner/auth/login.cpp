#include "runner/auth/login.hpp"

#include "runner/document/document.hpp"
#include "runner/text/quoted.hpp"
#include "runner/text/words.hpp"

namespace conform {
namespace {

MaybeText text_at(const Response& response, const std::string& pointer) {
  const auto read = read_json(response.content);
  const auto* const root = std::get_if<Value>(&read);
  if (root == nullptr) return NoText{"the answer is no JSON."};
  const Value* const value = resolve_pointer(*root, pointer);
  const bool is_text = value != nullptr && value->is_string() && !value->string().empty();
  if (!is_text) return NoText{"the answer has no text at " + quoted(pointer) + "."};
  return std::string(value->string());
}

/// Of `Bearer abc` what a request has after the scheme, too.
MaybeText field_of(const Response& response, const std::string& name) {
  std::string value = response.fields.combined(name).value_or("");
  constexpr std::size_t word = 7;
  if (equals_ignoring_case(std::string_view(value).substr(0, word), "Bearer ")) value.erase(0, word);
  if (value.empty()) return NoText{"the answer has no field " + quoted(name) + "."};
  return value;
}

MaybeText cookie_of(const Response& response, const std::string& name) {
  for (const Field& field : response.fields) {
    if (!equals_ignoring_case(field.name, "Set-Cookie")) continue;
    const std::string_view pair = std::string_view(field.value).substr(0, field.value.find(';'));
    const auto equals = pair.find('=');
    const bool is_meant = equals != std::string_view::npos && pair.substr(0, equals) == name;
    if (is_meant && equals + 1 < pair.size()) return std::string(pair.substr(equals + 1));
  }
  return NoText{"the answer sets no cookie " + quoted(name) + "."};
}

}  // namespace

MaybeText value_in(const Exchange& exchange, const Login& login) {
  if (const Silence* silence = exchange.silence()) return NoText{std::string(meaning_of(*silence))};
  const Response& response = *exchange.response();
  const int kind = response.status / 100;
  const bool may_redirect = login.in != Login::In::content;
  if (kind != 2 && !(kind == 3 && may_redirect))
    return NoText{"the answer is " + std::to_string(response.status) + "."};
  switch (login.in) {
  case Login::In::field: return field_of(response, login.at);
  case Login::In::cookie: return cookie_of(response, login.at);
  case Login::In::content: break;
  }
  return text_at(response, login.at);
}

}  // namespace conform
