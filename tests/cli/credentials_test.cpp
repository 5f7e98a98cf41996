#include "runner/document/document.hpp"
#include "tests/cli/process.hpp"

#include <cstdlib>

#include <gtest/gtest.h>

// Credentials as a user gives them. The server in tests/data/token_server.py refuses what goes astray.

namespace conform::testing {
namespace {

const std::string document = CONFORM_SOURCE_DIR "/tests/data/tokens.yaml";

struct Server {
  Server()
      : process({"python3", CONFORM_SOURCE_DIR "/tests/data/token_server.py"}),
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
      {{"--auth-from", "bearer=POST /logon#/token"}, 2, "no such operation"},
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
