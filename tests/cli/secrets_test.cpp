#include "runner/cli/report_files.hpp"
#include "tests/cli/process.hpp"

#include <array>
#include <cstdlib>

#include <gtest/gtest.h>

// What is given as a credential, or received as one, is in nothing that a run writes:
// tests/data/echo_server.py gives it back in every place and form, tests/data/find_secrets.py looks for it in
// every form.

namespace conform::testing {
namespace {

const std::string document = CONFORM_SOURCE_DIR "/tests/data/echo.yaml";

constexpr std::array<std::string_view, 10> secrets = {"header-key-81-QqQq",
                                                      "own-auth-82-QqQq",
                                                      "basic p%a\"ss/wörd-83",
                                                      "login-tok/en+84 é~Zz",
                                                      "oauth-token-85-QqQq",
                                                      "refresh-token-86-QqQq",
                                                      "query key&87=Qq+Qq",
                                                      "cookie-key-88-QqQq",
                                                      "client-secret-89-QqQq",
                                                      "login-password-90-QqQq"};

const std::string configuration = R"(auth:
  login: { from: POST /login, with: { body: { password: "${CONFORM_TEST_LOGIN}" } }, token: /token }
  cookie: ${CONFORM_TEST_COOKIE}
headers: { X-Own-Auth: "${CONFORM_TEST_OWN}" }
)";

struct Server {
  Background process{{"python3", "-B", CONFORM_SOURCE_DIR "/tests/data/echo_server.py"}};
  std::string url = "http://127.0.0.1:" + process.wait_for("127\\.0\\.0\\.1:([0-9]+)[^0-9]");
};

/// A run with every report there is; what it printed lies beside them.
Finished run_with(const Folder& folder, std::vector<std::string> more) {
  const Server server;
  ::setenv("CONFORM_TEST_LOGIN", "login-password-90-QqQq", 1);
  ::setenv("CONFORM_TEST_COOKIE", "cookie-key-88-QqQq", 1);
  ::setenv("CONFORM_TEST_OWN", "own-auth-82-QqQq", 1);
  write_file(folder / "conform.yaml", configuration);
  std::vector<std::string> words = {"run",
                                    document,
                                    "--config",
                                    "conform.yaml",
                                    "--target",
                                    server.url,
                                    "-H",
                                    "X-Api-Key: header-key-81-QqQq",
                                    "--auth",
                                    "basic=ada:basic p%a\"ss/wörd-83",
                                    "--auth",
                                    "query=query key&87=Qq+Qq",
                                    "--auth-client",
                                    "oauth=app:client-secret-89-QqQq",
                                    "--baseline",
                                    "known.yaml",
                                    "--update-baseline",
                                    "--probes",
                                    "none",
                                    "--depth",
                                    "smoke",
                                    "--confirm",
                                    "0"};
  for (const ReportKind& kind : report_kinds())
    words.insert(words.end(), {"--report", std::string(kind.name) + "=report." + std::string(kind.name)});
  words.insert(words.end(), more.begin(), more.end());
  Finished run = run_conform(words, folder.path());
  write_file(folder / "stdout", run.out);
  write_file(folder / "stderr", run.err);
  return run;
}

std::string found_in(const Folder& folder) {
  std::vector<std::string> words = {
      "python3", "-B", CONFORM_SOURCE_DIR "/tests/data/find_secrets.py", folder.path().string()};
  words.insert(words.end(), secrets.begin(), secrets.end());
  const Finished found = run_program(words);
  EXPECT_EQ(found.exit, 0) << found.err;
  return found.out;
}

TEST(Secrets, StandInNothingThatARunWrites) {
  const Folder folder;
  const Finished run = run_with(folder, {});
  EXPECT_EQ(run.exit, 0) << run.out << run.err;
  EXPECT_NE(run.out.find("known"), std::string::npos) << run.out;
  EXPECT_EQ(found_in(folder), "");
}

TEST(Secrets, AreShownOnlyWhereThatIsAskedForAndThenEveryReportSaysSo) {
  const Folder folder;
  const Finished run = run_with(folder, {"--show-secrets"});
  EXPECT_EQ(run.exit, 0) << run.out << run.err;
  const std::string found = found_in(folder);
  for (const std::string_view secret : secrets) {
    // These two go to nobody but the token endpoint.
    if (secret.starts_with("refresh") || secret.starts_with("client")) continue;
    EXPECT_NE(found.find("conform-report/results.ndjson: " + std::string(secret)), std::string::npos)
        << found;
  }
  for (const ReportKind& kind : report_kinds()) {
    const std::string name = "report." + std::string(kind.name);
    // These two show no exchange of what the baseline knows.
    const bool has_exchanges = kind.name != "markdown" && kind.name != "github";
    EXPECT_EQ(found.find(name + ": ") != std::string::npos, has_exchanges) << name << found;
    EXPECT_NE(read_file(folder / name).find("Secrets are shown"), std::string::npos) << name;
  }
  EXPECT_NE(run.out.find("Secrets are shown"), std::string::npos);
}

}  // namespace
}  // namespace conform::testing
