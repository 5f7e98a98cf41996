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
  using Shape = SettingKey::Shape;
  const ConfigKeys keys = {{{"target", "target", Shape::one},
                            {"jobs", "jobs", Shape::one},
                            {"insecure", "insecure", Shape::flag},
                            {"include", "include", Shape::list},
                            {"probes", "probes", Shape::words},
                            {"cacert", "cacert", Shape::path},
                            {"suites", "suite", Shape::paths}},
                           {"junit", "html"}};
  Read read;
  Diagnostics diagnostics;
  const auto document =
      read_document(std::make_shared<const Source>(Source{"api/conform.yaml", std::move(text)}), diagnostics);
  const auto environment = [](const std::string& name) {
    return name == "SHOP" ? std::optional<std::string>("north") : std::nullopt;
  };
  Config config;
  if (document) config = read_config(*document, keys, environment, diagnostics);
  read.secrets = config.secrets;
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
  EXPECT_EQ(wishes[0].wish.rule, "http/405-lists-allow");
  EXPECT_EQ(wishes[0].wish.weight, std::nullopt);
  EXPECT_EQ(wishes[1].wish.weight, Weight::warn);
  EXPECT_EQ(wishes[2].wish.operations, "GET /old/*");
  EXPECT_EQ(wishes[2].wish.weight, Weight::note);
  EXPECT_EQ(wishes[2].wish.reason, "The old gateway has no clock.");
  EXPECT_EQ(wishes[3].wish.weight, std::nullopt);
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
rules: { http/405-lists-allow: off, http/405-lists-allow2: loud }
exceptions:
  - { rule: "http/*" }
  - { rule: "http/*", reason: "", path: /a }
values: { a: "${NONE}" }
)");
  EXPECT_FALSE(found.config);
  EXPECT_EQ(found.said, R"(1:1 The configuration has no key `rule`. [Did you mean `rules`?]
2:60 `loud` is no weight. [Weights are fail, warn, note and off.]
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
tls certificate api/c.pemapi/k.pem
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

/// `option=value,value` for each setting.
std::string shown(const std::vector<Setting>& settings) {
  std::string all;
  for (const Setting& setting : settings) {
    all += setting.option + "=";
    for (const std::string& value : setting.values)
      all += value + ";";
    all += "\n";
  }
  return all;
}

TEST(Config, ReadsWhatStandsForOptions) {
  const Read found = read(R"(jobs: ${NONE:-4}
insecure: ${NONE:-false}
include: GET *
probes: [safe, malformed]
cacert: ca.pem
suites: [a.yaml, /b.yaml]
reports: { junit: ../out/j.xml, html: "-" }
)");
  ASSERT_TRUE(found.config) << found.said;
  EXPECT_EQ(shown(found.config->settings), R"(jobs=4;
insecure=false;
include=GET *;
probes=safe,malformed;
cacert=api/ca.pem;
suite=api/a.yaml;/b.yaml;
)");
  const auto& reports = found.config->reports;
  ASSERT_EQ(reports.size(), 2U);
  EXPECT_EQ(reports[0].kind + " " + reports[0].path, "junit api/../out/j.xml");
  EXPECT_EQ(reports[1].kind + " " + reports[1].path, "html -");
}

TEST(Config, ReadsTargetsWithWhatIsTheirOwn) {
  const Read found = read(R"(target: local
headers: { X-Team: [a, b], X-Api-Key: "${SHOP}", Authorization: Bearer abc-def }
targets:
  local: http://127.0.0.1:8080
  staging:
    url: https://${SHOP}.example
    insecure: true
    headers: { X-Team: c }
    auth: { key: secret-71 }
    jobs: 2
)");
  ASSERT_TRUE(found.config) << found.said;
  const auto& targets = found.config->targets;
  ASSERT_EQ(targets.size(), 2U);
  EXPECT_EQ(targets[0].name + " " + targets[0].url, "local http://127.0.0.1:8080");
  EXPECT_EQ(targets[1].name + " " + targets[1].url, "staging https://north.example");
  EXPECT_EQ(shown(targets[1].settings), "insecure=true;\njobs=2;\n");
  ASSERT_EQ(targets[1].fields.size(), 1U);
  EXPECT_EQ(targets[1].fields[0].field, (Field{"X-Team", "c"}));
  EXPECT_EQ(targets[1].auth.given.at(0).text, "secret-71");
  ASSERT_EQ(found.config->fields.size(), 4U);
  EXPECT_EQ(found.config->fields[1].field, (Field{"X-Team", "b"}));
  EXPECT_EQ(found.config->fields[2].field, (Field{"X-Api-Key", "north"}));
  for (const char* secret : {"secret-71", "Bearer abc-def"})
    EXPECT_NE(std::ranges::find(found.secrets, secret), found.secrets.end()) << secret;
}

TEST(Config, SaysWhatIsWrongWithOptionsAndTargetsAndWhere) {
  const Read found = read(R"(jobz: 4
jobs: [1, 2]
insecure: perhaps
include: { a: b }
cacert:
headers: { A: { b: c }, D: [[e]] }
reports: { junti: a.xml, html: 7 }
targets:
  a/b: http://a
  c: { insecure: true, jobs: {}, target: x }
  d: 7
  e: { url: "http://${NONE}", headers: [] }
)");
  EXPECT_FALSE(found.config);
  EXPECT_EQ(found.said, R"(1:1 The configuration has no key `jobz`. [Did you mean `jobs`?]
2:7 `jobs` must be one text or number.
3:11 `insecure` must be true or false.
4:10 `include` must be a text, or a list of texts.
5:1 `cacert` must be one text or number.
6:15 `A` must be a text or a number.
6:29 An item of `D` must be a text or a number.
7:12 `reports` has no key `junti`. [Did you mean `junit`?]
7:32 `html` must be a text.
9:3 The name of a target has neither `:` nor `/`, so that it is no URL.
10:34 The target `c` has no key `target`.
10:6 The target `c` needs a `url`.
10:30 `jobs` must be one text or number.
11:6 The target `d` must be a map.
12:13 The environment has no variable `NONE`. [`${NONE:-…}` says what else.]
12:40 `headers` must be a map.
)");
}

TEST(Config, OfNothingIsEmpty) {
  const Read found = read("{}\n");
  ASSERT_TRUE(found.config) << found.said;
  EXPECT_TRUE(found.config->wishes.empty());
  EXPECT_FALSE(read("- a\n").config);
}

}  // namespace
}  // namespace conform
