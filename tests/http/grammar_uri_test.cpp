#include "tests/http/matching.hpp"

namespace conform {
namespace {

// RFC 3986 §1.1.2 and §5.4
TEST(UriReference, TakesTheExamplesOfTheRfc) {
  expect_matches("uri-reference",
                 {"ftp://ftp.is.co.za/rfc/rfc1808.txt",
                  "http://www.ietf.org/rfc/rfc2396.txt",
                  "ldap://[2001:db8::7]/c=GB?objectClass?one",
                  "mailto:John.Doe@example.com",
                  "news:comp.infosystems.www.servers.unix",
                  "tel:+1-816-555-1212",
                  "telnet://192.0.2.16:80/",
                  "urn:oasis:names:specification:docbook:dtd:xml:4.1.2",
                  "g:h",
                  "g",
                  "./g",
                  "g/",
                  "/g",
                  "//g",
                  "?y",
                  "g?y",
                  "#s",
                  "g#s",
                  "g?y#s",
                  ";x",
                  "g;x",
                  "",
                  ".",
                  "./",
                  "..",
                  "../g",
                  "../../../g",
                  "http:g",
                  "http:///g",
                  "/a%20b",
                  "./a:b",
                  "//h:/x",
                  "/a//b"});
}

TEST(UriReference, RefusesWhatMustBeEncoded) {
  expect_refuses("uri-reference",
                 {"/a b",    "/caf\xc3\xa9", "/a%2", "/a%zz", "/<a>", "/a\"b",   "/a\\b",
                  "/{id}",   "/a|b",         "/a^b", "/a`b",  "#a#b", "//h:8x/", "//a@b@c/",
                  "//[::1/", "//a[b]/",      "/[a]", "1a:b",  ":a",   "a_b:c",   "http://h\x01/"});
}

TEST(UriReference, KnowsAddresses) {
  expect_matches("uri-reference",
                 {"//[::]/",
                  "//[::1]:8080/",
                  "//[1:2:3:4:5:6:7:8]/",
                  "//[1::8]/",
                  "//[::ffff:192.0.2.1]/",
                  "//[1:2:3:4:5:6:192.0.2.1]/",
                  "//[v1.a:b]/",
                  "//[1:2:3:4:5:6:7::]/",
                  "//999.1.1.1/"});
  expect_refuses("uri-reference",
                 {"//[1:2:3:4:5:6:7]/",
                  "//[1:2:3:4:5:6:7:8:9]/",
                  "//[1::2::3]/",
                  "//[12345::]/",
                  "//[::256.0.0.1]/",
                  "//[1.2.3.4::]/",
                  "//[:1:2:3:4:5:6:7]/",
                  "//[]/",
                  "//[v.a]/",
                  "//[::1]a/",
                  "//[1:2:3:4::5:6:7:8]/",
                  "//[::1.2.3]/",
                  "//[::01.2.3.4]/"});
}

TEST(AbsoluteUri, HasASchemeAndNoFragment) {
  expect_matches("absolute-uri", {"http://example.com", "urn:a:b?c"});
  expect_refuses("absolute-uri", {"", "/a", "//a", "http://a#b", "?a"});
  expect_matches("uri-reference-without-fragment", {"/a", "", "http://a?b"});
  expect_refuses("uri-reference-without-fragment", {"/a#", "#", "/a b"});
}

// RFC 9110 §4.2
TEST(CleanAuthority, IsAskedOfHttpAlone) {
  expect_matches(
      "clean-authority",
      {"http://a/", "HTTPS://[::1]/", "/a", "//a", "", "mailto:", "file:///etc/hosts", "ftp://u@h/"});
  expect_refuses("clean-authority",
                 {"http:///a", "https://:80/", "http:a", "//u@h/", "http://u:p@h/", "///a", "/a b"});
}

// RFC 8288 §3.5
TEST(Links, TakeTheExamplesOfTheRfc) {
  expect_matches(
      "link-list",
      {R"(<http://example.com/TheBook/chapter2>; rel="previous"; title="previous chapter")",
       R"(</>; rel="http://example.net/foo")",
       R"(</terms>; rel="copyright"; anchor="#foo")",
       R"(</TheBook/chapter2>; rel="previous"; title*=UTF-8'de'letztes%20Kapitel, </TheBook/chapter4>; rel="next"; title*=UTF-8'de'n%c3%a4chstes%20Kapitel)",
       R"(<http://example.org/>; rel="start http://example.net/relation/other")",
       R"(<https://example.org/>; rel="start", <https://example.org/index>; rel="index")",
       "</a>;rel=preload;crossorigin",
       ""});
  expect_refuses("link-list",
                 {"/a; rel=next",
                  "<a b>; rel=next",
                  "</a> rel=next",
                  "</a>; rel=\"next",
                  "</a>;",
                  "</a>,",
                  "</a>; =x",
                  "</a"});
}

TEST(Links, NeedARelationEach) {
  expect_matches("link-list-with-relations", {"</a>; rel=next", "</a>; REL=\"a b\", </b>; rel=c; rev=d"});
  expect_refuses("link-list-with-relations", {"</a>", "</a>; rel=a; rel=b", "</a>; rel=a, </b>"});
}

}  // namespace
}  // namespace conform
