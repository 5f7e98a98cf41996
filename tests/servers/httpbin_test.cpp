#include "tests/servers/serving.hpp"
#include "tests/servers/session.hpp"

#include <cstdlib>
#include <iostream>
#include <map>
#include <set>

#include <gtest/gtest.h>

// The main job on a real server: Debian's httpbin under gunicorn, judged by the demo's document.

namespace conform::testing {
namespace {

/// The demo's own document where ../shared is; our own stands in, and says so.
std::string demo_document() {
  const char* shared = std::getenv("CONFORM_SHARED");
  const std::string root = shared != nullptr ? shared : CONFORM_SOURCE_DIR "/../shared";
  const std::string document = root + "/corpus/demo/http-status-codes.yaml";
  if (std::filesystem::exists(document)) return document;
  std::cout << "left out: " << document << " is not here; specs/http-status.yaml stands in\n";
  return CONFORM_SOURCE_DIR "/specs/http-status.yaml";
}

bool is_ours() { return demo_document().ends_with("http-status.yaml"); }

/// One run for all tests about single answers: it is the same question asked of one answer.
const Session& run_on_httpbin() {
  static const Serving server("httpbin");
  static const Session run = session_on(server.url(), demo_document(), {"--probes", "none"});
  return run;
}

bool fails(const std::string& path, const std::string& rule) {
  const auto& findings = run_on_httpbin().findings;
  const auto found = findings.find("GET " + path);
  if (found == findings.end()) return false;
  const auto weight = found->second.find(rule);
  return weight != found->second.end() && weight->second.weight == "fail";
}

TEST(Httpbin, IsJudgedOnEveryOperationAndFails) {
  const Session& run = run_on_httpbin();
  EXPECT_EQ(run.finished.exit, 1) << run.finished.out << run.finished.err;
  EXPECT_GE(run.outcomes.size(), 89U);
  for (const auto& [id, outcome] : run.outcomes)
    EXPECT_TRUE(outcome == "passed" || outcome == "failed") << id << " " << outcome;
}

TEST(Httpbin, HasOneUndocumentedStatusWhichIsTheSlipOfTheDemo) {
  std::set<std::string> undocumented;
  for (const auto& [id, findings] : run_on_httpbin().findings)
    if (findings.contains("contract/status-documented")) undocumented.insert(id);
  // Our own document does not repeat the slip.
  EXPECT_EQ(undocumented, is_ours() ? std::set<std::string>{} : std::set<std::string>{"GET /status/512"});
}

TEST(Httpbin, NeverFollowsAnInterimResponseByAFinalOne) {
  for (const char* path : {"/status/100", "/status/102", "/status/103"}) {
    EXPECT_TRUE(fails(path, "http/1xx-followed-by-final")) << path;
    EXPECT_EQ(run_on_httpbin().outcomes.at(std::string("GET ") + path), "failed") << path;
  }
}

TEST(Httpbin, LacksFieldsThatAStatusCalledFor) {
  EXPECT_TRUE(fails("/status/405", "http/405-lists-allow"));
  EXPECT_TRUE(fails("/status/426", "http/426-names-protocol"));
  EXPECT_TRUE(fails("/status/206", "http/206-has-content-range"));
  EXPECT_TRUE(fails("/status/226", "http/226-has-etag"));
}

/// The rules that fail the case; those of the contract only where the document is the demo's: ours promises
/// fields that httpbin knows nothing of.
std::set<std::string> failures_of(const std::string& id) {
  std::set<std::string> failures;
  const auto found = run_on_httpbin().findings.find(id);
  if (found == run_on_httpbin().findings.end()) return failures;
  for (const auto& [rule, one] : found->second) {
    if (one.weight == "fail" && !(is_ours() && rule.starts_with("contract/"))) failures.insert(rule);
  }
  return failures;
}

TEST(Httpbin, IsCleanWhereItKeepsTheRules) {
  for (const char* path :
       {"/status/401", "/status/301", "/status/302", "/status/303", "/status/307", "/status/204"}) {
    const std::string id = std::string("GET ") + path;
    EXPECT_TRUE(run_on_httpbin().outcomes.contains(id)) << id;
    EXPECT_EQ(failures_of(id), std::set<std::string>{}) << id;
    if (!is_ours()) {
      EXPECT_EQ(run_on_httpbin().outcomes.at(id), "passed") << id;
    }
  }
}

/// Its answers echo what was sent, and the document promises arrays: so all of it stands in the report.
TEST(Httpbin, TakesCredentialsOfTheConfiguration) {
  static const Serving server("httpbin");
  const Folder folder;
  write_file(folder / "conform.yaml", R"(auth:
  basic: { user: ada, password: "${CONFORM_TEST_PASSWORD}" }
  bearer: { command: echo bearer-token-73 }
values: { user: ada, passwd: "${CONFORM_TEST_PASSWORD}" }
)");
  ::setenv("CONFORM_TEST_PASSWORD", "basic-password-72", 1);
  const Session run =
      session_on(server.url(),
                 CONFORM_SOURCE_DIR "/tests/servers/httpbin-auth.yaml",
                 {"--config", folder / "conform.yaml", "--depth", "standard", "--probes", "none"});
  for (const char* path : {"/basic-auth/{user}/{passwd}", "/bearer"}) {
    const std::string id = std::string("GET ") + path;
    EXPECT_EQ(run.statuses.at(id), std::set<int>{200}) << run.finished.out << run.finished.err;
  }
  EXPECT_EQ(run.outcomes.at("GET /basic-auth/{user}/{passwd} · negative · credentials missing"), "passed");
  // Its challenge is `Bearer` alone. RFC 6750 §3 wants at least one parameter.
  const auto& bare = run.findings.at("GET /bearer · negative · credentials missing");
  ASSERT_TRUE(bare.contains("http/challenge-bearer-complete"));
  EXPECT_FALSE(bare.contains("contract/credentials-required"));
  const std::string wrong = "GET /basic-auth/{user}/{passwd} · negative · credentials wrong";
  EXPECT_EQ(run.outcomes.at(wrong), "passed");
  // httpbin takes any token: a broken promise.
  EXPECT_EQ(run.outcomes.at("GET /bearer · negative · credentials wrong"), "failed");
  std::string all = run.finished.out + run.finished.err;
  for (const auto& [id, findings] : run.findings)
    for (const auto& [rule, found] : findings)
      all += found.sent + found.received;
  EXPECT_NE(all.find("\"authenticated\""), std::string::npos);
  // `printf %s ada:basic-password-72 | base64`
  for (const char* secret : {"basic-password-72", "bearer-token-73", "YWRhOmJhc2ljLXBhc3N3b3JkLTcy"})
    EXPECT_EQ(all.find(secret), std::string::npos) << secret;
}

}  // namespace
}  // namespace conform::testing
