#include "runner/http/fields.hpp"
#include "runner/http/grammar_families.hpp"
#include "runner/http/scanner.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace conform::grammar {
namespace {

struct Challenge {
  std::string scheme{};
  std::vector<std::string> names{};  ///< of its parameters, in lower case
};

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

// auth-param, as senders must write it: no white space around "=", the realm quoted (RFC 9110 §11.5).
bool auth_param(Scanner& scanner, Challenge& challenge) {
  Scanner name_reader = scanner;
  std::string name = to_lower(name_reader.token());
  const std::string_view from_value = name_reader.rest();
  if (!scanner.parameter()) return false;
  if (name == "realm" && !from_value.starts_with("=\"")) return false;
  challenge.names.push_back(std::move(name));
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

// Each parameter name once in a challenge (RFC 9110 §11.2).
bool names_are_unique(Challenge& challenge) {
  std::ranges::sort(challenge.names);
  return std::ranges::adjacent_find(challenge.names) == challenge.names.end();
}

// 1#challenge; an empty result means that the value is not one.
std::vector<Challenge> read_challenges(std::string_view value) {
  Scanner scanner(value);
  std::vector<Challenge> challenges;
  separator(scanner);
  while (!scanner.at_end()) {
    Challenge challenge;
    if (!read_challenge(scanner, challenge) || !names_are_unique(challenge)) return {};
    challenges.push_back(std::move(challenge));
    if (!separator(scanner) && !scanner.at_end()) return {};
  }
  return challenges;
}

}  // namespace

bool is_challenge_list(std::string_view value) { return !read_challenges(value).empty(); }

// Basic and Digest need a realm: RFC 7617 §2, RFC 7616 §3.3.
bool is_challenge_list_with_realms(std::string_view value) {
  const auto challenges = read_challenges(value);
  const auto is_complete = [](const Challenge& challenge) {
    const bool needs_realm = challenge.scheme == "basic" || challenge.scheme == "digest";
    return !needs_realm || std::ranges::find(challenge.names, "realm") != challenge.names.end();
  };
  return !challenges.empty() && std::ranges::all_of(challenges, is_complete);
}

}  // namespace conform::grammar
