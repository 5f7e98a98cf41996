#include "runner/document/document.hpp"
#include "tests/cli/process.hpp"

#include <cstdlib>

#include <gtest/gtest.h>

// Credentials as a user gives them. The server in tests/data/token_server.py refuses what goes astray.

namespace conform::testing {
namespace {

const std::string document = CONFORM_SOURCE_DIR "/tests/data/tokens.yaml";

struct Server {
  explicit Server(const std::string& program = "token_server.py", const std::string& argument = "")
      : process({"python3", "-B", CONFORM_SOURCE_DIR "/tests/data/" + program, argument}),
        url("http://127.0.0.1:" + process.wait_for("127\\.0\\.0\\.1:([0-9]+)[^0-9]")) {}
  Background process;
  std::string url;
};

Finished run_with(const Server& server, const Folder& folder, const std::vector<std::string>& more) {
  std::vector<std::string> words = {"run",
                                    document,
                                    "--target",
                                    server.url,
                                    "--probes",
                                    "none",
                                    "--junit",
                                    "j.xml",
                                    "--json",
                                    "r.json",
                                    "--html",
                                    "r.html"};
  words.insert(words.end(), more.begin(), more.end());
  return run_conform(words, folder.path());
}

/// What the case of this id was answered with; 0 for nothing.
int status_of(const Folder& folder, const std::string& id) {
  const auto read = read_json(read_file(folder / "r.json"));
  for (const Value& each : std::get<Value>(read).find("cases")->array()) {
    const Value* status = each.find("status");
    if (each.text("id") == id && status != nullptr)
      return static_cast<int>(status->number().as_int64().value_or(0));
  }
  return 0;
}

std::string everything(const Finished& run, const Folder& folder) {
  std::string all = run.out + run.err;
  for (const char* name : {"j.xml", "r.html", "r.json", "conform-report/results.ndjson"})
    all += read_file(folder / name);
  return all;
}

TEST(Credentials, GoWhereTheDocumentWantsThemAndNowhereElse) {
  ::setenv("CONFORM_TEST_PASSWORD", "user-password-82", 1);
  const Server server;
  const Folder folder;
  const Finished run = run_with(server,
                                folder,
                                {"--auth-client",
                                 "client=app 1:client-secret-81",
                                 "--auth",
                                 "basic=ada:${CONFORM_TEST_PASSWORD}",
                                 "--auth-command",
                                 "asked=echo query-key-86; echo more",
                                 "--auth",
                                 "session=cookie-key-87",
                                 "--exclude",
                                 "POST /login"});
  EXPECT_EQ(run.exit, 0) << run.out << run.err;
  for (const char* path : {"/free", "/token-needed", "/password-needed", "/key-in-query", "/key-in-cookie"})
    EXPECT_EQ(status_of(folder, std::string("GET ") + path), 200) << path;
  for (const char* path : {"/token-needed", "/password-needed", "/key-in-query", "/key-in-cookie"})
    for (const char* lack : {"missing", "wrong"})
      EXPECT_EQ(status_of(folder, std::string("GET ") + path + " · negative · credentials " + lack), 401)
          << path << lack;
  const std::string written = everything(run, folder);
  EXPECT_FALSE(written.empty());
  for (const char* secret : {"client-secret-81",
                             "user-password-82",
                             "YWRhOnVzZXItcGFzc3dvcmQtODI=",
                             "made-token-83",
                             "query-key-86",
                             "cookie-key-87"})
    EXPECT_EQ(written.find(secret), std::string::npos) << secret;
}

TEST(Credentials, ComeFromALoginOperation) {
  const Server server;
  const Folder folder;
  const Finished run = run_with(
      server, folder, {"--auth-from", "bearer=POST /login#/session/token", "--include", "GET /token-needed"});
  EXPECT_EQ(run.exit, 0) << run.out << run.err;
  EXPECT_EQ(status_of(folder, "GET /token-needed"), 200);
  EXPECT_EQ(everything(run, folder).find("login-token-84"), std::string::npos);
}

TEST(Credentials, OfAUserGiveATokenToo) {
  const Server server;
  const Folder folder;
  const Finished run = run_with(server,
                                folder,
                                {"--auth-user",
                                 "short=ada:user-password-82",
                                 "--auth-client",
                                 "short=app 1:client-secret-81",
                                 "--auth-url",
                                 "short=/in-form",
                                 "--include",
                                 "/^GET .token-/"});
  EXPECT_EQ(run.exit, 0) << run.out << run.err;
  EXPECT_EQ(status_of(folder, "GET /token-needed"), 200);
}

TEST(Credentials, ThatCannotBeHadEndTheRunBeforeItBegins) {
  ::unsetenv("CONFORM_TEST_NOTHING");
  struct Row {
    std::vector<std::string> words;
    int exit;
    std::string sentence;
  };
  const std::vector<Row> rows = {
      {{"--auth", "bearr=x1234"}, 2, "no security scheme `bearr`. Did you mean `bearer`?"},
      {{"--auth", "bearer"}, 2, "SCHEME="},
      {{"--auth", "basic=nobody"}, 2, "`name:password`"},
      {{"--auth", "bearer=${CONFORM_TEST_NOTHING}"}, 2, "no variable `CONFORM_TEST_NOTHING`"},
      {{"--auth-command", "bearer=exit 7"}, 2, "The command failed."},
      {{"--auth-client", "bearer=a:b"}, 2, "not of OAuth2"},
      {{"--auth-client", "short=a:b"}, 2, "--auth-url"},
      {{"--auth-client", "client=app 1:false-secret"}, 3, "the answer is 401, `invalid_client`."},
      {{"--auth-from", "bearer=POST /logon#/token"},
       2,
       "no such operation: `POST /logon`. Did you mean `POST /login`?"},
      {{"--auth-from", "bearer=POST /login#/token"}, 3, "no text at `/token`"},
      {{"--cert", "/nowhere.pem"}, 0, ""},
  };
  const Server server;
  for (const Row& row : rows) {
    const Folder folder;
    std::vector<std::string> words = row.words;
    words.insert(words.end(), {"--include", "GET /free"});
    const Finished run = run_with(server, folder, words);
    EXPECT_EQ(run.exit, row.exit) << row.words[1] << run.out << run.err;
    EXPECT_NE(run.err.find(row.sentence), std::string::npos) << row.sentence << '\n' << run.err;
    EXPECT_EQ(run.err.find("false-secret"), std::string::npos) << run.err;
  }
}

const std::string notes = CONFORM_SOURCE_DIR "/tests/data/login.yaml";
const std::vector<std::string> planted = {"login-password-91", "login-token-92", "login-cookie-93"};

/// The document of login_server.py beside that configuration; what a run writes lies there, too.
Finished run_notes(const std::string& url, const Folder& folder, std::vector<std::string> more) {
  std::filesystem::copy_file(notes, folder / "login.yaml", std::filesystem::copy_options::overwrite_existing);
  std::vector<std::string> words = {"run", "login.yaml", "--target", url, "--junit", "j.xml"};
  words.insert(words.end(), {"--json", "r.json", "--html", "r.html"});
  words.insert(words.end(), more.begin(), more.end());
  return run_conform(words, folder.path());
}

/// `auth:` for all three schemes of the document, by the login in three ways.
std::string three_logins(const std::string& password) {
  const std::string with = "with: { body: { name: ada, password: \"" + password + "\" } }";
  return "auth:\n  bearer: { from: logIn, token: /session/token, " + with + " }\n" +
         "  key: { from: POST /login, header: X-Key, " + with + " }\n" +
         "  session: { from: logIn, cookie: sid, " + with + " }\n";
}

/// What GET /counts of login_server.py says.
Value counts_of(const std::string& url) {
  const std::string code =
      "import urllib.request as r; print(r.urlopen('" + url + "/counts').read().decode())";
  return std::get<Value>(read_json(run_program({"python3", "-c", code}).out));
}

std::int64_t number_at(const Value& object, const char* name) {
  const Value* number = object.find(name);
  return number == nullptr ? -1 : number->number().as_int64().value_or(-1);
}

/// Every file below the folder but those that were put there, and what was printed.
std::string written_by(const Finished& run, const Folder& folder) {
  std::string all = run.out + run.err;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path())) {
    const auto name = entry.path().filename();
    if (entry.is_regular_file() && name != "conform.yaml" && name != "login.yaml")
      all += read_file(entry.path());
  }
  return all;
}

TEST(Login, GivesAnotherTokenInTheMiddleOfARun) {
  ::setenv("CONFORM_TEST_PASSWORD", "login-password-91", 1);
  const Server server("login_server.py", "20");
  const Folder folder;
  write_file(folder / "conform.yaml", three_logins("${CONFORM_TEST_PASSWORD}"));
  const Finished run = run_notes(server.url, folder, {"--probes", "none", "--confirm", "0"});
  // The document promises what the server does not keep: so that there are bytes to be searched for secrets.
  EXPECT_EQ(run.exit, 1) << run.out << run.err;
  EXPECT_NE(run.err.find("The value for `bearer` was refused "), std::string::npos) << run.err;
  std::size_t notes_made = 0;
  const auto read = read_json(read_file(folder / "r.json"));
  for (const Value& each : std::get<Value>(read).find("cases")->array()) {
    const std::string_view id = each.text("id");
    const auto status = number_at(each, "status");
    const bool is_about_credentials = id.find("credentials") != std::string_view::npos;
    const bool is_for_anybody = id.starts_with("POST /login");
    const bool is_refused = id.starts_with("GET /never") || is_about_credentials;
    if (!is_for_anybody) {
      EXPECT_EQ(status == 401, is_refused) << id << " " << status;
    }
    if (id == "POST /login") {
      EXPECT_EQ(status, 200);
    }
    if (id.starts_with("POST /notes") && status == 201) ++notes_made;
  }
  const Value counts = counts_of(server.url);
  // A request that was refused did nothing: sent again it does it once.
  EXPECT_EQ(number_at(counts, "notes"), static_cast<std::int64_t>(notes_made));
  EXPECT_GT(number_at(counts, "refused"), 0);
  EXPECT_LT(number_at(counts, "logins"), 20);
  const std::string written = written_by(run, folder);
  EXPECT_NE(written.find("session"), std::string::npos);
  for (const std::string& secret : planted)
    EXPECT_EQ(written.find(secret), std::string::npos) << secret;
}

TEST(Login, ThatIsRefusedEndsTheRunBeforeItBegins) {
  const Server server("login_server.py", "20");
  const Folder folder;
  write_file(folder / "conform.yaml", three_logins("wrong-password-94"));
  const Finished run = run_notes(server.url, folder, {});
  EXPECT_EQ(run.exit, 3) << run.out << run.err;
  EXPECT_EQ(run.err, "conform: The value for `bearer` did not come from `logIn`: the answer is 401.\n");
}

TEST(Login, OfTheFileYieldsToTheCommandLine) {
  const Server server("login_server.py", "20");
  const Folder folder;
  write_file(folder / "conform.yaml", three_logins("wrong-password-94"));
  const Finished run = run_notes(server.url,
                                 folder,
                                 {"--auth",
                                  "bearer=given-token-95",
                                  "--auth-command",
                                  "key=echo given-key-96",
                                  "--auth",
                                  "session=given-cookie-97",
                                  "--include",
                                  "GET /never"});
  // What is given is no good; but no login was asked for anything.
  EXPECT_EQ(run.exit, 5) << run.out << run.err;
  EXPECT_EQ(number_at(counts_of(server.url), "logins"), 0);
}

TEST(Configuration, SaysWhereCredentialsDoNotFitTheDocument) {
  struct Row {
    std::string auth;
    std::string place;
    std::string sentence;
  };
  const std::vector<Row> rows = {
      {"bearr: literal-key-98", ":2:3:", "no security scheme `bearr`."},
      {"bearer: { from: logOn, token: /a }", ":2:19:", "no such operation: `logOn`."},
      {"bearer: { from: logIn, token: /a, with: { bodi: 1 } }",
       ":2:45:",
       "`POST /login` has no input `bodi`."},
      {"bearer: { value: literal-key-98, cert: a.pem }", ":2:3:", "there are several."},
      {"bearer: { valeu: literal-key-98 }", ":2:13:", "`bearer` has no key `valeu`."},
      {"bearer: \"${CONFORM_TEST_NOTHING}\"", ":2:11:", "no variable `CONFORM_TEST_NOTHING`."},
      {"bearer: { command: exit 7 }", ":2:3:", "The command failed."},
      {"key: { user: ada, password: literal-key-98 }", ":2:3:", "give its value with `value`."},
  };
  ::unsetenv("CONFORM_TEST_NOTHING");
  for (const Row& row : rows) {
    const Folder folder;
    write_file(folder / "conform.yaml", "auth:\n  " + row.auth + "\n");
    const Finished run = run_notes("http://127.0.0.1:9", folder, {});
    EXPECT_EQ(run.exit, 2) << run.out << run.err;
    EXPECT_NE(run.err.find("conform.yaml" + row.place), std::string::npos) << row.auth << '\n' << run.err;
    EXPECT_NE(run.err.find(row.sentence), std::string::npos) << row.sentence << '\n' << run.err;
    EXPECT_EQ(run.err.find("literal-key-98"), std::string::npos) << run.err;
  }
}

TEST(Plan, NeedsNoSecretsAndShowsNone) {
  const Folder folder;
  std::filesystem::copy_file(notes, folder / "login.yaml");
  for (const char* password : {"${CONFORM_TEST_NOTHING}", "login-password-91"}) {
    write_file(folder / "conform.yaml", three_logins(password) + "  # no more\n");
    for (const char* format : {"table", "json", "curl", "hurl"}) {
      const Finished plan = run_conform({"plan", "login.yaml", "--format", format}, folder.path());
      EXPECT_EQ(plan.exit, 0) << plan.err;
      EXPECT_NE(plan.out.find("GET /by-key · negative · credentials missing"), std::string::npos);
      EXPECT_EQ(plan.out.find("login-password-91"), std::string::npos) << format;
    }
  }
}

TEST(Plan, ShowsCredentialsWithoutTheirValues) {
  const Finished plan = run_conform({"plan",
                                     document,
                                     "--auth",
                                     "basic=ada:secret-of-ada",
                                     "--auth-command",
                                     "asked=exit 7",
                                     "--format",
                                     "curl"});
  EXPECT_EQ(plan.exit, 0) << plan.err;
  EXPECT_NE(plan.out.find("GET /password-needed · negative · credentials missing"), std::string::npos);
  EXPECT_NE(plan.out.find("GET /key-in-query · negative · credentials wrong"), std::string::npos);
  EXPECT_EQ(plan.out.find("secret-of-ada"), std::string::npos);
}

TEST(Selection, EndsWithFiveForAPatternThatMatchesNothing) {
  const Server server;
  for (const char* option : {"--include", "--exclude"}) {
    const Folder folder;
    const Finished run = run_with(server, folder, {"--include", "GET /free", option, "GET /frei"});
    EXPECT_EQ(run.exit, 5) << run.out << run.err;
    EXPECT_NE(run.err.find("did you mean `GET /free`?"), std::string::npos) << run.err;
  }
  const Folder folder;
  const Finished run = run_with(server, folder, {"--include", "/(/"});
  EXPECT_EQ(run.exit, 2) << run.out << run.err;
}

TEST(Selection, SendsNothingUnsafeWhenAsked) {
  const Server server;
  const Folder folder;
  const Finished run =
      run_with(server, folder, {"--read-only", "--include", "GET /free", "--include", "POST *"});
  EXPECT_EQ(run.exit, 0) << run.out << run.err;
  EXPECT_NE(run.out.find("--read-only"), std::string::npos) << run.out;
  EXPECT_EQ(status_of(folder, "GET /free"), 200);
  EXPECT_EQ(status_of(folder, "POST /login"), 0);
}

}  // namespace
}  // namespace conform::testing
