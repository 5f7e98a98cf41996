#include "runner/http/date.hpp"

#include "tests/http/matching.hpp"

namespace conform {
namespace {

// RFC 6797 §6.2
TEST(TransportSecurity, IsDirectivesBetweenSemicolons) {
  expect_matches("transport-security",
                 {"max-age=31536000",
                  "max-age=15768000 ; includeSubDomains",
                  "max-age=\"31536000\"",
                  "max-age=0; includeSubDomains; preload;",
                  ";",
                  ""});
  expect_refuses("transport-security", {"max-age=1, a", "max-age=", "=1", "max-age 1", "max-age=\"1"});
  expect_matches("transport-security-with-age", {"max-age=0", "MAX-AGE=\"1\"; a=b", "a; max-age=2"});
  expect_refuses("transport-security-with-age", {"includeSubDomains", "max-age", "max-age=1h", "max-age=-1"});
  expect_matches("transport-security-once-each", {"max-age=0; includeSubDomains"});
  expect_refuses("transport-security-once-each", {"max-age=0; Max-Age=0", "max-age=0; includeSubDomains=1"});
}

// RFC 6266 §5, RFC 8187 §3.2.3
TEST(ContentDisposition, HasParametersOnceEach) {
  expect_matches("content-disposition",
                 {"Attachment; filename=example.html",
                  "INLINE; FILENAME= \"an example.html\"",
                  "attachment; filename*= UTF-8''%e2%82%ac%20rates",
                  "attachment; filename=\"EURO rates\"; filename*=utf-8''%e2%82%ac%20rates",
                  "attachment; filename*=iso-8859-1'en'%A3%20rates"});
  expect_refuses("content-disposition",
                 {"attachment; filename=a; filename=b",
                  "attachment; filename*=a",
                  "attachment; filename*=UTF-8''%e",
                  "attachment; filename*=UTF-16''a",
                  "attachment; filename*=\"UTF-8''a\"",
                  "attachment;",
                  "attachment; filename",
                  "attachment, inline"});
}

// RFC 7838 §3
TEST(AlternativeServices, NameProtocolsAndAuthorities) {
  expect_matches("alternative-services",
                 {"h2=\":8000\"",
                  "h2=\"new.example.org:80\"",
                  "w%3Dx%3Ay#z=\":443\"",
                  "h2=\"alt.example.com:8000\", h2=\":443\"",
                  "h2=\":443\"; ma=3600",
                  "h3=\":443\"; ma=2592000; persist=1",
                  "clear"});
  expect_refuses(
      "alternative-services",
      {"", "Clear", "clear, h2=\":443\"", "h2=:443", "h2=\"443\"", "h2", "h2=\":443\"; ma=1h", "h2=\":\""});
}

// CSP Level 3 §2.2
TEST(ContentSecurityPolicy, HasEachDirectiveOnce) {
  expect_matches("content-security-policy",
                 {"script-src 'self'; script-src-elem 'self'",
                  "default-src 'none'",
                  "upgrade-insecure-requests;",
                  "default-src *, script-src 'none'",
                  " ; default-src *"});
  expect_refuses(
      "content-security-policy",
      {"", ";", "img-src a; IMG-SRC b", "default_src *", "default-src 'self' \xc3\xbc", "default-src *,"});
}

TEST(BrowserPolicies, HaveTheirWords) {
  expect_matches("referrer-policy", {"no-referrer", "unknown, strict-origin", "Origin"});
  expect_refuses("referrer-policy", {"", "unknown", "no-referrer; origin"});
  expect_matches("frame-options", {"DENY", "sameorigin"});
  expect_refuses("frame-options", {"ALLOWALL", "DENY, DENY", "ALLOW-FROM https://a.example/"});
  expect_matches("content-type-options", {"nosniff", "NoSniff"});
  expect_refuses("content-type-options", {"nosniff, nosniff", ""});
  expect_matches("cross-origin-opener-policy",
                 {"same-origin", "unsafe-none", "same-origin-allow-popups; report-to=\"a\""});
  expect_refuses("cross-origin-opener-policy", {"Same-Origin", "require-corp", "\"same-origin\""});
  expect_matches("cross-origin-embedder-policy", {"require-corp", "credentialless"});
  expect_refuses("cross-origin-embedder-policy", {"same-origin"});
  expect_matches("cross-origin-resource-policy", {"same-site", "cross-origin"});
  expect_refuses("cross-origin-resource-policy", {"none", "Same-Site"});
}

TEST(AllowedOrigin, IsOneOrigin) {
  expect_matches("allowed-origin", {"*", "null", "https://example.com", "http://[::1]:8080"});
  expect_refuses("allowed-origin",
                 {"",
                  "https://example.com/",
                  "https://a.example https://b.example",
                  "example.com",
                  "*.example.com",
                  "https://a@example.com",
                  "https://a.example, https://b.example"});
}

// RFC 6265 §3.1, §4.1.1
TEST(SetCookie, HasANameAValueAndAttributes) {
  expect_matches("set-cookie",
                 {"SID=31d4d96e407aad42",
                  "SID=31d4d96e407aad42; Path=/; Domain=example.com",
                  "lang=; Expires=Sun, 06 Nov 1994 08:49:37 GMT",
                  "a=\"b\"; Secure;HttpOnly",
                  "a=b; X-Own=what ever"});
  expect_refuses("set-cookie",
                 {"", "a", "=b", "a b=c", "a=b c", "a=b,c", "a=\"b", "a={\"b\":1}", "a=b; c\x01"});
  expect_refuses("cookie-attributes-once", {"a=b; Secure; secure", "a=b; Path=/; Path=/"});
  expect_matches("cookie-expiry", {"a=b", "a=b; expires=Wed, 09 Jun 2021 10:18:14 GMT"});
  expect_refuses("cookie-expiry", {"a=b; Expires=0", "a=b; Expires=Wed, 09-Jun-2021 10:18:14 GMT"});
  expect_matches("cookie-age", {"a=b; Max-Age=60", "a=b"});
  expect_refuses("cookie-age", {"a=b; Max-Age", "a=b; Max-Age=1.5", "a=b; max-age=-1"});
  expect_matches("cookie-prefix", {"__Secure-a=b; Secure", "__Host-a=b; Path=/; Secure", "__host-a=b"});
  expect_refuses("cookie-prefix",
                 {"__Secure-a=b",
                  "__Host-a=b; Secure",
                  "__Host-a=b; Path=/a; Secure",
                  "__Host-a=b; Path=/; Domain=example.com; Secure"});
  expect_matches("cookie-for-other-sites", {"a=b; SameSite=lax", "a=b; SameSite=None; Secure; Partitioned"});
  expect_refuses("cookie-for-other-sites", {"a=b; SameSite=None", "a=b; SameSite=yes", "a=b; Partitioned"});
}

TEST(CacheControl, MakesSense) {
  expect_matches("cache-lists-in-quotes", {"no-cache", "private=\"a, b\"", "no-cache=\"\""});
  expect_refuses("cache-lists-in-quotes", {"private=Set-Cookie", "no-cache=\"a b\""});
  expect_matches("cache-control-without-contradiction", {"", "max-age=1, public", "private=\"a\""});
  expect_refuses("cache-control-without-contradiction",
                 {"public, private", "no-store, NO-STORE", "no-store=1", "max-stale", "immutable, no-cache"});
  expect_refuses("cache-control-with-fallback", {"must-understand"});
}

TEST(Ranges, TellTheirLengthAndUnits) {
  expect_matches("satisfied-range-with-length", {"bytes 0-0/1"});
  expect_refuses("satisfied-range-with-length", {"bytes 0-0/*", "bytes */1"});
  expect_matches("multipart-type",
                 {"multipart/byteranges; boundary=THIS_STRING_SEPARATES",
                  "multipart/x; a=b; Boundary=\"gc0pJq0M:08jU534c0p\""});
  expect_refuses("multipart-type",
                 {"multipart/byteranges",
                  "multipart/x; boundary=\"\"",
                  "multipart/x; boundary=\"a \"",
                  "multipart/x; boundary=\"a@b\""});
}

TEST(Lists, AreJudgedByTheirMembers) {
  expect_matches("coding-preference-list", {"", "gzip", "gzip;q=1.0, *;q=0", "br ; q=0.5"});
  expect_refuses("coding-preference-list", {"gzip;q=2", "gzip;level=1", "gzip,,br", "gzip;q=0.1234"});
  expect_matches("methods-in-capitals", {"", "GET, m-search"});
  expect_refuses("methods-in-capitals", {"Get", "GET, options"});
  expect_matches("modest-product-list", {"nginx", "gunicorn/20.1", "a/1 (b/2)"});
  expect_refuses("modest-product-list", {"a/1 b/2"});
  expect_matches("link-list-with-single-attributes", {"</>; rel=a; title=b; title*=UTF-8''c"});
  expect_refuses("link-list-with-single-attributes", {"</>; type=a; TYPE=b", "</>; media=a; media=b"});
}

TEST(Times, AreReadFromBothForms) {
  EXPECT_EQ(time_of("Thu, 01 Jan 1970 00:00:00 GMT"), 0);
  EXPECT_EQ(time_of("Sun, 06 Nov 1994 08:49:37 GMT"), 784111777);
  EXPECT_EQ(time_of("Tue, 29 Feb 2000 12:00:00 GMT"), 951825600);
  EXPECT_EQ(time_of("Sat, 31 Dec 2033 23:59:59 GMT"), 2019686399);
  EXPECT_EQ(time_of("@1659578233"), 1659578233);
  EXPECT_EQ(time_of("@-1"), -1);
  EXPECT_EQ(time_of("@"), std::nullopt);
  EXPECT_EQ(time_of("@1.5"), std::nullopt);
  EXPECT_EQ(time_of("tomorrow"), std::nullopt);
}

}  // namespace
}  // namespace conform
