#include "runner/cli/options.hpp"
#include "runner/text/environment.hpp"

#include <CLI/CLI.hpp>

namespace conform {
namespace {

/// `SCHEME=TEXT`, cut at the first `=`.
std::pair<std::string, std::string> scheme_and_text(const std::string& option, const std::string& argument) {
  const auto equals = argument.find('=');
  if (equals == std::string::npos || equals == 0)
    throw CLI::ValidationError(option, "what was given is not of the form SCHEME=…");
  return {argument.substr(0, equals), argument.substr(equals + 1)};
}

/// What stands behind `=`: the environment is looked up in all but commands, for which the shell does that.
GivenCredential given_credential(GivenCredential::From from, std::pair<std::string, std::string> written) {
  GivenCredential given;
  given.scheme = std::move(written.first);
  given.from = from;
  if (from == GivenCredential::From::command) {
    given.text = std::move(written.second);
    return given;
  }
  Expanded expanded = expand_variables(written.second, process_environment, Dollars::as_written);
  given.missing = std::move(expanded.missing);
  if (from != GivenCredential::From::answer) {
    given.text = std::move(expanded.text);
    return given;
  }
  const auto hash = expanded.text.find('#');
  given.login.operation = expanded.text.substr(0, hash);
  if (hash != std::string::npos) given.login.at = expanded.text.substr(hash + 1);
  return given;
}

void add_credential(CLI::App& command,
                    AuthArguments& auth,
                    const std::pair<const char*, GivenCredential::From>& way,
                    const std::string& text) {
  const std::string option = way.first;
  const auto from = way.second;
  command
      .add_option_function<std::vector<std::string>>(
          option,
          [&auth, option, from](const std::vector<std::string>& all) {
            for (const std::string& one : all)
              auth.given.push_back(given_credential(from, scheme_and_text(option, one)));
          },
          text)
      ->type_name("SCHEME=VALUE");
}

}  // namespace

void add_auth(CLI::App& command, AuthArguments& auth) {
  using From = GivenCredential::From;
  add_credential(
      command,
      auth,
      {"--auth", From::text},
      "credentials for a security scheme of the document: a key, a token, name:password; ${NAME} is "
      "read from the environment; only operations that ask for the scheme get them; goes before `auth:` in "
      "conform.yaml");
  add_credential(command,
                 auth,
                 {"--auth-command", From::command},
                 "the same: the first line that a shell command prints");
  add_credential(command,
                 auth,
                 {"--auth-from", From::answer},
                 "the same: a part of the answer of an operation, its id or name, by a JSON Pointer: 'POST "
                 "/login#/token'; see `auth:` in conform.yaml for more");
  add_credential(command,
                 auth,
                 {"--auth-client", From::client},
                 "OAuth2: id:secret of the client; the token is fetched from the document's token URL");
  add_credential(command,
                 auth,
                 {"--auth-user", From::user},
                 "name:password of a user: for basic as it is, of OAuth2 for a token by the password flow");
  command
      .add_option_function<std::vector<std::string>>(
          "--auth-url",
          [&auth](const std::vector<std::string>& all) {
            for (const std::string& one : all)
              auth.token_urls.insert(scheme_and_text("--auth-url", one));
          },
          "OAuth2: fetch the token there, not from the document's token URL")
      ->type_name("SCHEME=URL");
}

}  // namespace conform
