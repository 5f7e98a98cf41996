#include "reports/html/html.hpp"

#include "reports/html/byte_view.hpp"
#include "reports/html/latency.hpp"
#include "reports/html/markup.hpp"
#include "tests/reports/samples.hpp"

#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <string>

namespace conform {
namespace {

std::string rendered(const Results& results, Weight fail_on = Weight::fail) {
  std::ostringstream out;
  write_html(results, fail_on, out);
  return out.str();
}

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++found;
  return found;
}

/// The names of all elements that the page opens, beyond its script and style.
std::set<std::string> elements_of(const std::string& page) {
  const std::string body = page.substr(page.find("<body>"), page.rfind("<script>") - page.find("<body>"));
  std::set<std::string> names;
  for (std::size_t at = body.find('<'); at != std::string::npos; at = body.find('<', at + 1)) {
    if (body[at + 1] == '/') continue;
    names.insert(body.substr(at + 1, body.find_first_of(" >\n", at) - at - 1));
  }
  return names;
}

TEST(Html, HoldsNoMarkupOfAServer) {
  const std::string page = rendered(hostile_run());
  EXPECT_EQ(count(page, "<script"), 1U);
  EXPECT_EQ(count(page, "<style"), 1U);
  EXPECT_EQ(count(page, "</script"), 1U);
  EXPECT_EQ(count(page, "<!--"), 0U);
  EXPECT_EQ(page.find('\x1b'), std::string::npos);
  EXPECT_LT(page.size(), 500'000U);
  // The same kinds of elements as without the enemy.
  EXPECT_EQ(elements_of(page), elements_of(rendered(small_run())));
}

TEST(Html, ForbidsEverythingElseByPolicy) {
  const std::string page = rendered(small_run());
  const std::string policy = page.substr(page.find("default-src 'none'"), 500);
  EXPECT_NE(policy.find("style-src 'sha256-"), std::string::npos);
  EXPECT_NE(policy.find("script-src 'sha256-"), std::string::npos);
  EXPECT_NE(policy.find("require-trusted-types-for 'script'"), std::string::npos);
  EXPECT_EQ(policy.find("unsafe"), std::string::npos);
  EXPECT_EQ(page.find("style=\""), std::string::npos);
  EXPECT_EQ(page.find(" onclick"), std::string::npos);
  EXPECT_EQ(page.find(" src="), std::string::npos);
}

TEST(Html, PutsTheVerdictFirstThenTheFailures) {
  const std::string page = rendered(small_run());
  const std::size_t verdict = page.find("3 rules broken in 3 of 7 cases.");
  const std::size_t failures = page.find("id=\"failures\"");
  const std::size_t warnings = page.find("id=\"warnings\"");
  const std::size_t matrix = page.find("id=\"coverage\"");
  EXPECT_LT(verdict, failures);
  EXPECT_LT(failures, warnings);
  EXPECT_LT(warnings, matrix);
  EXPECT_LT(matrix, page.find("id=\"not-judged\""));
}

TEST(Html, ShowsOneExampleOfEachCauseAndTheSmallestRequest) {
  const std::string page = rendered(clustered_run());
  EXPECT_NE(page.find("<span>8 cases of 3 causes</span>"), std::string::npos);
  EXPECT_NE(page.find("<span class=\"alike\">5 cases</span>"), std::string::npos);
  EXPECT_EQ(count(page, "4 more of this cause"), 1U);
  const auto smallest = page.find("The smallest request that fails alike, of 23 that were tried.");
  const auto planned = page.find("<summary>As it was planned</summary>");
  ASSERT_NE(smallest, std::string::npos);
  EXPECT_LT(page.find("HTTP/1.1 <mark", smallest), planned);
  EXPECT_LT(page.find("<pre class=\"command hurl\" tabindex=\"0\">GET http://127.0.0.1:8080/v1/books?q=a"),
            planned);
  EXPECT_LT(planned, page.find(std::string(80, 'q'), smallest));
  // The other cases of the cause are told of, and not shown.
  EXPECT_EQ(page.find("?q=" + std::string(120, 'q') + " "), std::string::npos);
}

TEST(Html, PutsWhatABaselineKnowsBehindWhatIsNew) {
  const std::string page = rendered(held_run());
  EXPECT_EQ(count(page, "data-age=\"known\""), 1U);
  EXPECT_LT(page.find("<section id=\"failures\">"), page.find("<section id=\"known\">"));
  EXPECT_NE(page.find("id=\"rule-http/no-bytes-after-204.known\""), std::string::npos);
  EXPECT_NE(page.find("The old gateway cannot; goes in March."), std::string::npos);
  EXPECT_NE(page.find("<b>1 no longer occurring</b>"), std::string::npos);
  EXPECT_EQ(count(page, "<tr class=known "), 1U);
}

TEST(Html, TellsWhichPartOfThePlanItShows) {
  Results results = small_run();
  EXPECT_EQ(count(rendered(results), "<dt>Shard</dt>"), 0U);
  results.header.shard = {2, 4};
  EXPECT_EQ(count(rendered(results), "<dt>Shard</dt><dd>2 of 4</dd>"), 2U);
  results.header.shard = {};
  results.header.shards = 4;
  EXPECT_EQ(count(rendered(results), "<dt>Shard</dt><dd>all 4, put together</dd>"), 1U);
}

TEST(Html, TellsDocumentedAndSeenApart) {
  const std::string page = rendered(small_run());
  EXPECT_NE(page.find("<i>✓</i> 200<span class=unseen> seen</span>"), std::string::npos);
  EXPECT_NE(page.find("<i>✗</i> 405<span class=unseen> seen, failing</span>"), std::string::npos);
  EXPECT_NE(page.find("<i>○</i> 404<span class=unseen> never seen</span>"), std::string::npos);
  EXPECT_NE(page.find("<i>!</i> 500<span class=unseen> not documented</span>"), std::string::npos);
}

TEST(Html, StaysSmallForManyCases) {
  EXPECT_LT(rendered(large_run(10'000)).size(), 10U << 20U);
  EXPECT_LT(rendered(crowded_run(10'000)).size(), 10U << 20U);
}

TEST(Html, GivesEveryCaseARowThatLeadsToItsRules) {
  const std::string page = rendered(small_run());
  const std::size_t cases = page.find("<section id=\"cases\">");
  EXPECT_EQ(count(page.substr(cases), "<tr class="), 7U);
  const std::size_t row = page.find("id=\"" + anchor("case", "DELETE /orders/{id}") + "\"", cases);
  ASSERT_NE(row, std::string::npos);
  EXPECT_LT(page.find("href=\"#rule-http/405-lists-allow\"", row), page.find("<tr class=", row));
}

TEST(Html, LeadsOnlyToWhatIsThere) {
  for (const Results& results : {small_run(), clustered_run(), crowded_run(500)}) {
    const std::string page = rendered(results);
    for (std::size_t at = page.find("href=\"#"); at != std::string::npos;
         at = page.find("href=\"#", at + 1)) {
      const std::string id = page.substr(at + 7, page.find('"', at + 7) - at - 7);
      EXPECT_NE(page.find("id=\"" + id + "\""), std::string::npos) << id;
    }
  }
}

TEST(Html, HasNoIdTwice) {
  for (const Results& results : {large_run(300), crowded_run(300), clustered_run(), hostile_run()}) {
    const std::string page = rendered(results);
    std::set<std::string> seen;
    for (std::size_t at = page.find(" id=\""); at != std::string::npos; at = page.find(" id=\"", at + 1)) {
      const std::string id = page.substr(at + 5, page.find('"', at + 5) - at - 5);
      EXPECT_TRUE(seen.insert(id).second) << id;
    }
  }
}

TEST(HashSource, IsWhatBrowsersExpect) {
  // The SHA-256 of the empty text.
  EXPECT_EQ(hash_source(""), "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
}

TEST(SourceLink, LeadsToTheSectionOfAnRfc) {
  EXPECT_EQ(source_link("RFC 9110 §15.5.6"),
            "<a href=\"https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6\" rel=\"noreferrer\">RFC 9110 "
            "§15.5.6</a>");
  EXPECT_EQ(source_link("the \"document\""), "the &quot;document&quot;");
  EXPECT_EQ(source_link("RFC 9110 §1\"><b>"), "RFC 9110 §1&quot;&gt;&lt;b&gt;");
}

TEST(Prose, SetsCodeApart) {
  EXPECT_EQ(html_prose("`<a>` is `b` and ` is left"),
            "<code>&lt;a&gt;</code> is <code>b</code> and ` is left");
}

TEST(TextView, MarksTheBytesConcerned) {
  EXPECT_EQ(text_view("ab\r\ncd", {{1, 3, "here"}}, 6),
            "a<mark title=\"here\">b<i>\\r</i><i>\\n</i>\n</mark>cd");
  EXPECT_EQ(text_view("ab", {{1, 0, "gone"}}, 2), "a<mark class=\"gap\" title=\"gone\">▸</mark>b");
  EXPECT_EQ(text_view("ab", {{2, 0, "gone"}}, 2), "ab<mark class=\"gap\" title=\"gone\">▸</mark>");
  EXPECT_EQ(text_view("ab", {{0, 99, "all"}, {1, 1, "inside"}}, 2), "<mark title=\"all\">ab</mark>");
  EXPECT_EQ(text_view("ab", {{77, 1, "outside"}}, 2), "ab");
}

TEST(TextView, ShowsWhatIsNoText) {
  EXPECT_EQ(text_view(std::string("<\0\xff\r", 4), {}, 4), "&lt;<i>\\x00</i><i>\\xFF</i><i>\\x0D</i>");
  EXPECT_EQ(text_view("\\x00", {}, 4), "\\x00");
}

TEST(TextView, CutsLongMessagesAroundTheMark) {
  const std::string bytes = std::string(50'000, 'a') + "X" + std::string(10'000, 'b');
  const std::string view = text_view(bytes, {{50'000, 1, "it"}}, 70'000);
  EXPECT_LT(view.size(), 8'000U);
  EXPECT_NE(view.find("<mark title=\"it\">X</mark>"), std::string::npos);
  EXPECT_NE(view.find("bytes …"), std::string::npos);
}

TEST(HexView, GivesSixteenBytesALine) {
  const std::string view = hex_view(std::string("GET <\0", 6) + std::string(11, 'z'), {{4, 1, "here"}});
  EXPECT_TRUE(
      view.starts_with("<span class=offset>000000</span>  47 45 54 20 <mark>3c</mark> 00 7a 7a  7a "));
  EXPECT_NE(view.find("GET <mark>&lt;</mark>·zz"), std::string::npos);
  EXPECT_NE(view.find("<span class=offset>000010</span>  7a "), std::string::npos);
}

TEST(HexView, MarksNeighboursAtOnce) {
  const std::string view = hex_view("0123456789", {{6, 4, "here"}});
  EXPECT_NE(view.find("<mark>36 37  38 39</mark>"), std::string::npos) << view;
  EXPECT_NE(view.find("012345<mark>6789</mark>"), std::string::npos) << view;
}

TEST(Latencies, TakePercentilesByNearestRankOfWhatWasAnswered) {
  Results results = crowded_run(0);
  for (std::int64_t number = 1; number <= 200; ++number) {
    CaseResult result;
    result.operation = number <= 100 ? 3U : 5U;
    result.status = 200;
    result.duration = std::chrono::microseconds(number);
    results.cases.push_back(result);
  }
  results.cases[0].status = 0;
  results.cases[1].probe = true;
  const auto all = latencies(results);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].operation, 5U);
  EXPECT_EQ(all[0].cases, 100U);
  EXPECT_EQ(all[0].p50.count(), 150);
  EXPECT_EQ(all[0].p90.count(), 190);
  EXPECT_EQ(all[0].p99.count(), 199);
  EXPECT_EQ(all[0].most.count(), 200);
  EXPECT_EQ(all[1].cases, 98U);
  EXPECT_EQ(all[1].least.count(), 3);
}

TEST(Latencies, AreDrawnOnOneAxis) {
  const std::string page = rendered(small_run());
  EXPECT_NE(page.find("aria-label=\"logarithmic, from 1 ms to 100 ms\""), std::string::npos);
  EXPECT_EQ(count(page, "<svg class=\"plot\""), 5U);
}

TEST(Anchor, IsReadableWhereItCan) {
  EXPECT_EQ(anchor("rule", "http/405-lists-allow"), "rule-http/405-lists-allow");
  EXPECT_EQ(anchor("rule", "a\"><b>").size(), 17U);
  EXPECT_NE(anchor("case", "GET /a"), anchor("case", "GET /b"));
}

TEST(CaseLabel, SetsApartWhatIsSpecial) {
  EXPECT_EQ(case_label("GET /a · limit <0", "GET /a"),
            "<b class=\"method\">GET</b> <code class=\"path\">/a</code> <span class=\"variant\">limit "
            "&lt;0</span>");
  EXPECT_EQ(case_label("GET /a", "GET /a"), "<b class=\"method\">GET</b> <code class=\"path\">/a</code>");
  EXPECT_EQ(variant_of("GET /ab · c", "GET /a"), "");
}

}  // namespace
}  // namespace conform
