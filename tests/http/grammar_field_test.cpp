#include "tests/http/matching.hpp"

namespace conform {
namespace {

// RFC 9110 §8.3.1
TEST(MediaType, TakesParametersInBothForms) {
  expect_matches("media-type",
                 {"text/html;charset=utf-8",
                  "Text/HTML;Charset=\"utf-8\"",
                  "text/html; charset=\"utf-8\"",
                  "application/problem+json",
                  "multipart/form-data; boundary=\"a b;c\"",
                  "text/html;"});
  expect_refuses("media-type",
                 {"",
                  "text",
                  "text/",
                  "/html",
                  "text/html charset=utf-8",
                  "text/html; charset",
                  "text/html; charset = utf-8",
                  "text/html, text/plain",
                  "text/html; charset=\"utf-8",
                  "text/html; charset="});
}

TEST(MediaType, HasLists) {
  expect_matches("media-type-list", {"text/example;charset=utf-8", "application/example, text/example"});
  expect_refuses("media-type-list", {"", "application/example,, text/example"});
  expect_matches("media-range-list", {"", "audio/*; q=0.2, audio/basic", "*/*;q=0.8"});
  expect_refuses("media-range-list", {"text", "text/html text/plain"});
}

// RFC 9110 §8.8.3
TEST(EntityTag, IsQuotedAndPerhapsWeak) {
  expect_matches("entity-tag", {"\"xyzzy\"", "W/\"xyzzy\"", "\"\"", "\"a,b\\c\"", "\"\xc3\xa9\""});
  expect_refuses(
      "entity-tag",
      {"", "xyzzy", "w/\"xyzzy\"", "\"xyzzy", "W/xyzzy", "\"a b\"", "\"a\"b\"", "\"a\", \"b\"", "W/ \"a\""});
}

// RFC 9110 §14.4
TEST(ContentRange, TellsSatisfiedFromUnsatisfied) {
  expect_matches("content-range",
                 {"bytes 42-1233/1234",
                  "bytes 42-1233/*",
                  "bytes */1234",
                  "bytes 0-0/1",
                  "items 0-9/100",
                  "bytes 0-99999999999999999999998/99999999999999999999999"});
  expect_matches("satisfied-range", {"bytes 21010-47021/47022"});
  expect_refuses("satisfied-range", {"bytes */47022"});
  expect_refuses("unsatisfied-range", {"bytes 0-1/2", "bytes */*", "bytes */"});
}

TEST(ContentRange, KeepsItsNumbersInOrder) {
  expect_refuses("content-range",
                 {"bytes 5-4/10",
                  "bytes 0-10/10",
                  "bytes 0-10/9",
                  "bytes 100-20/*",
                  "bytes=0-4/10",
                  "bytes 0-4",
                  "bytes -4/10",
                  "0-4/10",
                  "bytes  0-4/10",
                  "bytes 0-4/10 ",
                  ""});
}

// RFC 9111 §5.2
TEST(CacheControl, TakesTokensAndQuotedStrings) {
  expect_matches("cache-control",
                 {"max-age=60", "private, community=\"UCI\"", "no-cache=\"a, b\"", "public,max-age=0", ""});
  expect_refuses("cache-control", {"max-age=60;", "max-age = 60", "max-age=", "public,, private", "a=\"b"});
  expect_matches("cache-ages", {"max-age=60, s-maxage=0", "MAX-AGE=1", "extension=\"60\"", "public"});
  expect_refuses("cache-ages", {"max-age", "max-age=\"60\"", "s-maxage=-1", "max-age=1.5", "max-age=1h"});
}

TEST(Numbers, AreDigitsAlone) {
  expect_matches("content-length", {"0", "3495", "00012"});
  expect_refuses("content-length", {"", "-1", "+1", "1 2", "42, 42", "0x10", "1e3", " 1"});
  expect_matches("delta-seconds", {"0", "99999999999999999999"});
  expect_refuses("delta-seconds", {"", "1.0", "-1"});
  expect_matches("status-code", {"100", "599"});
  expect_refuses("status-code", {"099", "600", "1000", "40x", ""});
}

TEST(Lists, HoldTheirMembers) {
  expect_matches("method-list", {"", "GET", "GET, HEAD, PUT", "M-SEARCH"});
  expect_refuses("method-list", {"GET HEAD", "GET,,HEAD", "GET;HEAD", "[GET]", ", GET"});
  expect_matches("token-list", {"close", "keep-alive , Upgrade"});
  expect_refuses("token-list", {"", ",", "a b"});
  expect_matches("protocol-list", {"websocket", "HTTP/2.0, SHTTP/1.3, IRC/6.9, RTA/x11", "TLS/1.0"});
  expect_refuses("protocol-list", {"", "HTTP/", "HTTP/2.0 websocket", "a/b/c"});
  expect_matches("transfer-coding-list", {"chunked", "gzip, chunked", "x;a=1;b=\"c\", chunked"});
  expect_refuses("transfer-coding-list", {"", "chunked;", "chunked; a", "chunked,"});
  expect_matches("instance-manipulation-list", {"diffe", "vcdiff, gzip", "range", "a;b;c=d"});
  expect_refuses("instance-manipulation-list", {"", "diffe;", "a b", "a;b="});
  expect_matches("field-name-list", {"*", "", "accept-encoding, accept-language", "*, Accept"});
  expect_refuses("field-name-list", {"Accept Encoding", "Accept,,Origin", "\"Accept\""});
  expect_matches("range-unit-list", {"bytes", "none", "bytes, seconds"});
  expect_refuses("range-unit-list", {"", "bytes 0-1"});
  expect_matches("language-tag-list", {"da", "mi, en", "en-US", "zh-Hans-CN", "x-pig-latin", ""});
  expect_refuses("language-tag-list", {"en_US", "en-unreasonable", "123", "en-", "en;q=1"});
}

// RFC 9110 §10.2.4, §7.6.3
TEST(Products, HaveVersionsAndComments) {
  expect_matches(
      "product-list",
      {"CERN/3.0 libwww/2.17", "nginx", "Apache/2.4 (Unix) mod_x/1", "a (b (c) \\) d)", "gunicorn/20.1.0"});
  expect_refuses("product-list", {"", "(Unix)", "a/b/c", "Jetty(9.4.1)", "a (b", "a/ b", "a ", "a, b"});
  expect_matches("via", {"1.0 fred, 1.1 p.example.net", "HTTP/1.1 proxy:80 (a (b))", "1.1 [::1]:80"});
  expect_refuses("via", {"", "fred", "1.1", "1.1 a b", "1.1 a(b)"});
}

TEST(ContentDisposition, HasAType) {
  expect_matches("content-disposition",
                 {"inline",
                  "Attachment; filename=example.html",
                  "attachment; filename*=UTF-8''%e2%82%ac%20rates",
                  "attachment; filename=\"a;b.txt\""});
  expect_refuses("content-disposition",
                 {"", "attachment; ", "attachment filename=a", "filename=\"a\"", "attachment; filename=a b"});
}

TEST(QuotedString, EndsWhereItsQuoteDoes) {
  expect_matches("quoted-string", {"\"\"", "\"a\\\\\"", "\"\xe4\""});
  expect_refuses("quoted-string", {"", "\"", "\"a\\\"", "\"a\"b", "a"});
  expect_matches("token", {"a", "!#$%&'*+-.^_`|~"});
  expect_refuses("token", {"", "a/b", "a ", "\xe4"});
}

}  // namespace
}  // namespace conform
