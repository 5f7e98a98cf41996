#include "runner/config/config.hpp"

#include <algorithm>
#include <array>

#include <gtest/gtest.h>

namespace conform {
namespace {

struct Read {
  std::optional<Config> config{};
  std::vector<std::string> secrets{};
  std::string said{};  // `line:column message [hint]` for each diagnostic
};

Read read(std::string text) {
  static const RuleBook rules = RuleBook::embedded();
  Read read;
  Diagnostics diagnostics;
  const auto document =
      read_document(std::make_shared<const Source>(Source{"conform.yaml", std::move(text)}), diagnostics);
  const auto environment = [](const std::string& name) {
    return name == "SHOP" ? std::optional<std::string>("north") : std::nullopt;
  };
  Config config;
  if (document) config = read_config(*document, rules, environment, diagnostics);
  read.secrets = secrets_of(config.auth);
  if (document && !diagnostics.has_errors()) read.config = std::move(config);
  for (const Diagnostic& one : diagnostics.list()) {
    read.said += std::to_string(one.where.mark.line) + ":" + std::to_string(one.where.mark.column) + " " +
                 one.message + (one.hint.empty() ? "" : " [" + one.hint + "]") + "\n";
  }
  return read;
}

TEST(Config, ReadsRulesAndExceptions) {
  const Read found = read(R"(rules:
  http/405-lists-allow: off
  http/*-explains: warn
exceptions:
  - rule: http/date-*
    operations: GET /old/*
    reason: The old gateway has no clock.
  - { rule: contract/status-documented, report: off, reason: See 17. }
)");
  ASSERT_TRUE(found.config) << found.said;
  const auto& wishes = found.config->wishes;
  ASSERT_EQ(wishes.size(), 4U);
  EXPECT_EQ(wishes[0].rule, "http/405-lists-allow");
  EXPECT_EQ(wishes[0].weight, std::nullopt);
  EXPECT_EQ(wishes[1].weight, Weight::warn);
  EXPECT_EQ(wishes[2].operations, "GET /old/*");
  EXPECT_EQ(wishes[2].weight, Weight::note);
  EXPECT_EQ(wishes[2].reason, "The old gateway has no clock.");
  EXPECT_EQ(wishes[3].weight, std::nullopt);
}

TEST(Config, ReadsValuesAndVariables) {
  const Read found = read(R"(values:
  bookId: 7
  shop: ${SHOP}-${NONE:-1}-$$
  GET /books: { filter: { min: 1 }, body: [a, "${SHOP}"] }
)");
  ASSERT_TRUE(found.config) << found.said;
  const auto& values = found.config->values;
  ASSERT_EQ(values.size(), 4U);
  EXPECT_EQ(values[0].input + " " + to_json(values[0].value), "bookId 7");
  EXPECT_EQ(values[1].input + " " + to_json(values[1].value), R"(shop "north-1-$")");
  EXPECT_EQ(values[2].operations + " " + values[2].input + " " + to_json(values[2].value),
            R"(GET /books filter {"min":1})");
  EXPECT_EQ(values[3].input + " " + to_json(values[3].value), R"(body ["a","north"])");
}

// Only the document knows whether the word is a parameter, or the id or tag of operations.
TEST(Config, ReadsAWordWithAMapAsBoth) {
  const Read found = read("values: { getBook: { id: 42 } }\n");
  ASSERT_TRUE(found.config) << found.said;
  const auto& values = found.config->values;
  ASSERT_EQ(values.size(), 2U);
  EXPECT_EQ(values[0].operations + "|" + values[0].input + " " + to_json(values[0].value),
            R"(|getBook {"id":42})");
  EXPECT_EQ(values[1].operations + "|" + values[1].input + " " + to_json(values[1].value), "getBook|id 42");
}

TEST(Config, RefusesPatternsThatAreNone) {
  const Read found = read(R"(exceptions:
  - { rule: "http/*", operations: "/le(gacy/", reason: Old. }
values: { "/[/": { id: 1 } }
)");
  EXPECT_FALSE(found.config);
  EXPECT_NE(found.said.find("2:35 `/le(gacy/` is no regular expression"), std::string::npos) << found.said;
  EXPECT_NE(found.said.find("3:11 `/[/` is no regular expression"), std::string::npos) << found.said;
}

TEST(Config, SaysWhatIsWrongAndWhere) {
  const Read found = read(R"(rule: {}
rules: { http/405-lists-alow: off, http/405-lists-allow2: loud }
exceptions:
  - { rule: "http/*" }
  - { rule: "http/*", reason: "", path: /a }
values: { a: "${NONE}" }
)");
  EXPECT_FALSE(found.config);
  EXPECT_EQ(found.said, R"(1:1 The configuration has no key `rule`. [Did you mean `rules`?]
2:10 There is no rule `http/405-lists-alow`. [Did you mean `http/405-lists-allow`?]
2:36 There is no rule `http/405-lists-allow2`. [Did you mean `http/405-lists-allow`?]
2:59 `loud` is no weight. [Weights are fail, warn, note and off.]
4:5 An exception needs a `rule` and a `reason`.
5:35 An exception has no key `path`.
5:31 A `reason` says something.
6:14 The environment has no variable `NONE`. [`${NONE:-…}` says what else.]
)");
}

/// Every credential on a line: `scheme from text`, and of a login what it is about.
std::string given_in(const Read& found) {
  constexpr std::array<const char*, 6> names = {"text", "command", "answer", "client", "user", "certificate"};
  std::string all;
  if (!found.config) return found.said;
  for (const GivenCredential& one : found.config->auth.given) {
    all += one.scheme + " " + names[static_cast<std::size_t>(one.from)] + " " + one.text + one.key_file;
    if (!one.missing.empty()) all += "(without " + one.missing + ")";
    if (one.from == GivenCredential::From::answer) {
      constexpr std::array<const char*, 3> places = {"content", "field", "cookie"};
      all += one.login.operation + " " + places[static_cast<std::size_t>(one.login.in)] + " " + one.login.at;
    }
    for (const Login::Input& input : one.login.with)
      all += " " + input.name + "=" + to_json(input.value);
    all += "\n";
  }
  return all;
}

TEST(Config, ReadsHowCredentialsAreComeBy) {
  const Read found = read(R"(auth:
  key: k-${SHOP}-$$1
  token: { value: "${NONE:-other}" }
  later: { value: "${NEVER}" }
  asked: { command: "echo $$ ${SHOP}" }
  basic: { user: ada, password: "${SHOP}" }
  shop: { client-id: app, client-secret: s3, user: ada, password: p4, token-url: /t, scopes: [read, write] }
  id: { client-id: app }
  tls: { cert: c.pem, key: k.pem }
  staff:
    from: logIn
    with: { realm: "${SHOP}", body: { name: ada, list: [1, {"pass-word": "pw-7", pin: 1234}] } }
    token: /session/token
  session: { from: POST /login, cookie: sid }
  field: { from: POST /login, header: X-Token }
  whole: { from: POST /login, token: /a, with: { body: null } }
)");
  EXPECT_EQ(given_in(found), R"(key text k-north-$1
token text other
later text (without NEVER)
asked command echo $$ ${SHOP}
basic user ada:north
shop user ada:p4
shop client app:s3
id client app:
tls certificate c.pemk.pem
staff answer logIn content /session/token realm="north" body={"name":"ada","list":[1,{"pass-word":"pw-7","pin":1234}]}
session answer POST /login cookie sid
field answer POST /login field X-Token
whole answer POST /login content /a body=null
)");
  ASSERT_TRUE(found.config);
  EXPECT_EQ(found.config->auth.token_urls.at("shop"), "/t");
  EXPECT_EQ(found.config->auth.scopes.at("shop"), (std::vector<std::string>{"read", "write"}));
  for (const char* secret : {"k-north-$1", "other", "north", "p4", "s3", "pw-7", "1234", "ada:p4"})
    EXPECT_NE(std::ranges::find(found.secrets, secret), found.secrets.end()) << secret;
  for (const char* known : {"ada", "app", "POST /login", "/session/token", "c.pem"})
    EXPECT_EQ(std::ranges::find(found.secrets, known), found.secrets.end()) << known;
}

TEST(Config, SaysWhatIsWrongWithCredentialsAndWhere) {
  const Read found = read(R"(auth:
  a: 7
  b: { valeu: hidden-1 }
  c: { value: x, command: y }
  d: {}
  e: { user: ada }
  f: { value: x, token: hidden-2 }
  g: { key: k }
  h: { from: logIn }
  i: { from: logIn, token: session }
  j: { from: logIn, token: /a, cookie: b }
  k: { user: "a:b", password: p }
  l: { value: x, scopes: [read] }
  m: { client-id: x, scopes: read }
  n: { value: [] }
  o: { from: logIn, token: /a, with: 7 }
)");
  EXPECT_EQ(found.said,
            R"(2:6 What is given for a security scheme must be a text or a map.
3:8 `b` has no key `valeu`. [Did you mean `value`?]
4:3 A security scheme needs one way to its value, and there are several. [There are `value`, `command`, `from`, `user` with `password`, `client-id` and `cert`.]
5:3 A security scheme needs one way to its value, and there is none. [There are `value`, `command`, `from`, `user` with `password`, `client-id` and `cert`.]
6:14 `user` means nothing without `password`.
7:25 `token` means nothing without `from`. [`token` says where the answer of `from` has it. A token itself is a `value`.]
8:13 `key` means nothing without `cert`. [`key` is the file of the certificate's key. An API key is a `value`.]
9:3 A login needs one place in its answer where the value is. [`token: /access_token` points into the content; `header:` and `cookie:` take a name.]
10:28 `session` is no JSON Pointer. [One begins with a slash: `/access_token`.]
11:3 A login needs one place in its answer where the value is. [`token: /access_token` points into the content; `header:` and `cookie:` take a name.]
12:14 The name of a user cannot have a colon.
13:26 `scopes` means nothing without `user` or `client-id`.
14:30 `scopes` must be a list.
15:15 `value` must be a text.
16:38 `with` must be a map.
)");
  for (const char* secret : {"7", "hidden-1"})
    EXPECT_NE(std::ranges::find(found.secrets, secret), found.secrets.end()) << secret;
  EXPECT_EQ(read("auth: []\n").said, "1:7 `auth` must be a map.\n");
}

TEST(Config, OfNothingIsEmpty) {
  const Read found = read("{}\n");
  ASSERT_TRUE(found.config) << found.said;
  EXPECT_TRUE(found.config->wishes.empty());
  EXPECT_FALSE(read("- a\n").config);
}

}  // namespace
}  // namespace conform
