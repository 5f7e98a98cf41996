#include "tests/http/matching.hpp"

namespace conform {
namespace {

// RFC 9110 §11.6.1, RFC 7617 §2, RFC 7616 §3.9, RFC 6750 §3, RFC 4559.
TEST(Challenges, TakeTheExamplesOfTheRfcs) {
  expect_matches(
      "challenge-list",
      {R"(Basic realm="simple", Newauth realm="apps", type=1, title="Login to \"apps\"")",
       R"(Newauth realm="apps", type=1, title="Login to \"apps\"", Basic realm="simple")",
       R"(Basic realm="WallyWorld")",
       R"(Basic realm="foo", charset="UTF-8")",
       R"(Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=MD5, nonce="7yp", opaque="FQh")",
       R"(Bearer realm="example", error="invalid_token", error_description="The access token expired")",
       "Negotiate",
       "Negotiate oYGsMIGpoAMKAQGh==",
       "Negotiate, Basic realm=\"x\"",
       "Bearer"});
}

TEST(Challenges, AllowEmptyListMembers) {
  expect_matches("challenge-list", {R"(Basic realm="x", , Negotiate)", R"(, Basic realm="x")"});
}

TEST(Challenges, RefuseWhatIsNone) {
  expect_refuses("challenge-list",
                 {"",
                  ",",
                  R"(realm="x")",
                  R"(Basic realm="x)",
                  R"(Basic realm="x" charset="UTF-8")",
                  R"(Basic, realm="x")",
                  R"(Basic "x")",
                  "Basic realm x"});
}

TEST(Challenges, BindSendersToTheStricterForm) {
  expect_refuses("challenge-list",
                 {R"(Basic realm=simple)", R"(Basic realm = "x")", R"(Basic realm="x", REALM="y")"});
}

TEST(Challenges, NeedARealmForBasicAndDigest) {
  expect_matches("challenge-list-with-realms",
                 {R"(Basic realm="")", "Bearer", R"(basic charset="UTF-8", realm="a")"});
  expect_refuses(
      "challenge-list-with-realms",
      {"Basic", "Basic realm=", R"(Basic charset="UTF-8")", R"(Basic realm="a", Digest qop="auth")"});
}

}  // namespace
}  // namespace conform
