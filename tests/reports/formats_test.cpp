#include "reports/ctrf/ctrf.hpp"
#include "reports/github/annotations.hpp"
#include "reports/har/har.hpp"
#include "reports/har/message_parts.hpp"
#include "reports/markdown/markdown.hpp"
#include "reports/replay/replay.hpp"
#include "reports/sarif/run_sarif.hpp"
#include "runner/document/document.hpp"
#include "tests/reports/samples.hpp"

#include <algorithm>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

// What the formats for other programs hold, and that no server gives orders through them.

namespace conform {
namespace {

template <typename Write> std::string rendered(Write write) {
  std::ostringstream out;
  write(out);
  return out.str();
}

Value parsed(const std::string& json) {
  auto read = read_json(json);
  EXPECT_TRUE(std::holds_alternative<Value>(read)) << json.substr(0, 500);
  if (auto* const value = std::get_if<Value>(&read)) return std::move(*value);
  return {};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);)
    lines.push_back(line);
  return lines;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::string sarif(const Results& results) {
  return rendered([&](std::ostream& out) { write_run_sarif(results, as_named, out); });
}

std::string annotations(const Results& results) {
  return rendered([&](std::ostream& out) { write_annotations(results, Weight::fail, as_named, out); });
}

std::string markdown(const Results& results, std::size_t most = 1U << 20U) {
  return rendered([&](std::ostream& out) { write_markdown(results, Weight::fail, most, out); });
}

/// The run with everything that breaks the gate known.
Results all_known() {
  Results results = small_run();
  for (CaseResult& result : results.cases)
    for (KeptFinding& finding : result.findings)
      finding.known = true;
  return results;
}

const Array& results_of(const Value& log) { return log.find("runs")->array().at(0).find("results")->array(); }

TEST(Sarif, HasOneResultForEachThingToMend) {
  const Value log = parsed(sarif(clustered_run()));
  const Array& results = results_of(log);
  std::set<std::string> prints;
  for (const Value& result : results) {
    EXPECT_TRUE(
        prints.insert(std::string(result.find("partialFingerprints")->text("conformFinding/v1"))).second);
    const Value& place = result.find("locations")->array().at(0);
    EXPECT_EQ(place.find("physicalLocation")->find("artifactLocation")->text("uri"), "specs/bookshop.yaml");
  }
  EXPECT_EQ(results.at(0).text("level"), "error");
  EXPECT_EQ(results.back().text("level"), "note");
}

TEST(Sarif, HasFingerprintsThatLinesAndValuesDoNotMove) {
  Results moved = small_run();
  for (auto& operation : moved.header.operations)
    operation.line += 1000;
  for (CaseResult& result : moved.cases)
    for (KeptFinding& finding : result.findings) {
      finding.line += 7;
      finding.actual = "something else";
    }
  const auto prints = [](const Results& run) {
    std::vector<std::string> all;
    const Value log = parsed(sarif(run));
    for (const Value& result : results_of(log))
      all.emplace_back(result.find("partialFingerprints")->text("conformFinding/v1"));
    return all;
  };
  EXPECT_EQ(prints(small_run()), prints(moved));
}

TEST(Sarif, MarksWhatIsKnownAsAccepted) {
  const Value log = parsed(sarif(all_known()));
  for (const Value& result : results_of(log)) {
    EXPECT_EQ(result.text("baselineState"), "unchanged");
    EXPECT_EQ(result.find("suppressions")->array().size(), 1U);
  }
}

TEST(Sarif, StopsAtWhatGitHubTakesAndSaysSo) {
  Results results = large_run(26'000);
  for (CaseResult& result : results.cases)
    result.findings = {{"http/405-lists-allow", "must", Weight::fail, "a", "b"}};
  const std::string text = sarif(results);
  EXPECT_EQ(results_of(parsed(text)).size(), 25'000U);
  EXPECT_TRUE(has(text, "1000 more results are left out"));
}

TEST(Ctrf, CountsWhatItHolds) {
  const Value report =
      parsed(rendered([](std::ostream& out) { write_ctrf(mixed_run(), Weight::fail, as_named, out); }));
  const Value& results = *report.find("results");
  std::map<std::string, int> counts;
  for (const Value& test : results.find("tests")->array())
    ++counts[std::string(test.text("status"))];
  const Value& summary = *results.find("summary");
  for (const std::string status : {"passed", "failed", "skipped", "other"})
    EXPECT_EQ(summary.find(status)->number().to_string(), std::to_string(counts[status])) << status;
  EXPECT_EQ(summary.find("start")->number().to_string(), "1795249800000");
  EXPECT_EQ(summary.find("stop")->number().to_string(), "1795249810240");
  EXPECT_EQ(counts["other"], 2);
}

TEST(Har, TellsRequestAndResponse) {
  Results results = small_run();
  KeptExchange& kept = results.cases[2].exchanges[0];
  kept.sent = "POST /v1/books?q=a%20b&flag HTTP/1.1\r\nHost: h\r\nCookie: sid=•••; a=b\r\n"
              "Content-Type: application/x-www-form-urlencoded\r\n\r\nx=1&y=%C3%A9";
  kept.received = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nLocation: /v1/books/1\r\n"
                  "Set-Cookie: s=1; Path=/\r\nContent-Length: 3\r\n\r\n\xff\xd8\xff";
  kept.began = std::chrono::seconds(1795249800) + std::chrono::milliseconds(7);
  kept.until_first_byte = std::chrono::microseconds(1500);
  kept.duration = std::chrono::microseconds(2750);
  const Value har = parsed(rendered([&](std::ostream& out) { write_har(results, out); }));
  const Array& entries = har.find("log")->find("entries")->array();
  ASSERT_EQ(entries.size(), 4U);
  const auto entry = std::ranges::find_if(entries, [](const Value& one) {
    return one.find("request")->text("method") == "POST" &&
           one.find("response")->find("status")->number().to_string() == "201";
  });
  ASSERT_NE(entry, entries.end());
  EXPECT_EQ(entry->text("startedDateTime"), "2026-11-21T08:30:00.007Z");
  EXPECT_EQ(entry->find("timings")->find("wait")->number().to_string(), "1.5");
  EXPECT_EQ(entry->find("timings")->find("receive")->number().to_string(), "1.25");
  const Value& request = *entry->find("request");
  EXPECT_EQ(request.text("url"), "http://127.0.0.1:8080/v1/books?q=a%20b&flag");
  EXPECT_EQ(request.find("queryString")->array().at(0).text("value"), "a b");
  EXPECT_EQ(request.find("cookies")->array().at(1).text("name"), "a");
  EXPECT_EQ(request.find("postData")->find("params")->array().at(1).text("value"), "é");
  const Value& response = *entry->find("response");
  EXPECT_EQ(response.text("redirectURL"), "/v1/books/1");
  EXPECT_EQ(response.find("content")->text("encoding"), "base64");
  EXPECT_EQ(response.find("content")->text("text"), "/9j/");
  EXPECT_EQ(response.find("cookies")->array().at(0).text("value"), "1");
}

TEST(Har, SaysWhyThereIsNoResponse) {
  const std::string text = rendered([](std::ostream& out) { write_har(small_run(), out); });
  EXPECT_TRUE(has(text, R"("_error":"timed-out 10 s passed")")) << text;
}

TEST(Har, ReadsWhateverWasSent) {
  EXPECT_EQ(read_sent("").method, "");
  EXPECT_EQ(read_sent("GET").target, "");
  const SentRequest odd = read_sent("GET  /a b HTTP/9\n: x\nname\r\n\r\nrest");
  EXPECT_EQ(odd.version, "HTTP/9");
  EXPECT_EQ(odd.content, "rest");
  EXPECT_EQ(read_pairs("a&=b&&c=%4&d=%zz+").size(), 4U);
  EXPECT_EQ(read_cookies(" a = b ;; c").size(), 2U);
}

TEST(Replay, ShowsTheSmallestRequestOfACauseFirst) {
  const std::string hurl = rendered([](std::ostream& out) { write_hurl(clustered_run(), out); });
  EXPECT_TRUE(has(hurl, "GET http://127.0.0.1:8080/v1/books?q=a\nAccept: */*\nHTTP *\n")) << hurl;
  const std::string curl = rendered([](std::ostream& out) { write_curl(clustered_run(), out); });
  EXPECT_TRUE(curl.starts_with("#!/bin/sh\n"));
  EXPECT_LT(curl.find("http://127.0.0.1:8080/v1/books?q=a\n"), curl.find("?q=qqqq"));
}

TEST(Replay, LetsNoServerWriteALineOfItsOwn) {
  Results results = hostile_run();
  for (CaseResult& result : results.cases) {
    for (KeptExchange& kept : result.exchanges)
      kept.curl = kept.hurl = "GET http://h/\n";  // these are ours: escaped where they are made
    for (KeptFinding& finding : result.findings)
      if (finding.smallest)
        finding.smallest->exchange.curl = finding.smallest->exchange.hurl = "GET http://h/\n";
  }
  for (const auto write : {write_hurl, write_curl}) {
    for (const std::string& line : lines_of(rendered([&](std::ostream& out) { write(results, out); }))) {
      const bool is_ours = line.empty() || line.starts_with("# ") || line == "#!/bin/sh" ||
                           line == "GET http://h/" || line == "HTTP *";
      EXPECT_TRUE(is_ours) << line;
    }
  }
}

TEST(Annotations, AreNineAndTheNumberOfTheOthers) {
  const auto lines = lines_of(annotations(large_run(200)));
  const auto errors =
      std::ranges::count_if(lines, [](const std::string& line) { return line.starts_with("::error "); });
  EXPECT_EQ(errors, 10);
  EXPECT_TRUE(has(annotations(large_run(200)), "… and 11 more")) << annotations(large_run(200));
}

TEST(Annotations, PointToTheDocumentAndStayCalmAboutWhatIsKnown) {
  EXPECT_TRUE(
      has(annotations(small_run()), "::error file=specs/bookshop.yaml,line=85,title=The document has"));
  const auto lines = lines_of(annotations(all_known()));
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_TRUE(lines[0].starts_with("::notice title=conform::")) << lines[0];
}

TEST(Annotations, ObeyNoServer) {
  for (const std::string& line : lines_of(annotations(hostile_run()))) {
    const bool is_ours = line.starts_with("::error file=") || line.starts_with("::warning file=") ||
                         line.starts_with("::error title=conform::") ||
                         line.starts_with("::warning title=conform::");
    EXPECT_TRUE(is_ours) << line;
    EXPECT_EQ(line.find('\x1b'), std::string::npos);
  }
}

TEST(Markdown, FitsIntoItsRoom) {
  const std::string text = markdown(large_run(5000), 3000);
  EXPECT_LT(text.size(), 4500U);
  EXPECT_TRUE(has(markdown(clustered_run()), "**FAILED") || has(markdown(clustered_run()), "❌"));
}

/// Outside of code there is nothing that a server could have sent.
TEST(Markdown, HasForeignTextAsCodeOnly) {
  std::size_t fence = 0;
  for (const std::string& line : lines_of(markdown(hostile_run()))) {
    const std::string_view trimmed =
        std::string_view(line).substr(std::min(line.find_first_not_of(' '), line.size()));
    const std::size_t ticks = std::min(trimmed.find_first_not_of('`'), trimmed.size());
    if (fence == 0 && ticks >= 3 && trimmed.find('`', ticks) == trimmed.npos) {
      fence = ticks;
      continue;
    }
    if (fence > 0) {
      if (ticks == fence && trimmed.size() == ticks) fence = 0;
      continue;
    }
    std::string outside;
    for (std::size_t at = 0; at < line.size();) {
      const std::size_t run = std::min(line.find_first_not_of('`', at), line.size()) - at;
      if (run == 0) {
        const bool is_escape = line[at] == '\\';
        if (!is_escape) outside += line[at];
        at += is_escape ? 2 : 1;
        continue;
      }
      std::size_t end = line.find(std::string(run, '`'), at + run);
      while (end != line.npos && end + run < line.size() && line[end + run] == '`')
        end = line.find(std::string(run, '`'), line.find_first_not_of('`', end));
      at = end == line.npos ? line.size() : end + run;
    }
    for (const std::string_view planted : {"<script", "<img", "<!--"})
      EXPECT_EQ(outside.find(planted), std::string::npos) << outside;
  }
  EXPECT_EQ(fence, 0U);
}

}  // namespace
}  // namespace conform
