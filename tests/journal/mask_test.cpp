#include "runner/journal/mask.hpp"
#include "runner/text/base64.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

TEST(Mask, ReplacesASecretWhereverItStands) {
  const Mask mask({"s3cr3t!"});
  EXPECT_EQ(mask.text("s3cr3t! and as3cr3t!b"), "••• and a•••b");
  EXPECT_EQ(mask.text("nothing here"), "nothing here");
}

TEST(Mask, KnowsEncodedForms) {
  const Mask mask({"a b/c\"é"});
  for (const std::string form : {"a%20b%2Fc%22%C3%A9",
                                 "a%20b%2fc%22%c3%a9",
                                 "a+b/c%22\xc3\xa9",
                                 "a b\\/c\\\"\xc3\xa9",
                                 "a b/c&quot;\xc3\xa9",
                                 "%61%20%62%2F%63%22%C3%A9"}) {
    EXPECT_EQ(mask.text("<" + form + ">"), "<•••>") << form;
  }
}

TEST(Mask, KnowsFormsWithinForms) {
  const Mask mask({"s/e crét%1&"});
  for (const std::string form : {R"(s\/\u0065 cr\u00e9t%1&)",
                                 R"(s\\\/\\u0065 cr\\u00E9t%1&)",
                                 "s%252Fe%2520cr%25C3%25A9t%25251%2526",
                                 "%25%37%33/e cr&#233;t%1&amp;amp;",
                                 "&#115;/&#x65; cr&#xE9;t%1&amp;",
                                 "S/E CRét%1&"})
    EXPECT_EQ(mask.text("<" + form + ">"), "<•••>") << form;
  EXPECT_EQ(Mask({"x-😀-secret"}).text(R"(x-\ud83d\ude00-secret)"), "•••");
}

TEST(Mask, KnowsWhatStandsInTextsThatWereEncodedAsAWhole) {
  const std::string secret = "tok-0123456789?>";
  const Mask mask({secret});
  for (const std::string before : {"", "a", "ab", "{\"a\": \""}) {
    std::string coded = to_base64(before + secret + "\"}");
    EXPECT_NE(mask.text(coded).find("•••"), std::string::npos) << before;
    const std::string left = mask.text(coded);
    EXPECT_LE(left.size(), before.size() * 2 + 9 + 8) << left;
  }
  EXPECT_EQ(mask.text("746F6B2D303132333435363738393F3E"), "•••");
}

TEST(Mask, KnowsWhatIsSplitOverChunks) {
  const Mask mask({"s3cr3t!"});
  const std::string head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n";
  EXPECT_EQ(mask.bytes(head + "3\r\ns3c\r\n1;x=y\r\nr\r\n003\r\n3t!\r\n0\r\n\r\n"),
            head + "3\r\n***\r\n1;x=y\r\n*\r\n003\r\n***\r\n0\r\n\r\n");
  // Of an escape that is split the line between goes with it.
  EXPECT_EQ(mask.bytes(head + "5\r\ns3c%7\r\n5\r\n23t!.\r\n0\r\n\r\n"),
            head + "5\r\n" + std::string(14, '*') + ".\r\n0\r\n\r\n");
}

TEST(Mask, HidesNothingWhereSecretsAreShown) {
  const Mask mask = Mask::showing().also({"s3cr3t!"});
  EXPECT_EQ(mask.text("s3cr3t!"), "s3cr3t!");
  EXPECT_EQ(mask.bytes("Cookie: a=b\r\n"), "Cookie: a=b\r\n");
  EXPECT_FALSE(mask.hides());
}

TEST(Mask, IsNotSlowOnHostileTexts) {
  const Mask mask({"%%%%%%%%%%", std::string(100, '\\'), std::string(100, '&')});
  std::string text;
  for (int at = 0; at < 20'000; ++at)
    text += at % 3 == 0 ? "%25" : at % 3 == 1 ? "\\" : "&amp;";
  EXPECT_LE(mask.text(text).size(), text.size());
  EXPECT_EQ(mask.bytes(text).size(), text.size());
}

TEST(Mask, FindsSecretsThatLookEncodedThemselves) {
  EXPECT_EQ(Mask({"100%25off"}).text("x 100%25off y"), "x ••• y");
  EXPECT_EQ(Mask({"100%off"}).text("x 100%25off y"), "x ••• y");
}

TEST(Mask, KnowsTheBase64OfUserAndPassword) {
  const Mask mask({"ada:lovelace"});
  EXPECT_EQ(mask.text("Basic " + to_base64("ada:lovelace")), "Basic •••");
  EXPECT_EQ(mask.text("the password is lovelace"), "the password is •••");
  EXPECT_EQ(mask.text("user ada"), "user ada");
}

TEST(Mask, KnowsAKeyThatStandsWhereANameDoes) {
  const Mask mask({"stripekey:"});
  EXPECT_EQ(mask.text("Basic " + to_base64("stripekey:")), "Basic •••");
  EXPECT_EQ(mask.text("the key is stripekey"), "the key is •••");
}

TEST(Mask, KnowsWhatAnAuthorizationValueHolds) {
  const Mask basic({"Basic " + to_base64("ada:lovelace")});
  EXPECT_EQ(basic.text("echo " + to_base64("ada:lovelace") + " lovelace"), "echo ••• •••");
  EXPECT_EQ(Mask({"Bearer tok-123"}).text("{\"token\":\"tok-123\"}"), "{\"token\":\"•••\"}");
}

TEST(Mask, LeavesShortValuesInTexts) { EXPECT_EQ(Mask({"abc", ""}).text("abc"), "abc"); }

TEST(Mask, KeepsEveryOffsetOfBytes) {
  const Mask mask({"s3cr3t!"});
  const std::string http =
      "GET /?k=s3cr3t%21 HTTP/1.1\r\nAuthorization: Bearer zzz\r\nHost: h\r\n\r\nbody s3cr3t!";
  const std::string masked = mask.bytes(http);
  EXPECT_EQ(masked.size(), http.size());
  EXPECT_EQ(masked, "GET /?k=********* HTTP/1.1\r\nAuthorization: Bearer ***\r\nHost: h\r\n\r\nbody *******");
}

TEST(Mask, HidesTheValuesOfCredentialFields) {
  const Mask mask;
  EXPECT_EQ(mask.bytes("X-API-Key:abc\nproxy-authorization : foo bar\r\n"),
            "X-API-Key:***\nproxy-authorization : *******\r\n");
  EXPECT_EQ(mask.bytes("Cookie: a=1; b=two\r\n"), "Cookie: a=*; b=***\r\n");
  EXPECT_EQ(mask.bytes("Set-Cookie: sid=abc; Path=/; HttpOnly\r\n"),
            "Set-Cookie: sid=***; Path=/; HttpOnly\r\n");
  EXPECT_EQ(mask.bytes("Set-Cookie: abc\r\n"), "Set-Cookie: ***\r\n");
  EXPECT_EQ(mask.bytes("Authorization: Digest a,\r\n b=c\r\nX: y\r\n"),
            "Authorization: Digest **\r\n****\r\nX: y\r\n");
}

TEST(Mask, HidesWhatFollowsACarriageReturnInsideAValue) {
  const std::string masked = Mask().bytes("Authorization: Bearer ab\rcd\nX: y");
  EXPECT_EQ(masked, "Authorization: Bearer *****\nX: y");
}

TEST(Mask, MasksTheLongestOfOverlappingSecrets) {
  EXPECT_EQ(Mask({"pass", "password"}).text("password"), "•••");
}

TEST(Mask, CollectsTheCredentialsOfAnExchange) {
  Exchange exchange{};
  exchange.request.fields = {{"Authorization", "Bearer 0123456789"}, {"Cookie", "a=short; b=longer-value"}};
  Response response{};
  response.fields = {{"Set-Cookie", "sid=set-by-server; Path=/not-a-secret"}};
  exchange.answer = response;
  EXPECT_EQ(credentials_in(exchange),
            (std::vector<std::string>{"0123456789", "longer-value", "set-by-server"}));
}

TEST(Mask, KnowsWhatTokenEndpointsAnswer) {
  Response response;
  response.content =
      R"({"access_token": "access-123", "refresh_token": "refresh-123", "id_token": "short", "user": "ada"})";
  Exchange exchange;
  exchange.answer = response;
  EXPECT_EQ(credentials_in(exchange), (std::vector<std::string>{"access-123", "refresh-123"}));
  for (const char* other : {R"(["access_token"])", R"({"access_token": {}})", "access_token\""}) {
    response.content = other;
    exchange.answer = response;
    EXPECT_TRUE(credentials_in(exchange).empty()) << other;
  }
}

}  // namespace
}  // namespace conform
