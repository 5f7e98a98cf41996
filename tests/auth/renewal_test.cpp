#include "runner/auth/renewal.hpp"

#include "tests/cli/process.hpp"

#include <gtest/gtest.h>

namespace conform::testing {
namespace {

struct TokenServer {
  TokenServer() : process({"python3", CONFORM_SOURCE_DIR "/tests/data/token_server.py"}) {
    target.host = "127.0.0.1";
    target.port = static_cast<std::uint16_t>(std::stoi(process.wait_for("127\\.0\\.0\\.1:([0-9]+)[^0-9]")));
  }
  Background process;
  Target target{};
};

Steps steps_with(const std::string& credentials) {
  auto steps = std::make_shared<std::vector<Step>>(1);
  steps->front().request.fields.add("Authorization", credentials);
  return steps;
}

std::string sent_by(const Steps& steps) {
  return steps->front().request.fields.combined("Authorization").value_or("");
}

TEST(Renewal, ReplacesATokenThatHasEnded) {
  const TokenServer server;
  Lease lease;
  lease.token = {.value = "old", .lifetime = std::chrono::seconds(0), .refresh_token = "refresh-token-85"};
  lease.wish.client = "app 1:client-secret-81";
  lease.target = server.target;
  lease.path = "/token";
  lease.began = Clock::now();
  const WireOptions options;
  Renewal renewal({lease}, server.target, options);
  const std::string renewed = sent_by(renewal.fresh(steps_with("Bearer old")));
  EXPECT_EQ(renewed, "Bearer made-token-83-1");
  // That one is good for an hour.
  EXPECT_EQ(sent_by(renewal.fresh(steps_with("Bearer old"))), renewed);
  EXPECT_EQ(sent_by(renewal.fresh(steps_with("Bearer conform-nobody"))), "Bearer conform-nobody");
}

TEST(Renewal, KeepsTheOldTokenWhenThereIsNoNewOne) {
  const TokenServer server;
  Lease lease;
  lease.token = {.value = "old", .lifetime = std::chrono::seconds(0)};
  lease.wish.client = "app 1:wrong";
  lease.target = server.target;
  lease.path = "/token";
  lease.began = Clock::now();
  const WireOptions options;
  Renewal renewal({lease}, server.target, options);
  EXPECT_EQ(sent_by(renewal.fresh(steps_with("Bearer old"))), "Bearer old");
}

}  // namespace
}  // namespace conform::testing
