#include "runner/auth/given.hpp"

#include "runner/auth/login.hpp"

#include <array>

#include <gtest/gtest.h>

namespace conform {
namespace {

using From = GivenCredential::From;

Api shop() {
  Api api;
  const auto add = [&api](const std::string& name, SecurityScheme::Kind kind, const std::string& word) {
    SecurityScheme scheme;
    scheme.name = name;
    scheme.kind = kind;
    scheme.http_scheme = word;
    api.security_schemes.emplace(name, scheme);
  };
  add("bearer", SecurityScheme::Kind::http, "bearer");
  add("basic", SecurityScheme::Kind::http, "basic");
  add("oauth", SecurityScheme::Kind::oauth2, "");
  add("tls", SecurityScheme::Kind::mutual_tls, "");
  Operation login;
  login.method = "POST";
  login.path = "/login";
  login.operation_id = "logIn";
  login.request_body.emplace();
  login.parameters.resize(1);
  login.parameters.front().name = "realm";
  api.operations.push_back(login);
  return api;
}

GivenCredential given(const std::string& scheme, From from, const std::string& text = "some:text") {
  GivenCredential made;
  made.scheme = scheme;
  made.from = from;
  made.text = text;
  return made;
}

GivenCredential login(const std::string& operation, const std::string& input) {
  GivenCredential made = given("bearer", From::answer, "");
  made.login.operation = operation;
  made.login.with.push_back({input, Value("x"), {}});
  return made;
}

TEST(Arguments, AreHeldAgainstTheDocument) {
  const std::vector<std::pair<GivenCredential, std::string>> rows = {
      {given("bearer", From::text), ""},
      {given("basic", From::user), ""},
      {given("oauth", From::user), ""},
      {given("oauth", From::client), ""},
      {given("tls", From::certificate), ""},
      {login("logIn", "body"), ""},
      {login("POST /login", "realm"), ""},
      {given("beare", From::text), "The document has no security scheme `beare`. Did you mean `bearer`?"},
      {given("bearer", From::user),
       "The security scheme `bearer` is not of OAuth2: give its value with --auth."},
      {given("basic", From::client),
       "The security scheme `basic` is not of OAuth2: give its value with --auth."},
      {given("basic", From::certificate),
       "The security scheme `basic` is not mutual TLS: it has no certificate."},
      {login("login", "body"), "The document has no such operation: `login`. Did you mean `logIn`?"},
      {login("POST /logn", "body"),
       "The document has no such operation: `POST /logn`. Did you mean `POST /login`?"},
      {login("logIn", "bdy"), "`POST /login` has no input `bdy`. Did you mean `body`?"},
  };
  const Api api = shop();
  for (const auto& [one, sentence] : rows) {
    const Diagnostics found = check_arguments({{one}, {}, {}, {}}, api);
    std::string said;
    for (const Diagnostic& each : found.list())
      said += each.message + (each.hint.empty() ? "" : " " + each.hint);
    EXPECT_EQ(said, sentence);
  }
}

TEST(Arguments, HaveOneCertificateAtMost) {
  Api api = shop();
  api.security_schemes.emplace("other", api.security_schemes.at("tls"));
  const auto mine = given("tls", From::certificate, "a.pem");
  EXPECT_FALSE(
      check_arguments({{mine, given("other", From::certificate, "a.pem")}, {}, {}, {}}, api).has_errors());
  EXPECT_TRUE(
      check_arguments({{mine, given("other", From::certificate, "b.pem")}, {}, {}, {}}, api).has_errors());
}

TEST(Arguments, OfTheCommandLineWinOverTheFile) {
  const AuthArguments file = {{given("bearer", From::text, "of the file"),
                               given("oauth", From::client, "id:of the file"),
                               given("basic", From::text, "ada:of the file")},
                              {{"oauth", "/file"}, {"other", "/file"}},
                              {},
                              {"hidden"}};
  const AuthArguments line = {
      {given("bearer", From::command, "echo x"), given("oauth", From::user, "ada:of the line")},
      {{"oauth", "/line"}},
      {},
      {}};
  const AuthArguments both = merged(line, file);
  std::string all;
  for (const GivenCredential& one : both.given)
    all += one.scheme + "=" + one.text + "\n";
  EXPECT_EQ(all, "bearer=echo x\noauth=ada:of the line\noauth=id:of the file\nbasic=ada:of the file\n");
  EXPECT_EQ(both.token_urls.at("oauth"), "/line");
  EXPECT_EQ(both.token_urls.at("other"), "/file");
  EXPECT_EQ(secrets_of(both).front(), "hidden");
  // A token on the command line leaves no room for a client in the file.
  EXPECT_EQ(merged({{given("oauth", From::text)}, {}, {}, {}}, file).given.size(), 3U);
}

Exchange answered(int status, const std::string& content, const std::vector<Field>& fields = {}) {
  Response response;
  response.status = status;
  response.content = content;
  for (const Field& field : fields)
    response.fields.add(field.name, field.value);
  Exchange exchange;
  exchange.answer = std::move(response);
  return exchange;
}

TEST(LoginAnswer, HasTheValueWhereItIsSaid) {
  using In = Login::In;
  struct Row {
    In in;
    std::string at;
    Exchange exchange;
    std::string text;
  };
  const std::vector<Row> rows = {
      {In::content, "/a/0/b", answered(200, R"({"a": [{"b": "t1"}]})"), "t1"},
      {In::content, "", answered(201, R"("t1")"), "t1"},
      {In::content, "/a", answered(200, R"({"a": 7})"), "none: the answer has no text at `/a`."},
      {In::content, "/a", answered(200, R"({"a": ""})"), "none: the answer has no text at `/a`."},
      {In::content, "/a", answered(200, "<html>"), "none: the answer is no JSON."},
      {In::content, "/a", answered(302, R"({"a": "t1"})"), "none: the answer is 302."},
      {In::field, "X-Key", answered(204, "", {{"x-key", "t1"}}), "t1"},
      {In::field, "Authorization", answered(200, "", {{"Authorization", "bearer t1"}}), "t1"},
      {In::field, "X-Key", answered(200, ""), "none: the answer has no field `X-Key`."},
      {In::field, "X-Key", answered(500, "", {{"X-Key", "t1"}}), "none: the answer is 500."},
      {In::cookie,
       "sid",
       answered(303, "", {{"Set-Cookie", "a=b"}, {"Set-Cookie", "sid=t=1; Path=/"}}),
       "t=1"},
      {In::cookie,
       "sid",
       answered(200, "", {{"Set-Cookie", "sid=; Path=/"}}),
       "none: the answer sets no cookie `sid`."},
  };
  for (const Row& row : rows) {
    Login login;
    login.in = row.in;
    login.at = row.at;
    const MaybeText value = value_in(row.exchange, login);
    const auto* none = std::get_if<NoText>(&value);
    EXPECT_EQ(none == nullptr ? std::get<std::string>(value) : "none: " + none->why, row.text);
  }
}

}  // namespace
}  // namespace conform
