#include "runner/auth/token.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

Exchange answered(int status, std::string content) {
  Response response;
  response.status = status;
  response.content = std::move(content);
  Exchange exchange;
  exchange.answer = std::move(response);
  return exchange;
}

TEST(TokenRequest, IsThatOfItsGrant) {
  TokenWish wish;
  wish.client = "a b:c&d:e";
  wish.scopes = {"read", "write"};
  const Request by_client = token_request(wish, "/token?x=1");
  EXPECT_EQ(by_client.method, "POST");
  EXPECT_EQ(by_client.target, "/token?x=1");
  EXPECT_EQ(by_client.content, "grant_type=client_credentials&scope=read+write");
  // RFC 6749 §2.3.1: both parts are form-encoded first. `a+b:c%26d%3Ae`
  EXPECT_EQ(by_client.fields.combined("Authorization"), "Basic YStiOmMlMjZkJTNBZQ==");
  wish.client_in = TokenWish::ClientIn::content;
  wish.scopes.clear();
  wish.user = "ada:pass:word";
  const Request by_user = token_request(wish, "/token");
  EXPECT_EQ(by_user.content,
            "grant_type=password&username=ada&password=pass%3Aword&client_id=a+b&client_secret=c%26d%3Ae");
  EXPECT_FALSE(by_user.fields.has("Authorization"));
  wish.refresh_token = "r1";
  wish.client.reset();
  EXPECT_EQ(token_request(wish, "/token").content, "grant_type=refresh_token&refresh_token=r1");
}

TEST(TokenAnswer, GivesTheTokenAndItsLifetime) {
  const auto read = token_in(answered(
      200, R"({"access_token": "t1", "token_type": "Bearer", "expires_in": 60, "refresh_token": "r1"})"));
  const auto* token = std::get_if<Token>(&read);
  ASSERT_NE(token, nullptr);
  EXPECT_EQ(token->value, "t1");
  EXPECT_EQ(token->lifetime, std::chrono::seconds(60));
  EXPECT_EQ(token->refresh_token, "r1");
  const auto bare = token_in(answered(200, R"({"access_token": "t1", "expires_in": "soon"})"));
  ASSERT_TRUE(std::holds_alternative<Token>(bare));
  EXPECT_FALSE(std::get<Token>(bare).lifetime);
}

TEST(TokenAnswer, SaysWhatCameInstead) {
  const std::vector<std::pair<Exchange, std::string>> rows = {
      {answered(400, R"({"error": "invalid_scope", "error_description": "No such."})"),
       "the answer is 400, `invalid_scope`: No such."},
      {answered(302, ""), "the answer is 302."},
      {answered(200, "<html>"), "the answer is no JSON object."},
      {answered(200, "[]"), "the answer is no JSON object."},
      {answered(200, R"({"token": "t1"})"), "the answer has no `access_token`."},
      {answered(200, R"({"access_token": 7})"), "the answer has no `access_token`."},
  };
  for (const auto& [exchange, sentence] : rows) {
    const auto read = token_in(exchange);
    const auto* why = std::get_if<std::string>(&read);
    ASSERT_NE(why, nullptr) << sentence;
    EXPECT_EQ(*why, sentence);
  }
  EXPECT_TRUE(is_client_unknown(answered(401, "")));
  EXPECT_TRUE(is_client_unknown(answered(400, R"({"error": "invalid_client"})")));
  EXPECT_FALSE(is_client_unknown(answered(400, R"({"error": "invalid_scope"})")));
}

}  // namespace
}  // namespace conform
