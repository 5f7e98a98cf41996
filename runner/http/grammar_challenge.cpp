#include "runner/http/fields.hpp"
#include "runner/http/grammar.hpp"
#include "runner/http/grammar_families.hpp"
#include "runner/http/scanner.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

namespace conform::grammar {
namespace {

struct AuthParameter {
  std::string name{};  ///< in lower case
  std::string_view value{};
  bool is_quoted = false;  ///< then with its quotes
};

struct Challenge {
  std::string scheme{};  ///< in lower case
  std::vector<AuthParameter> parameters{};

  [[nodiscard]] const AuthParameter* find(std::string_view name) const {
    const auto found = std::ranges::find(parameters, name, &AuthParameter::name);
    return found == parameters.end() ? nullptr : &*found;
  }
};
using Challenges = std::vector<Challenge>;

// token68 of RFC 9110 §11.2, when that is all up to the next comma or the end.
bool token68(Scanner& scanner) {
  Scanner ahead = scanner;
  constexpr std::string_view marks = "-._~+/";
  const auto belongs = [&](char c) {
    return is_alpha(c) || is_digit(c) || marks.find(c) != std::string_view::npos;
  };
  if (ahead.run(belongs).empty()) return false;
  ahead.run([](char c) { return c == '='; });
  const Scanner after = ahead;
  ahead.white_space();
  if (!ahead.at_end() && !ahead.next_is(',')) return false;
  scanner = after;
  return true;
}

// The comma both ends a parameter and a challenge; a token with "=" behind it is a parameter.
bool parameter_follows(Scanner scanner) {
  if (scanner.token().empty()) return false;
  scanner.white_space();
  return scanner.next_is('=');
}

// auth-param, as senders must write it: no white space around "=" (RFC 9110 §11.2).
bool auth_param(Scanner& scanner, Challenge& challenge) {
  AuthParameter parameter{.name = to_lower(scanner.token())};
  if (parameter.name.empty() || !scanner.take('=')) return false;
  const auto rest = scanner.rest();
  parameter.is_quoted = scanner.next_is('"');
  if (!(parameter.is_quoted ? scanner.quoted_string() : !scanner.token().empty())) return false;
  parameter.value = rest.substr(0, rest.size() - scanner.rest().size());
  challenge.parameters.push_back(std::move(parameter));
  return true;
}

// OWS "," OWS, any number of them: recipients accept empty elements, and here senders do too without harm.
bool separator(Scanner& scanner) {
  bool found = false;
  scanner.white_space();
  while (scanner.take(',')) {
    found = true;
    scanner.white_space();
  }
  return found;
}

bool auth_params(Scanner& scanner, Challenge& challenge) {
  if (!auth_param(scanner, challenge)) return false;
  while (true) {
    Scanner ahead = scanner;
    if (!separator(ahead) || !parameter_follows(ahead)) return true;
    scanner = ahead;
    if (!auth_param(scanner, challenge)) return false;
  }
}

bool read_challenge(Scanner& scanner, Challenge& challenge) {
  challenge.scheme = to_lower(scanner.token());
  if (challenge.scheme.empty()) return false;
  if (!scanner.next_is(' ')) return true;
  scanner.run([](char c) { return c == ' '; });
  if (scanner.at_end() || scanner.next_is(',')) return true;
  return token68(scanner) || auth_params(scanner, challenge);
}

// 1#challenge; an empty result means that the value is not one.
Challenges read_challenges(std::string_view value) {
  Scanner scanner(value);
  Challenges challenges;
  separator(scanner);
  while (!scanner.at_end()) {
    Challenge challenge;
    if (!read_challenge(scanner, challenge)) return {};
    challenges.push_back(std::move(challenge));
    if (!separator(scanner) && !scanner.at_end()) return {};
  }
  return challenges;
}

bool names_are_unique(const Challenge& challenge) {
  std::vector<std::string_view> names;
  for (const auto& parameter : challenge.parameters)
    names.push_back(parameter.name);
  std::ranges::sort(names);
  return std::ranges::adjacent_find(names) == names.end();
}

bool quotes_realm(const Challenge& challenge) {
  const auto* realm = challenge.find("realm");
  return realm == nullptr || realm->is_quoted;
}

// RFC 7617 §2, §2.1: a realm, and no charset but UTF-8.
bool is_complete_basic(const Challenge& challenge) {
  if (challenge.find("realm") == nullptr) return false;
  const auto* charset = challenge.find("charset");
  return charset == nullptr || equals_ignoring_case(charset->value, "\"utf-8\"") ||
         equals_ignoring_case(charset->value, "utf-8");
}

// RFC 7616 §3.3: what must be there, and for historical reasons what must be quoted and what must not.
bool is_complete_digest(const Challenge& challenge) {
  constexpr std::array<std::string_view, 3> needed = {"realm", "nonce", "qop"};
  constexpr std::array<std::string_view, 5> quoted = {"realm", "domain", "nonce", "opaque", "qop"};
  constexpr std::array<std::string_view, 2> bare = {"stale", "algorithm"};
  const auto is_there = [&](std::string_view name) { return challenge.find(name) != nullptr; };
  const auto is_written = [&](std::string_view name, bool with_quotes) {
    const auto* found = challenge.find(name);
    return found == nullptr || found->is_quoted == with_quotes;
  };
  return std::ranges::all_of(needed, is_there) &&
         std::ranges::all_of(quoted, [&](auto name) { return is_written(name, true); }) &&
         std::ranges::all_of(bare, [&](auto name) { return is_written(name, false); });
}

// RFC 6750 §3: one or more auth-params.
bool is_complete_bearer(const Challenge& challenge) { return !challenge.parameters.empty(); }

// Whether the value is a list of challenges, perhaps of none, each of them, or each of one scheme, so.
bool each_is(std::string_view value, bool (*is_so)(const Challenge&), std::string_view scheme = {}) {
  const auto challenges = read_challenges(value);
  if (value.empty()) return true;
  return !challenges.empty() && std::ranges::all_of(challenges, [&](const Challenge& challenge) {
    return (!scheme.empty() && challenge.scheme != scheme) || is_so(challenge);
  });
}

}  // namespace

bool is_challenge_list(std::string_view value) { return !read_challenges(value).empty(); }
bool has_challenge_parameters_once(std::string_view value) { return each_is(value, names_are_unique); }
bool has_quoted_realms(std::string_view value) { return each_is(value, quotes_realm); }
bool has_complete_basic_challenges(std::string_view value) {
  return each_is(value, is_complete_basic, "basic");
}
bool has_complete_digest_challenges(std::string_view value) {
  return each_is(value, is_complete_digest, "digest");
}
bool has_complete_bearer_challenges(std::string_view value) {
  return each_is(value, is_complete_bearer, "bearer");
}

}  // namespace conform::grammar

namespace conform {

std::vector<std::string> challenge_schemes(std::string_view value) {
  std::vector<std::string> schemes;
  for (auto& challenge : grammar::read_challenges(value))
    schemes.push_back(std::move(challenge.scheme));
  return schemes;
}

}  // namespace conform
