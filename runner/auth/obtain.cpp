#include "runner/auth/obtain.hpp"

#include "runner/auth/login.hpp"
#include "runner/auth/shell.hpp"
#include "runner/document/uri.hpp"
#include "runner/text/quoted.hpp"
#include "runner/wire/ask.hpp"

#include <algorithm>

namespace conform {
namespace {

using From = GivenCredential::From;

constexpr std::size_t longest_value = std::size_t{64} << 10U;

/// Why the value cannot stand in a request; empty when it can.
std::string fault_of(const std::string& name, const std::string& value) {
  if (std::ranges::any_of(value, [](char byte) { return byte == '\r' || byte == '\n' || byte == '\0'; }))
    return "The value for " + quoted(name) + " holds a line end (RFC 9110 §5.5).";
  if (value.size() > longest_value) return "The value for " + quoted(name) + " is longer than 64 KiB.";
  return {};
}

std::string fault_of(const SecurityScheme& scheme, const std::string& value) {
  if (auto fault = fault_of(scheme.name, value); !fault.empty()) return fault;
  const bool is_basic = scheme.kind == SecurityScheme::Kind::http && scheme.http_scheme == "basic";
  if (is_basic && value.find(':') == std::string::npos)
    return "The value for " + quoted(scheme.name) + " is to be `name:password` (RFC 7617 §2).";
  return {};
}

bool same_origin(const Target& left, const Target& right) {
  return left.scheme == right.scheme && left.host == right.host && left.port == right.port;
}

/// The same options without what is for the target alone.
WireOptions for_others(const WireOptions& wire, const Target& target, const Target& other) {
  WireOptions options = wire;
  if (same_origin(target, other)) return options;
  options.tls.certificate_file.clear();
  options.tls.key_file.clear();
  return options;
}

/// Asks for the token; once more with the client's credentials elsewhere if they were not seen.
std::variant<Token, std::string> fetch_token(TokenEndpoint& at, const WireOptions& wire) {
  auto asked = ask(at.target, wire, token_request(at.wish, at.path));
  if (const auto* why = std::get_if<std::string>(&asked)) return *why;
  const bool is_in_field = at.wish.client && at.wish.client_in == TokenWish::ClientIn::field;
  if (is_in_field && is_client_unknown(std::get<Exchange>(asked))) {
    TokenWish other = at.wish;
    other.client_in = TokenWish::ClientIn::content;
    auto again = ask(at.target, wire, token_request(other, at.path));
    if (auto* exchange = std::get_if<Exchange>(&again)) {
      auto token = token_in(*exchange);
      if (std::holds_alternative<Token>(token)) {
        at.wish = std::move(other);
        return token;
      }
    }
  }
  return token_in(std::get<Exchange>(asked));
}

/// Another one by the refresh token, if there is one, or in the way in which the first one was come by.
std::variant<Token, std::string>
next_token(TokenEndpoint at, const std::string& refresh_token, const WireOptions& wire) {
  if (!refresh_token.empty()) {
    at.wish.refresh_token = refresh_token;
    auto token = fetch_token(at, wire);
    if (std::holds_alternative<Token>(token)) return token;
    at.wish.refresh_token.reset();
  }
  return fetch_token(at, wire);
}

/// The token that is all there is of it.
std::variant<Token, std::string> as_token(MaybeText text) {
  if (auto* none = std::get_if<NoText>(&text)) return std::move(none->why);
  return Token{.value = std::get<std::string>(std::move(text))};
}

MaybeText value_from(const LoginRequest& from, const Target& target, const WireOptions& wire) {
  auto asked = ask(target, wire, from.request);
  if (auto* why = std::get_if<std::string>(&asked)) return NoText{std::move(*why)};
  return value_in(std::get<Exchange>(asked), from.login);
}

std::variant<Token, std::string>
next_of(const Lease& lease, const Target& target, const WireOptions& options) {
  if (const auto* login = std::get_if<LoginRequest>(&lease.from))
    return as_token(value_from(*login, target, options));
  if (const auto* command = std::get_if<ShellCommand>(&lease.from))
    return as_token(first_line_of(command->line));
  const auto& endpoint = std::get<TokenEndpoint>(lease.from);
  return next_token(endpoint, lease.token.refresh_token, for_others(options, target, endpoint.target));
}

class Obtainer {
public:
  Obtainer(const AuthArguments& arguments, const Obtaining& with) : arguments_(arguments), with_(with) {}

  Obtained obtain() {
    obtained_.mistakes = check_arguments(arguments_, with_.api);
    obtained_.secrets = secrets_of(arguments_);
    // What is asked for at the target may need what is known already.
    for (const GivenCredential& given : arguments_.given)
      if (given.from != From::answer) take(given);
    for (const GivenCredential& given : arguments_.given)
      if (given.from == From::answer) take(given);
    return std::move(obtained_);
  }

private:
  [[nodiscard]] const SecurityScheme& scheme_of(const GivenCredential& given) const {
    return with_.api.security_schemes.find(given.scheme)->second;
  }

  [[nodiscard]] bool has_failed() const {
    return obtained_.mistakes.has_errors() || !obtained_.failure.empty();
  }

  void mistake(const GivenCredential& given, std::string sentence) {
    obtained_.mistakes.error(given.where, std::move(sentence));
  }

  void take(const GivenCredential& given) {
    if (has_failed()) return;
    if (!given.missing.empty()) {
      mistake(given,
              "There is no value for " + quoted(given.scheme) + ": The environment has no variable " +
                  quoted(given.missing) + ".");
      return;
    }
    switch (given.from) {
    case From::text: put(given, given.text); break;
    case From::command: run_command(given); break;
    case From::answer: ask_operation(given); break;
    case From::client: ask_token(given); break;
    case From::user:
      if (scheme_of(given).kind == SecurityScheme::Kind::oauth2)
        ask_token(given);
      else
        put(given, given.text);
      break;
    case From::certificate: break;
    }
  }

  void put(const GivenCredential& given, const std::string& value) {
    obtained_.secrets.push_back(value);
    if (auto fault = fault_of(scheme_of(given), value); !fault.empty()) {
      const bool is_ours =
          given.from == From::text || given.from == From::command || given.from == From::user;
      if (is_ours)
        mistake(given, std::move(fault));
      else
        obtained_.failure = std::move(fault);
    }
    obtained_.values.insert_or_assign(given.scheme, value);
  }

  void run_command(const GivenCredential& given) {
    auto line = first_line_of(given.text);
    if (const auto* none = std::get_if<NoText>(&line)) {
      mistake(given, "There is no value for " + quoted(given.scheme) + ": " + none->why);
      return;
    }
    auto& value = std::get<std::string>(line);
    put(given, value);
    obtained_.leases.push_back(
        {given.scheme, Token{.value = std::move(value)}, ShellCommand{given.text}, Clock::now()});
  }

  /// The flow of the document that the wish is for, or null.
  [[nodiscard]] static const OAuthFlow* flow_for(const SecurityScheme& scheme, OAuthFlow::Kind kind) {
    const auto found = std::ranges::find(scheme.flows, kind, &OAuthFlow::kind);
    return found == scheme.flows.end() ? nullptr : &*found;
  }

  /// Where the token is asked for: nothing, with a mistake, when the document does not say.
  [[nodiscard]] std::optional<TokenEndpoint> endpoint_for(const GivenCredential& given,
                                                          OAuthFlow::Kind kind) {
    const auto named = arguments_.token_urls.find(given.scheme);
    const OAuthFlow* const flow = flow_for(scheme_of(given), kind);
    const std::string url = named != arguments_.token_urls.end() ? named->second
                            : flow != nullptr                    ? flow->token_url
                                                                 : std::string();
    if (url.empty()) {
      mistake(given,
              "The document has no token URL of that flow for " + quoted(given.scheme) + ": give one with " +
                  (given.where.source ? "`token-url`." : "--auth-url."));
      return std::nullopt;
    }
    // OpenAPI 3.1 §4.6: relative ones are seen from the server.
    const UriReference uri = resolve_uri(split_uri(with_.target.url() + "/"), split_uri(url));
    auto target = parse_target(uri.scheme.value_or("") + "://" + uri.authority.value_or(""));
    if (const auto* fault = std::get_if<std::string>(&target)) {
      mistake(given, "The token URL " + quoted(url) + " cannot be used: " + *fault);
      return std::nullopt;
    }
    TokenEndpoint endpoint;
    endpoint.target = std::get<Target>(std::move(target));
    const auto& query = uri.query;
    endpoint.path = (uri.path.empty() ? "/" : uri.path) + (query ? "?" + *query : std::string());
    return endpoint;
  }

  /// What was given for the scheme in this way; nothing when nothing was.
  [[nodiscard]] std::optional<std::string> given_as(const std::string& scheme, From from) {
    const auto found = std::ranges::find_if(arguments_.given, [&](const GivenCredential& given) {
      return given.scheme == scheme && given.from == from;
    });
    if (found == arguments_.given.end()) return std::nullopt;
    return found->text;
  }

  /// Once a scheme, with all that was given for it.
  void ask_token(const GivenCredential& given) {
    if (obtained_.values.contains(given.scheme)) return;
    auto user = given_as(given.scheme, From::user);
    auto endpoint =
        endpoint_for(given, user ? OAuthFlow::Kind::password : OAuthFlow::Kind::client_credentials);
    if (!endpoint) return;
    endpoint->wish.user = std::move(user);
    endpoint->wish.client = given_as(given.scheme, From::client);
    const auto scopes = arguments_.scopes.find(given.scheme);
    endpoint->wish.scopes = scopes == arguments_.scopes.end() ? scheme_of(given).scopes : scopes->second;
    fetch(given, std::move(*endpoint));
  }

  void fetch(const GivenCredential& given, TokenEndpoint endpoint) {
    auto asked = fetch_token(endpoint, for_others(with_.wire, with_.target, endpoint.target));
    if (const auto* why = std::get_if<std::string>(&asked)) {
      obtained_.failure = "No token for " + quoted(given.scheme) + " came from " +
                          quoted(endpoint.target.url() + endpoint.path) + ": " + *why;
      return;
    }
    auto& token = std::get<Token>(asked);
    if (!token.refresh_token.empty()) obtained_.secrets.push_back(token.refresh_token);
    put(given, token.value);
    obtained_.leases.push_back({given.scheme, std::move(token), std::move(endpoint), Clock::now()});
  }

  /// The plain request of the login operation: as the document has it, but for what is given.
  [[nodiscard]] std::variant<Request, NoText> request_of(const Login& login) const {
    const Operation& operation = *find_operation(with_.api, login.operation);
    PlanOptions planning = with_.planning;
    planning.depth = Depth::smoke;
    planning.probes.clear();
    planning.selection = {{operation.name()}, {}};
    planning.methods = PlanOptions::Methods::all;
    planning.credentials = obtained_.values;
    for (const Login::Input& input : login.with)
      planning.values.push_back({operation.name(), input.name, input.value});
    const Plan plan = make_plan(with_.api, RuleBook(), planning);
    const auto sent = std::ranges::find_if(plan.cases, &Case::is_sent);
    if (sent != plan.cases.end()) return sent->steps.front().request;
    return NoText{plan.cases.empty() ? "There is no request." : plan.cases.front().not_judged};
  }

  void ask_operation(const GivenCredential& given) {
    auto request = request_of(given.login);
    if (const auto* none = std::get_if<NoText>(&request)) {
      mistake(given,
              "The value for " + quoted(given.scheme) + " cannot come from " + quoted(given.login.operation) +
                  ": " + none->why);
      return;
    }
    LoginRequest from{given.login, std::get<Request>(std::move(request))};
    auto value = value_from(from, with_.target, with_.wire);
    if (auto* none = std::get_if<NoText>(&value)) {
      obtained_.failure = "The value for " + quoted(given.scheme) + " did not come from " +
                          quoted(given.login.operation) + ": " + none->why;
      return;
    }
    auto& text = std::get<std::string>(value);
    put(given, text);
    obtained_.leases.push_back(
        {given.scheme, Token{.value = std::move(text)}, std::move(from), Clock::now()});
  }

  const AuthArguments& arguments_;
  const Obtaining& with_;
  Obtained obtained_{};
};

}  // namespace

Obtained obtain_credentials(const AuthArguments& arguments, const Obtaining& with) {
  return Obtainer(arguments, with).obtain();
}

void add_certificate(const Api& api, CredentialValues& values) {
  for (const auto& [name, scheme] : api.security_schemes)
    if (scheme.kind == SecurityScheme::Kind::mutual_tls) values.try_emplace(name, "certificate");
}

TlsOptions with_certificate(TlsOptions options, const AuthArguments& arguments) {
  if (!options.certificate_file.empty()) return options;
  const auto found = std::ranges::find(arguments.given, From::certificate, &GivenCredential::from);
  if (found == arguments.given.end()) return options;
  options.certificate_file = found->text;
  options.key_file = found->key_file;
  return options;
}

Obtained pretend_credentials(const AuthArguments& arguments, const Api& api) {
  Obtained obtained;
  obtained.mistakes = check_arguments(arguments, api);
  obtained.secrets = secrets_of(arguments);
  for (const GivenCredential& given : arguments.given)
    obtained.values.insert_or_assign(given.scheme, "•••");
  return obtained;
}

std::variant<Token, std::string> renew(const Lease& lease, const Target& target, const WireOptions& options) {
  auto next = next_of(lease, target, options);
  if (const auto* token = std::get_if<Token>(&next))
    if (auto fault = fault_of(lease.scheme, token->value); !fault.empty()) return fault;
  return next;
}

}  // namespace conform
