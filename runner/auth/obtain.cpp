#include "runner/auth/obtain.hpp"

#include "runner/auth/shell.hpp"
#include "runner/document/document.hpp"
#include "runner/document/uri.hpp"
#include "runner/text/words.hpp"
#include "runner/wire/ask.hpp"

#include <algorithm>

namespace conform {
namespace {

using From = GivenCredential::From;

std::string quoted(std::string_view text) { return "`" + printable(shortened(text, 120)) + "`"; }

/// What is wrong with giving a value for this scheme; empty when nothing is.
std::string scheme_mistake(const GivenCredential& given, const Api& api) {
  const auto scheme = api.security_schemes.find(given.scheme);
  if (scheme == api.security_schemes.end()) {
    std::vector<std::string_view> names;
    for (const auto& [name, each] : api.security_schemes)
      names.push_back(name);
    const auto near = nearest_word(given.scheme, names);
    return "The document has no security scheme " + quoted(given.scheme) + "." +
           (near ? " Did you mean " + quoted(*near) + "?" : std::string());
  }
  const bool wants_token = given.from == From::client || given.from == From::user;
  if (wants_token && scheme->second.kind != SecurityScheme::Kind::oauth2)
    return "The security scheme " + quoted(given.scheme) + " is not of OAuth2: give its value with --auth.";
  if (!credential_of(scheme->second, ""))
    return "The document does not say where the credentials of " + quoted(given.scheme) + " stand.";
  return {};
}

std::string value_mistake(const SecurityScheme& scheme, const std::string& value) {
  if (std::ranges::any_of(value, [](char byte) { return byte == '\r' || byte == '\n' || byte == '\0'; }))
    return "The value for " + quoted(scheme.name) + " holds a line end (RFC 9110 §5.5).";
  const bool is_basic = scheme.kind == SecurityScheme::Kind::http && scheme.http_scheme == "basic";
  if (is_basic && value.find(':') == std::string::npos)
    return "The value for " + quoted(scheme.name) + " is to be `name:password` (RFC 7617 §2).";
  return {};
}

/// The value and, where it has a colon, what follows that; and both as Basic has them.
void keep_secret(const std::string& value, Obtained& obtained) {
  obtained.secrets.push_back(value);
  const auto colon = value.find(':');
  if (colon == std::string::npos) return;
  obtained.secrets.push_back(value.substr(colon + 1));
  obtained.secrets.push_back(base64(value));
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
std::variant<Token, std::string> fetch_token(Lease& lease, const WireOptions& wire) {
  auto asked = ask(lease.target, wire, token_request(lease.wish, lease.path));
  if (const auto* why = std::get_if<std::string>(&asked)) return *why;
  const bool is_in_field = lease.wish.client && lease.wish.client_in == TokenWish::ClientIn::field;
  if (is_in_field && is_client_unknown(std::get<Exchange>(asked))) {
    TokenWish other = lease.wish;
    other.client_in = TokenWish::ClientIn::content;
    auto again = ask(lease.target, wire, token_request(other, lease.path));
    if (auto* exchange = std::get_if<Exchange>(&again)) {
      auto token = token_in(*exchange);
      if (std::holds_alternative<Token>(token)) {
        lease.wish = std::move(other);
        return token;
      }
    }
  }
  return token_in(std::get<Exchange>(asked));
}

class Obtainer {
public:
  Obtainer(const AuthArguments& arguments, const Obtaining& with) : arguments_(arguments), with_(with) {}

  Obtained obtain() {
    for (const GivenCredential& given : arguments_.given)
      if (obtained_.mistake.empty()) obtained_.mistake = scheme_mistake(given, with_.api);
    // What is asked for at the target may need what is known already.
    for (const GivenCredential& given : arguments_.given)
      if (given.from != From::answer) take(given);
    for (const GivenCredential& given : arguments_.given)
      if (given.from == From::answer) take(given);
    return std::move(obtained_);
  }

private:
  void take(const GivenCredential& given) {
    if (!obtained_.mistake.empty() || !obtained_.failure.empty()) return;
    auto text = given.from == From::command ? first_line_of(given.text) : with_environment(given.text);
    if (const auto* none = std::get_if<NoText>(&text)) {
      obtained_.mistake = "There is no value for " + quoted(given.scheme) + ": " + none->why;
      return;
    }
    const auto& value = std::get<std::string>(text);
    switch (given.from) {
    case From::answer: ask_operation(given.scheme, value); break;
    case From::client:
    case From::user: ask_token(given.scheme); break;
    default: put(given.scheme, value);
    }
  }

  void put(const std::string& scheme, const std::string& value) {
    keep_secret(value, obtained_);
    obtained_.mistake = value_mistake(with_.api.security_schemes.find(scheme)->second, value);
    obtained_.values.insert_or_assign(scheme, value);
  }

  /// The flow of the document that the wish is for, or null.
  [[nodiscard]] static const OAuthFlow* flow_for(const SecurityScheme& scheme, OAuthFlow::Kind kind) {
    const auto found = std::ranges::find(scheme.flows, kind, &OAuthFlow::kind);
    return found == scheme.flows.end() ? nullptr : &*found;
  }

  /// Where the token is asked for: nothing, with a mistake, when the document does not say.
  [[nodiscard]] std::optional<Lease> endpoint_for(const SecurityScheme& scheme, OAuthFlow::Kind kind) {
    const auto given = arguments_.token_urls.find(scheme.name);
    const OAuthFlow* const flow = flow_for(scheme, kind);
    const std::string url = given != arguments_.token_urls.end() ? given->second
                            : flow != nullptr                    ? flow->token_url
                                                                 : std::string();
    if (url.empty()) {
      obtained_.mistake = "The document has no token URL of that flow for " + quoted(scheme.name) +
                          ": give one with --auth-url.";
      return std::nullopt;
    }
    // OpenAPI 3.1 §4.6: relative ones are seen from the server.
    const UriReference uri = resolve_uri(split_uri(with_.target.url() + "/"), split_uri(url));
    auto target = parse_target(uri.scheme.value_or("") + "://" + uri.authority.value_or(""));
    if (const auto* mistake = std::get_if<std::string>(&target)) {
      obtained_.mistake = "The token URL " + quoted(url) + " cannot be used: " + *mistake;
      return std::nullopt;
    }
    Lease lease;
    lease.scheme = scheme.name;
    lease.target = std::get<Target>(std::move(target));
    const auto& query = uri.query;
    lease.path = (uri.path.empty() ? "/" : uri.path) + (query ? "?" + *query : std::string());
    return lease;
  }

  /// What was given for the scheme in this way, the environment looked up; nothing when nothing was.
  [[nodiscard]] std::optional<std::string> given_as(const std::string& scheme, From from) {
    const auto found = std::ranges::find_if(arguments_.given, [&](const GivenCredential& given) {
      return given.scheme == scheme && given.from == from;
    });
    if (found == arguments_.given.end()) return std::nullopt;
    auto text = with_environment(found->text);
    if (const auto* none = std::get_if<NoText>(&text)) {
      obtained_.mistake = "There is no value for " + quoted(scheme) + ": " + none->why;
      return std::nullopt;
    }
    keep_secret(std::get<std::string>(text), obtained_);
    return std::get<std::string>(std::move(text));
  }

  /// Once a scheme, with all that was given for it.
  void ask_token(const std::string& scheme) {
    if (obtained_.values.contains(scheme)) return;
    auto user = given_as(scheme, From::user);
    auto client = given_as(scheme, From::client);
    if (obtained_.mistake.empty()) fetch(scheme, std::move(user), std::move(client));
  }

  void fetch(const std::string& name, std::optional<std::string> user, std::optional<std::string> client) {
    const SecurityScheme& scheme = with_.api.security_schemes.find(name)->second;
    auto lease = endpoint_for(scheme, user ? OAuthFlow::Kind::password : OAuthFlow::Kind::client_credentials);
    if (!lease) return;
    lease->wish.user = std::move(user);
    lease->wish.client = std::move(client);
    lease->wish.scopes = scheme.scopes;
    auto token = fetch_token(*lease, for_others(with_.wire, with_.target, lease->target));
    if (const auto* why = std::get_if<std::string>(&token)) {
      obtained_.failure = "No token for " + quoted(name) + " came from " +
                          quoted(lease->target.url() + lease->path) + ": " + *why;
      return;
    }
    lease->token = std::get<Token>(std::move(token));
    lease->began = Clock::now();
    if (!lease->token.refresh_token.empty()) obtained_.secrets.push_back(lease->token.refresh_token);
    put(name, lease->token.value);
    obtained_.leases.push_back(std::move(*lease));
  }

  /// `POST /login#/token`: the documented request of that operation, and the pointer into its answer.
  void ask_operation(const std::string& scheme, const std::string& source) {
    const auto hash = source.find('#');
    const std::string name = source.substr(0, hash);
    const std::string pointer = hash == std::string::npos ? std::string() : source.substr(hash + 1);
    PlanOptions planning = with_.planning;
    planning.depth = Depth::smoke;
    planning.probes.clear();
    planning.selection = {{name}, {}};
    planning.methods = PlanOptions::Methods::all;
    planning.credentials = obtained_.values;
    const Plan plan = make_plan(with_.api, RuleBook(), planning);
    const auto sent = std::ranges::find_if(plan.cases, &Case::is_sent);
    if (sent == plan.cases.end()) {
      obtained_.mistake =
          "The value for " + quoted(scheme) + " cannot come from " + quoted(name) + ": " +
          (plan.cases.empty() ? "the document has no such operation." : plan.cases.front().not_judged);
      return;
    }
    auto asked = ask(with_.target, with_.wire, sent->steps.front().request);
    auto value = value_at(asked, pointer);
    if (auto* none = std::get_if<NoText>(&value)) {
      obtained_.failure =
          "The value for " + quoted(scheme) + " did not come from " + quoted(name) + ": " + none->why;
      return;
    }
    put(scheme, std::get<std::string>(value));
  }

  [[nodiscard]] static MaybeText value_at(const std::variant<Exchange, std::string>& asked,
                                          const std::string& pointer) {
    if (const auto* why = std::get_if<std::string>(&asked)) return NoText{*why};
    const auto& exchange = std::get<Exchange>(asked);
    if (const Silence* silence = exchange.silence()) return NoText{std::string(meaning_of(*silence))};
    const Response& response = *exchange.response();
    if (response.status / 100 != 2) return NoText{"the answer is " + std::to_string(response.status) + "."};
    const auto read = read_json(response.content);
    const auto* const root = std::get_if<Value>(&read);
    if (root == nullptr) return NoText{"the answer is no JSON."};
    const Value* const value = resolve_pointer(*root, pointer);
    const bool is_text = value != nullptr && value->is_string() && !value->string().empty();
    if (!is_text) return NoText{"the answer has no text at " + quoted(pointer) + "."};
    return std::string(value->string());
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

Obtained pretend_credentials(const AuthArguments& arguments, const Api& api) {
  Obtained obtained;
  for (const GivenCredential& given : arguments.given) {
    if (obtained.mistake.empty()) obtained.mistake = scheme_mistake(given, api);
    obtained.values.insert_or_assign(given.scheme, "•••");
  }
  return obtained;
}

std::variant<Token, std::string> renew(const Lease& lease, const Target& target, const WireOptions& options) {
  const WireOptions wire = for_others(options, target, lease.target);
  Lease next = lease;
  if (!lease.token.refresh_token.empty()) {
    next.wish.refresh_token = lease.token.refresh_token;
    auto token = fetch_token(next, wire);
    if (std::holds_alternative<Token>(token)) return token;
    next.wish.refresh_token.reset();
  }
  return fetch_token(next, wire);
}

}  // namespace conform
