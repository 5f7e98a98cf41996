#include "runner/auth/renewal.hpp"

#include "tests/cli/process.hpp"

#include <array>

#include <gtest/gtest.h>

namespace conform::testing {
namespace {

struct TokenServer {
  TokenServer() : process({"python3", "-B", CONFORM_SOURCE_DIR "/tests/data/token_server.py"}) {
    target.host = "127.0.0.1";
    target.port = static_cast<std::uint16_t>(std::stoi(process.wait_for("127\\.0\\.0\\.1:([0-9]+)[^0-9]")));
  }
  Background process;
  Target target{};
};

/// One operation, which asks for a bearer token, and a token of client credentials for it.
struct Fixture {
  Fixture() {
    api.security_schemes["client"].kind = SecurityScheme::Kind::oauth2;
    api.security_schemes["client"].name = "client";
    api.operations.resize(1);
  }
  Lease lease(const std::string& client, std::optional<std::chrono::seconds> lifetime) const {
    Lease made;
    made.scheme = "client";
    made.token = {.value = "old", .lifetime = lifetime, .refresh_token = ""};
    TokenEndpoint endpoint;
    endpoint.wish.client = client;
    endpoint.wish.scopes = {"read"};
    endpoint.target = server.target;
    endpoint.path = "/token";
    made.from = endpoint;
    made.began = Clock::now();
    return made;
  }
  TokenServer server{};
  Api api{};
  WireOptions options{};
};

Steps steps_with(const std::string& credentials) {
  auto steps = std::make_shared<std::vector<Step>>(1);
  steps->front().request.fields.add("Authorization", credentials);
  return steps;
}

std::string sent_by(const Steps& steps) {
  return steps->front().request.fields.combined("Authorization").value_or("");
}

/// A trial with an answer of that status for each pair of a method and credentials.
Trial answered(const std::vector<std::array<std::string, 2>>& requests, const std::vector<int>& statuses) {
  Trial trial;
  for (std::size_t at = 0; at < requests.size(); ++at) {
    Exchange exchange;
    exchange.request.method = requests[at][0];
    exchange.request.fields.add("Authorization", requests[at][1]);
    Response response;
    response.status = statuses[at];
    exchange.answer = std::move(response);
    trial.exchanges.push_back(std::move(exchange));
  }
  return trial;
}

constexpr std::chrono::seconds nothing{0};
const std::string good = "app 1:client-secret-81";

TEST(Renewal, ReplacesATokenThatHasEnded) {
  const Fixture fixture;
  Renewal renewal(fixture.api, {fixture.lease(good, nothing)}, fixture.server.target, fixture.options);
  const std::string renewed = sent_by(renewal.fresh(steps_with("Bearer old")));
  EXPECT_EQ(renewed, "Bearer made-token-83-1");
  // That one is good for an hour.
  EXPECT_EQ(sent_by(renewal.fresh(steps_with("Bearer old"))), renewed);
  EXPECT_EQ(sent_by(renewal.fresh(steps_with("Bearer conform-nobody"))), "Bearer conform-nobody");
  EXPECT_EQ(renewal.take_secrets(), (std::vector<std::string>{"made-token-83-1", "refresh-token-85"}));
  EXPECT_TRUE(renewal.take_secrets().empty());
}

TEST(Renewal, KeepsTheOldTokenWhenThereIsNoNewOne) {
  const Fixture fixture;
  const Lease lease = fixture.lease("app 1:wrong", nothing);
  Renewal renewal(fixture.api, {lease}, fixture.server.target, fixture.options);
  EXPECT_EQ(sent_by(renewal.fresh(steps_with("Bearer old"))), "Bearer old");
  ASSERT_EQ(renewal.report().size(), 1U);
  EXPECT_NE(renewal.report().front().find("`invalid_client`"), std::string::npos);
}

TEST(Renewal, ReplacesARefusedTokenOnceForAllWorkers) {
  const Fixture fixture;
  const Lease lease = fixture.lease(good, std::nullopt);
  Renewal renewal(fixture.api, {lease}, fixture.server.target, fixture.options);
  const Case subject;
  Trial first = answered({{"POST", "Bearer old"}}, {401});
  Trial second = first;
  second.case_index = 1;
  EXPECT_TRUE(renewal.wants_another(subject, first));
  EXPECT_TRUE(renewal.wants_another(subject, second));
  EXPECT_EQ(sent_by(renewal.fresh(steps_with("Bearer old"))), "Bearer made-token-83-1");
  // The second time it stands.
  first = answered({{"POST", "Bearer made-token-83-1"}}, {401});
  EXPECT_FALSE(renewal.wants_another(subject, first));
  EXPECT_EQ(renewal.take_secrets().size(), 2U);
  ASSERT_EQ(renewal.report().size(), 1U);
  EXPECT_EQ(renewal.report().front(),
            "The value for `client` was refused once during the run, and obtained again.");
}

TEST(Renewal, LeavesAloneWhatIsRefusedForOtherReasons) {
  const Fixture fixture;
  const Lease lease = fixture.lease(good, std::nullopt);
  Renewal renewal(fixture.api, {lease}, fixture.server.target, fixture.options);
  const Case plain;
  Case lacking;
  lacking.credentials = std::make_shared<const CredentialChange>();
  EXPECT_FALSE(renewal.wants_another(plain, answered({{"GET", "Bearer old"}}, {403})));
  EXPECT_FALSE(renewal.wants_another(plain, answered({{"GET", "Bearer conform-nobody"}}, {401})));
  EXPECT_FALSE(renewal.wants_another(plain, answered({{"GET", "Basic b2xk"}}, {401})));
  EXPECT_FALSE(renewal.wants_another(lacking, answered({{"GET", "Bearer old"}}, {401})));
  // What was carried out is not repeated.
  const std::vector<std::array<std::string, 2>> both = {{"POST", "Bearer old"}, {"GET", "Bearer old"}};
  EXPECT_FALSE(renewal.wants_another(plain, answered(both, {201, 401})));
  EXPECT_TRUE(renewal.take_secrets().empty());
  EXPECT_TRUE(renewal.wants_another(plain, answered(both, {401, 401})));
}

TEST(Renewal, GivesUpOnAnOperationThatRefusesEveryToken) {
  const Fixture fixture;
  const Lease lease = fixture.lease(good, std::nullopt);
  Renewal renewal(fixture.api, {lease}, fixture.server.target, fixture.options);
  const Case subject;
  std::size_t sent_again = 0;
  for (std::uint32_t at = 0; at < 10; ++at) {
    for (int attempt = 0; attempt < 2; ++attempt) {
      Trial trial = answered({{"GET", sent_by(renewal.fresh(steps_with("Bearer old")))}}, {401});
      trial.case_index = at;
      if (!renewal.wants_another(subject, trial)) break;
      ++sent_again;
    }
  }
  EXPECT_EQ(sent_again, 3U);
  EXPECT_EQ(renewal.take_secrets().size(), 6U);
}

TEST(Renewal, AsksOnceWhereNothingNewComes) {
  const Fixture fixture;
  Lease lease = fixture.lease(good, std::nullopt);
  const Folder folder;
  lease.from = ShellCommand{"echo asked >> " + (folder / "log").string() + "; echo old"};
  Renewal renewal(fixture.api, {lease}, fixture.server.target, fixture.options);
  const Case subject;
  for (std::uint32_t at = 0; at < 3; ++at) {
    Trial trial = answered({{"GET", "Bearer old"}}, {401});
    trial.case_index = at;
    EXPECT_FALSE(renewal.wants_another(subject, trial));
  }
  EXPECT_EQ(read_file(folder / "log"), "asked\n");
}

}  // namespace
}  // namespace conform::testing
