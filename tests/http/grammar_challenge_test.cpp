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
  expect_refuses("challenge-list", {R"(Basic realm = "x")", R"(Basic realm ="x")"});
  expect_refuses("challenges-with-quoted-realms", {R"(Basic realm=simple)", R"(New a=b, Basic Realm=x)"});
  expect_matches("challenges-with-quoted-realms", {R"(Basic realm="x")", "Bearer scope=a"});
  expect_refuses("challenges-with-single-parameters", {R"(Basic realm="x", REALM="y")"});
  expect_matches("challenges-with-single-parameters", {R"(Basic realm="x", Digest realm="x")"});
}

// RFC 7617 §2, §2.1
TEST(Challenges, NeedARealmForBasic) {
  expect_matches("complete-basic-challenges",
                 {R"(Basic realm="")", "Bearer", R"(basic charset="utf-8", realm="a")"});
  expect_refuses("complete-basic-challenges",
                 {"Basic",
                  "Basic realm=",
                  R"(Basic charset="UTF-8")",
                  R"(Bearer, Basic charset="UTF-8")",
                  R"(Basic realm="a", charset="ISO-8859-1")"});
}

// RFC 7616 §3.3, §3.9.1
TEST(Challenges, NeedMoreForDigest) {
  expect_matches("complete-digest-challenges",
                 {R"(Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, )"
                  R"(nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", )"
                  R"(opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS")",
                  R"(Basic realm="x")"});
  expect_refuses("complete-digest-challenges",
                 {R"(Digest realm="x", nonce="n")",
                  R"(Digest realm="x", nonce="n", qop=auth)",
                  R"(Digest realm="x", nonce="n", qop="auth", algorithm="MD5")",
                  R"(Digest realm="x", nonce="n", qop="auth", stale="true")"});
}

// RFC 6750 §3
TEST(Challenges, NeedAParameterForBearer) {
  expect_matches("complete-bearer-challenges", {R"(Bearer realm="x")", "Basic"});
  expect_refuses("complete-bearer-challenges", {"Bearer", "bearer,", R"(Basic realm="x", Bearer)"});
}

}  // namespace
}  // namespace conform
