#include "runner/http/structured_field.hpp"

#include "tests/http/matching.hpp"

namespace conform {
namespace {

using Kind = BareItem::Kind;

BareItem item_of(std::string_view text) {
  const auto item = read_structured_item(text);
  EXPECT_TRUE(item) << text;
  return item ? item->value : BareItem{};
}

// The examples of RFC 9651 §3.3.
TEST(StructuredItem, HasEightKindsOfValues) {
  EXPECT_EQ(item_of("42").number, 42);
  EXPECT_EQ(item_of("-999999999999999").number, -999999999999999);
  EXPECT_EQ(item_of("4.5").number, 4500);
  EXPECT_EQ(item_of("-0.125").number, -125);
  EXPECT_EQ(item_of("\"hello world\"").text, "hello world");
  EXPECT_EQ(item_of(R"("a \"b\" \\")").text, R"(a "b" \)");
  EXPECT_EQ(item_of("foo123/456").text, "foo123/456");
  EXPECT_EQ(item_of(":cHJldGVuZCB0aGlzIGlzIGJpbmFyeSBjb250ZW50Lg==:").text,
            "pretend this is binary content.");
  EXPECT_EQ(item_of(":aGVsbG8:").text, "hello");
  EXPECT_EQ(item_of("?1").number, 1);
  EXPECT_EQ(item_of("?0").number, 0);
  EXPECT_EQ(item_of("@1659578233").kind, Kind::date);
  EXPECT_EQ(item_of("@-1").number, -1);
  EXPECT_EQ(item_of("%\"This is intended for display to %c3%bcsers.\"").text,
            "This is intended for display to \xc3\xbcsers.");
}

TEST(StructuredItem, HasParameters) {
  const auto item = read_structured_item("  text/html;charset=utf-8; a;a=?0 ");
  ASSERT_TRUE(item);
  EXPECT_EQ(item->parameters.size(), 3U);
  ASSERT_NE(find_parameter(item->parameters, "a"), nullptr);
  EXPECT_EQ(find_parameter(item->parameters, "a")->number, 0) << "the last of several counts";
  EXPECT_EQ(find_parameter(item->parameters, "b"), nullptr);
}

TEST(StructuredItem, FailsAsAWhole) {
  expect_refuses("sf-item",
                 {"",
                  " ",
                  "1000000000000000",
                  "1234567890123.1",
                  "1.",
                  "1.1234",
                  "--1",
                  "- 1",
                  "\"a",
                  "\"a\\b\"",
                  "\"\x7f\"",
                  "\"\xc3\xbc\"",
                  ":a:",
                  ":a b=:",
                  ":aGVsbG8",
                  ":====:",
                  "?2",
                  "?",
                  "@1.5",
                  "@",
                  "%\"%C3%BC\"",
                  "%\"%c3\"",
                  "%\"%c\"",
                  "%a",
                  "a b",
                  "a;",
                  "a;B=1",
                  "a; =1",
                  "a ;b",
                  "a,b",
                  "\t1"});
}

// RFC 9651 §3.1
TEST(StructuredList, HasItemsAndInnerLists) {
  const auto list = read_structured_list("(\"foo\" \"bar\"), (\"baz\");lvl=1 \t,  sugar;x, ( )");
  ASSERT_TRUE(list);
  ASSERT_EQ(list->size(), 4U);
  EXPECT_TRUE(list->at(0).is_inner_list);
  EXPECT_EQ(list->at(0).items.size(), 2U);
  EXPECT_EQ(find_parameter(list->at(1).parameters, "lvl")->number, 1);
  EXPECT_FALSE(list->at(2).is_inner_list);
  EXPECT_TRUE(list->at(3).items.empty());
  expect_matches("sf-list", {"", " ", "a", "a,b", "a;q=1 , (b c);d"});
  expect_refuses("sf-list", {",", "a,", "a,,b", "(a", "(a,b)", "(a)b", "a;b,;c", "(a\tb)"});
}

// RFC 9651 §3.2
TEST(StructuredDictionary, HasKeys) {
  const auto dictionary =
      read_structured_dictionary("en=\"Applepie\", da=:w4ZibGV0w6ZydGU=:, b;foo=bar, c=(1 2)");
  ASSERT_TRUE(dictionary);
  ASSERT_EQ(dictionary->size(), 4U);
  EXPECT_EQ(dictionary->at(1).key, "da");
  EXPECT_EQ(dictionary->at(2).items.front().value.kind, Kind::boolean);
  EXPECT_EQ(find_parameter(dictionary->at(2).parameters, "foo")->text, "bar");
  EXPECT_TRUE(dictionary->at(3).is_inner_list);
  expect_matches("sf-dictionary", {"", "a=1,a=2", "*x.y_z-1=?0"});
  expect_refuses("sf-dictionary", {"A=1", "a=", "a=1,", "a = 1", "1=a", "a=1 b=2"});
}

// The examples of RFC 9211 §2, §3 and RFC 9209 §2, and of RFC 9218 §5.
TEST(StructuredFields, HaveTypes) {
  expect_matches("cache-status",
                 {"OriginCache; hit; ttl=1100, \"CDN Company Here\"; hit; ttl=545",
                  "ExampleCache; fwd=uri-miss; collapsed; stored; fwd-status=200",
                  "ReverseProxyCache; hit"});
  expect_refuses("cache-status", {"1; hit", "a; ttl=1.5", "a; fwd=?1", "(a b)", "a; key=b"});
  expect_refuses("cache-status-hit-or-forward", {"a; hit; fwd=miss"});
  expect_matches("proxy-status",
                 {"r34.example.net; error=http_request_error, ExampleCDN",
                  "proxy.example.net; next-protocol=h2",
                  "cdn.example.org; next-hop=backend.example.org:8001; received-status=503"});
  expect_refuses("proxy-status", {"a; received-status=\"503\"", "a; details=b", "?1"});
  expect_matches("priority", {"u=1", "i", "u=5, i=?0", ""});
  expect_refuses("priority", {"u=8", "u=-1", "u=a", "i=1", "u=(1 2)"});
  expect_matches("rate-limit", {"\"default\";r=50;t=30"});
  expect_refuses("rate-limit", {"", "\"default\"", "default;r=5", "\"default\";r=-1"});
  expect_matches("rate-limit-policy", {"\"burst\";q=100;w=60,\"daily\";q=1000;w=86400"});
  expect_refuses("rate-limit-policy", {"\"burst\";q=1;w=0", "\"burst\";w=60"});
  expect_matches("digest-dictionary", {"sha-512=:YMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4=:", ""});
  expect_refuses("digest-dictionary", {"sha-256=abc", "sha-256", "sha-256=(:aGk=:)"});
  expect_matches("sf-token-list", {"Sec-CH-Example, Sec-CH-Example-2"});
  expect_refuses("sf-token-list", {"\"a\"", "(a)", "1"});
  expect_matches("sf-date", {"@1659578233", "@0;a=b"});
  expect_refuses("sf-date", {"1659578233", "true", "Sun, 06 Nov 1994 08:49:37 GMT"});
}

}  // namespace
}  // namespace conform
