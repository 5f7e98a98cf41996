#include "runner/cli/credentials.hpp"

#include "runner/plan/credentials.hpp"
#include "runner/text/base64.hpp"

#include <algorithm>
#include <array>

namespace conform {
namespace {

constexpr std::string_view token_marks = "!#$%&'*+-.^_`|~";

bool is_token_byte(char byte) {
  const bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
  return letter || (byte >= '0' && byte <= '9') || token_marks.find(byte) != std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

/// Fields whose values are credentials, by what their names tell: rather one too many.
bool is_credential(std::string_view name) {
  constexpr std::array<std::string_view, 10> hints = {
      "auth", "cookie", "token", "secret", "passw", "key", "session", "credential", "signature", "jwt"};
  const std::string lower = to_lower(name);
  return std::ranges::any_of(hints,
                             [&](std::string_view hint) { return lower.find(hint) != std::string::npos; });
}

/// RFC 6265 §4.2.1: the values of the cookies, too, may be met alone.
void add_cookies(std::string_view value, std::vector<std::string>& secrets) {
  constexpr std::size_t shortest = 6;  // shorter ones are often ordinary words
  while (!value.empty()) {
    const auto end = std::min(value.find(';'), value.size());
    const std::string_view pair = value.substr(0, end);
    const std::string_view text = pair.substr(std::min(pair.find('=') + 1, pair.size()));
    if (text.size() >= shortest && text.size() < value.size()) secrets.emplace_back(text);
    value.remove_prefix(std::min(end + 1, value.size()));
  }
}

}  // namespace

std::string header_mistake(const std::string& line) {
  const auto colon = line.find(':');
  if (colon == std::string::npos || colon == 0) return "`" + line + "` is not of the form `Name: value`";
  const std::string_view name = std::string_view(line).substr(0, colon);
  if (!std::ranges::all_of(name, is_token_byte))
    return "`" + std::string(name) + "` is no field name (RFC 9110 §5.1)";
  if (std::ranges::any_of(line, [](char byte) { return byte == '\r' || byte == '\n' || byte == '\0'; }))
    return "the value of `" + std::string(name) + "` holds a line end (RFC 9110 §5.5)";
  return {};
}

void add_header(ContractArguments& contract, const std::string& line) {
  const auto colon = line.find(':');
  const std::string name = line.substr(0, colon);
  const std::string value(trimmed(std::string_view(line).substr(colon + 1)));
  contract.fields.push_back({name, value});
  if (!is_credential(name)) return;
  contract.secrets.push_back(value);
  if (to_lower(name) == "cookie") add_cookies(value, contract.secrets);
  if (const auto space = value.find(' '); space != std::string::npos)
    contract.secrets.push_back(value.substr(space + 1));
}

void add_user(ContractArguments& contract, const std::string& user) {
  const std::string encoded = to_base64(user);
  contract.fields.push_back({"Authorization", "Basic " + encoded});
  contract.secrets.push_back(encoded);
  contract.secrets.push_back(user);
  if (const auto colon = user.find(':'); colon != std::string::npos)
    contract.secrets.push_back(user.substr(colon + 1));
}

}  // namespace conform
