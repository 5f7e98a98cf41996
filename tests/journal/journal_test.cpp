#include "runner/journal/journal.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

namespace conform {
namespace {

namespace fs = std::filesystem;

/// A file name of this test's own, removed at its end.
class TemporaryFile {
public:
  TemporaryFile() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    path_ = fs::path(testing::TempDir()) / (std::string("conform-") + test->name() + ".ndjson");
  }
  ~TemporaryFile() { fs::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] std::string name() const { return path_.string(); }
  [[nodiscard]] std::string text() const {
    std::ifstream in(path_, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
  }
  void write(std::string_view text) const { std::ofstream(path_, std::ios::binary) << text; }

private:
  fs::path path_{};
};

RunHeader header_of(std::size_t cases) {
  RunHeader header{
      "0.1.0", "Demo \"API\"", "specs/demo.yaml", "abc", "3.1.0", "http://h:1/b", 18446744073709551615ULL, 2};
  header.began = "2026-11-21T00:00:00Z";
  header.operations = {{"GET /a", "getA", "things", 12, {"200", "4XX"}}, {"GET /b", "", "", 30, {}}};
  header.rules = {{"http/x", "must", "RFC 9110 §1", "A sentence.", "A hint."}};
  header.level = "should";
  header.off = {{"http/off", {}}, {"http/half", {1}}};
  for (std::size_t at = 0; at < cases; ++at) {
    header.cases.push_back({"GET /a #" + std::to_string(at), static_cast<std::uint32_t>(at % 2)});
  }
  return header;
}

Verdict passed(std::size_t at) {
  Verdict verdict{"GET /a #" + std::to_string(at), static_cast<std::uint32_t>(at % 2), 0, Outcome::passed};
  verdict.status = 200;
  verdict.rules_judged = 9;
  verdict.duration = std::chrono::microseconds(250);
  return verdict;
}

Verdict failed(std::size_t at) {
  Verdict verdict = passed(at);
  verdict.outcome = Outcome::failed;
  verdict.interim = {103};
  verdict.undecided = {{"http/y", "`field.X` is unknown"}};
  Finding finding{"http/x", Level::must, Weight::fail, "expected", "actual"};
  finding.evidence.push_back({Evidence::Kind::received, "the end", {}, 0, 17, 3});
  const auto source = std::make_shared<const Source>(Source{"specs/demo.yaml", ""});
  finding.evidence.push_back({Evidence::Kind::document, "promised", {source, {14, 5}}});
  finding.places = {"`Date`", "status 200"};
  verdict.findings = {finding};
  return verdict;
}

Trial trial_of(std::string received) {
  Trial trial{};
  Exchange exchange{};
  exchange.request.fields = {{"Accept", "*/*"}};
  exchange.sent = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  exchange.received = std::move(received);
  trial.exchanges = {exchange};
  return trial;
}

RunFooter footer() { return {true, "all-done", "", std::chrono::milliseconds(1500), 77, 4}; }

/// Two cases of which one failed with bytes that are no text, complete.
void write_small(const TemporaryFile& file) {
  JournalWriter writer(file.name(), header_of(3), Mask());
  writer.append(passed(0), nullptr);
  const Trial trial = trial_of(std::string("HTTP/1.1 200 OK\r\n\xff\0\r\n", 21));
  writer.append(failed(1), &trial);
  writer.finish(footer());
}

TEST(Journal, IsReadBackAsItWasWritten) {
  const TemporaryFile file;
  write_small(file);
  Diagnostics diagnostics;
  const auto results = read_journal(file.name(), diagnostics);
  ASSERT_TRUE(results);
  EXPECT_TRUE(diagnostics.empty());
  const RunHeader& header = results->header;
  EXPECT_EQ(header.title, "Demo \"API\"");
  EXPECT_EQ(header.seed, 18446744073709551615ULL);
  EXPECT_EQ(header.rounds, 2U);
  EXPECT_EQ(header.operations.at(0).documented, (std::vector<std::string>{"200", "4XX"}));
  EXPECT_EQ(header.rules.at(0).hint, "A hint.");
  EXPECT_EQ(header.level, "should");
  ASSERT_EQ(header.off.size(), 2U);
  EXPECT_EQ(header.off[0].rule, "http/off");
  EXPECT_EQ(header.off[1].operations, std::vector<std::uint32_t>{1});
  EXPECT_EQ(results->cases.at(1).findings.at(0).places, (std::vector<std::string>{"`Date`", "status 200"}));
  EXPECT_EQ(results->footer.requests, 77U);
  EXPECT_EQ(results->footer.duration, std::chrono::milliseconds(1500));
  ASSERT_EQ(results->cases.size(), 3U);
  EXPECT_EQ(results->cases[0].outcome, Outcome::passed);
  EXPECT_EQ(results->cases[0].duration, std::chrono::microseconds(250));
  EXPECT_TRUE(results->cases[0].exchanges.empty());
  EXPECT_EQ(results->cases[2].outcome, Outcome::not_judged);
  EXPECT_EQ(results->cases[2].reason, "The run ended before it was sent.");
}

TEST(Journal, KeepsEvidenceBinarySafe) {
  const TemporaryFile file;
  write_small(file);
  Diagnostics diagnostics;
  const auto results = read_journal(file.name(), diagnostics);
  ASSERT_TRUE(results);
  const CaseResult& result = results->cases.at(1);
  EXPECT_EQ(result.outcome, Outcome::failed);
  EXPECT_EQ(result.interim, std::vector<int>{103});
  EXPECT_EQ(result.undecided.at(0).why, "`field.X` is unknown");
  const KeptFinding& finding = result.findings.at(0);
  EXPECT_EQ(finding.level, "must");
  EXPECT_EQ(finding.document, "specs/demo.yaml");
  EXPECT_EQ(finding.line, 14U);
  ASSERT_EQ(finding.marks.size(), 1U);
  EXPECT_EQ(finding.marks[0].offset, 17U);
  EXPECT_EQ(finding.marks[0].length, 3U);
  const KeptExchange& exchange = result.exchanges.at(0);
  EXPECT_EQ(exchange.received, std::string("HTTP/1.1 200 OK\r\n\xff\0\r\n", 21));
  EXPECT_EQ(exchange.received_bytes, 21U);
  EXPECT_EQ(exchange.silence, "interrupted");
  EXPECT_EQ(exchange.curl, "curl -i -H 'Accept: */*' -H User-Agent: http://h:1/");
}

TEST(Journal, KeepsTheSmallestRequestWithItsFinding) {
  const TemporaryFile file;
  {
    JournalWriter writer(file.name(), header_of(3), Mask({"tiny-secret"}));
    Verdict verdict = failed(1);
    verdict.findings.front().cause = "status 500";
    const Trial trial = trial_of("HTTP/1.1 500 Oh\r\nX: tiny-secret\r\n\r\n");
    writer.append(verdict, &trial);
    verdict.status = 500;
    verdict.findings.front().actual = "less tiny-secret";
    Trial small = trial_of("HTTP/1.1 500 Small\r\n\r\n");
    small.exchanges.front().request.target = "/?a=1";
    writer.append_smallest({verdict, verdict.findings.front(), small, 17});
    RunFooter end = footer();
    end.shrinking = 17;
    writer.finish(end);
  }
  Diagnostics diagnostics;
  const auto results = read_journal(file.name(), diagnostics);
  ASSERT_TRUE(results);
  EXPECT_TRUE(diagnostics.empty());
  EXPECT_EQ(results->footer.shrinking, 17U);
  const KeptFinding& finding = results->cases.at(1).findings.at(0);
  EXPECT_EQ(finding.cause, "status 500");
  ASSERT_TRUE(finding.smallest);
  EXPECT_EQ(finding.smallest->asked, 17U);
  EXPECT_EQ(finding.smallest->status, 500);
  EXPECT_EQ(finding.smallest->actual, "less •••");
  EXPECT_EQ(finding.smallest->exchange.received, "HTTP/1.1 500 Small\r\n\r\n");
  EXPECT_NE(finding.smallest->exchange.curl.find("/?a=1"), std::string::npos);
  EXPECT_NE(finding.smallest->exchange.hurl.find("GET http://h:1/?a=1\n"), std::string::npos);
  ASSERT_EQ(finding.smallest->marks.size(), 1U);
  EXPECT_EQ(file.text().find("tiny-secret"), std::string::npos);
}

TEST(Journal, WarnsOfASmallestRequestOfNothing) {
  const TemporaryFile file;
  write_small(file);
  file.write(file.text() + R"({"smallest":"GET /z","rule":"http/x","asked":1,"exchange":{}})" + "\n" +
             R"({"smallest":"GET /a #1","rule":"http/z","asked":1,"exchange":{}})" + "\n" +
             R"({"smallest":"GET /a #1","rule":"http/x","asked":1,"exchange":{}})" + "\n");
  Diagnostics diagnostics;
  const auto results = read_journal(file.name(), diagnostics);
  ASSERT_TRUE(results);
  EXPECT_EQ(diagnostics.list().size(), 2U);
  EXPECT_TRUE(results->cases.at(1).findings.at(0).smallest);
}

TEST(Journal, WritesAPassingRecordInFewBytes) {
  const TemporaryFile file;
  {
    JournalWriter writer(file.name(), header_of(0), Mask());
    const auto before = file.text().size();
    writer.append(passed(0), nullptr);
    writer.flush();
    EXPECT_LT(file.text().size() - before, 100U);
  }
}

TEST(Journal, KeepsExchangesOfWarningsButNotOfNotes) {
  const TemporaryFile file;
  const Trial trial = trial_of("HTTP/1.1 200 OK\r\n\r\n");
  {
    JournalWriter writer(file.name(), header_of(2), Mask());
    for (std::size_t at = 0; at < 2; ++at) {
      Verdict verdict = failed(at);
      verdict.outcome = Outcome::passed;
      verdict.findings[0].weight = at == 0 ? Weight::note : Weight::warn;
      writer.append(verdict, &trial);
    }
  }
  Diagnostics diagnostics;
  const auto results = read_journal(file.name(), diagnostics);
  ASSERT_TRUE(results);
  EXPECT_EQ(results->cases[0].findings.size(), 1U);
  EXPECT_TRUE(results->cases[0].exchanges.empty());
  EXPECT_EQ(results->cases[1].exchanges.size(), 1U);
}

TEST(Journal, KeepsTheExchangesOfAllWhenAsked) {
  const TemporaryFile file;
  Trial trial = trial_of("HTTP/1.1 200 OK\r\n\r\n");
  trial.exchanges[0].began = Clock::now() - std::chrono::seconds(2);
  trial.exchanges[0].until_first_byte = std::chrono::milliseconds(3);
  trial.exchanges[0].duration = std::chrono::milliseconds(4);
  {
    JournalWriter writer(file.name(), header_of(1), Mask());
    writer.keep(Keep::all);
    writer.append(passed(0), &trial);
  }
  Diagnostics diagnostics;
  const auto results = read_journal(file.name(), diagnostics);
  ASSERT_TRUE(results);
  ASSERT_EQ(results->cases.at(0).exchanges.size(), 1U);
  const KeptExchange& kept = results->cases[0].exchanges[0];
  EXPECT_EQ(kept.until_first_byte, std::chrono::milliseconds(3));
  EXPECT_EQ(kept.duration, std::chrono::milliseconds(4));
  EXPECT_GT(kept.began, std::chrono::hours(24 * 365 * 50));
}

TEST(Journal, CutsLongContentAndTellsItsSize) {
  const TemporaryFile file;
  const Trial trial = trial_of("HTTP/1.1 200 OK\r\n\r\n" + std::string(10U << 20U, 'x'));
  {
    JournalWriter writer(file.name(), header_of(1), Mask());
    writer.append(failed(0), &trial);
  }
  Diagnostics diagnostics;
  const auto results = read_journal(file.name(), diagnostics);
  ASSERT_TRUE(results);
  const KeptExchange& exchange = results->cases.at(0).exchanges.at(0);
  EXPECT_EQ(exchange.received.size(), 64U << 10U);
  EXPECT_EQ(exchange.received_bytes, (10U << 20U) + 19U);
}

TEST(Journal, IsReadWhereverItWasCutOff) {
  const TemporaryFile whole;
  write_small(whole);
  const std::string text = whole.text();
  const std::size_t header_length = text.find('\n');
  const std::size_t plan_length = text.find('\n', header_length + 1);
  for (std::size_t length = 0; length < text.size(); ++length) {
    whole.write(std::string_view(text).substr(0, length));
    Diagnostics diagnostics;
    const auto results = read_journal(whole.name(), diagnostics);
    ASSERT_EQ(results.has_value(), length >= header_length) << length;
    ASSERT_EQ(diagnostics.has_errors(), length < header_length) << length;
    if (length < plan_length) continue;
    ASSERT_TRUE(diagnostics.empty()) << length;
    ASSERT_EQ(results->cases.size(), 3U) << length;
    ASSERT_EQ(results->footer.present, length + 1 == text.size()) << length;
  }
}

TEST(Journal, LeavesOutDamagedLinesWithAWarning) {
  const TemporaryFile file;
  write_small(file);
  std::string text = file.text();
  const std::size_t record = text.find("{\"case\":\"GET /a #0\"");
  ASSERT_NE(record, std::string::npos);
  text[record + 3] = '\x01';
  text.insert(record, "{\"case\":\"GET /a #9\",\"operation\":99,\"outcome\":\"passed\"}\n[]\n\n");
  file.write(text);
  Diagnostics diagnostics;
  const auto results = read_journal(file.name(), diagnostics);
  ASSERT_TRUE(results);
  EXPECT_FALSE(diagnostics.has_errors());
  EXPECT_EQ(diagnostics.list().size(), 4U);
  EXPECT_EQ(diagnostics.list().back().where.mark.line, 6U);
  EXPECT_EQ(results->cases.at(0).outcome, Outcome::not_judged);
  EXPECT_EQ(results->cases.at(1).outcome, Outcome::failed);
}

TEST(Journal, RefusesWhatIsNone) {
  const TemporaryFile file;
  for (const std::string_view text : {"", "hello", "{}", "{\"journal\":\"conform\",\"format\":2}\n"}) {
    file.write(text);
    Diagnostics diagnostics;
    EXPECT_FALSE(read_journal(file.name(), diagnostics)) << text;
    EXPECT_TRUE(diagnostics.has_errors()) << text;
  }
  Diagnostics diagnostics;
  EXPECT_FALSE(read_journal(file.name() + ".absent", diagnostics));
  EXPECT_NE(diagnostics.list().at(0).message.find("No such file"), std::string::npos);
}

TEST(Journal, FoldsTheRoundsOfACase) {
  const TemporaryFile file;
  {
    JournalWriter writer(file.name(), header_of(1), Mask());
    writer.append(passed(0), nullptr);
    Verdict second = failed(0);
    second.round = 1;
    const Trial trial = trial_of("HTTP/1.1 500 No\r\n\r\n");
    writer.append(second, &trial);
  }
  Diagnostics diagnostics;
  const auto results = read_journal(file.name(), diagnostics);
  ASSERT_TRUE(results);
  EXPECT_EQ(results->cases.at(0).outcome, Outcome::failed);
  EXPECT_EQ(results->cases.at(0).rounds, 2U);
  EXPECT_EQ(results->cases.at(0).rounds_failed, 1U);
}

TEST(Journal, CarriesFiftyThousandCases) {
  constexpr std::size_t many = 50'000;
  const TemporaryFile file;
  {
    JournalWriter writer(file.name(), header_of(many), Mask({"not-there"}));
    for (std::size_t at = 0; at < many; ++at)
      writer.append(passed(at), nullptr);
    writer.finish(footer());
  }
  Diagnostics diagnostics;
  const auto results = read_journal(file.name(), diagnostics);
  ASSERT_TRUE(results);
  EXPECT_TRUE(diagnostics.empty());
  EXPECT_EQ(results->counts().passed, many);
  EXPECT_EQ(results->cases.at(many - 1).id, "GET /a #49999");
}

TEST(Journal, SaysWhichFileCouldNotBeWritten) {
  try {
    const JournalWriter writer("/dev/full", header_of(1), Mask());
    FAIL() << "the disk is full, and nobody said so";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code().value(), ENOSPC);
    EXPECT_NE(std::string(error.what()).find("/dev/full"), std::string::npos);
  }
  EXPECT_THROW(JournalWriter("/absent/folder/journal", header_of(1), Mask()), std::system_error);
}

TEST(Journal, HoldsNoSecret) {
  const TemporaryFile file;
  constexpr std::string_view secret = "t0p s3cret";
  Verdict verdict = failed(0);
  verdict.reason = verdict.findings[0].expected = verdict.findings[0].actual = "it was t0p s3cret";
  verdict.undecided[0].why = verdict.findings[0].evidence[0].label = "t0p s3cret";
  Trial trial = trial_of("HTTP/1.1 200 OK\r\nX: t0p%20s3cret\r\nSet-Cookie: sid=abcdefghij\r\n\r\n");
  // The cut at 64 KiB goes through the secret.
  trial.exchanges[0].received += std::string((64U << 10U) - trial.exchanges[0].received.size() - 4, ' ');
  trial.exchanges[0].received += secret;
  trial.exchanges[0].sent = "GET /?q=t0p+s3cret HTTP/1.1\r\nAuthorization: Basic YTpi\r\n\r\n";
  trial.exchanges[0].request.target = "/?q=t0p+s3cret";
  trial.exchanges[0].detail = "t0p s3cret";
  Response response{};
  response.fields = {{"Set-Cookie", "sid=abcdefghij"}};
  trial.exchanges[0].answer = response;
  verdict.findings[0].waived = "the cookie was abcdefghij";
  {
    JournalWriter writer(file.name(), header_of(1), Mask({std::string(secret)}));
    writer.append(verdict, &trial);
    writer.finish({true, "unreachable", "t0p s3cret"});
  }
  const std::string text = file.text();
  for (const std::string_view leak : {"s3cret", "t0p", "YTpi", "abcdefghij"}) {
    EXPECT_EQ(text.find(leak), std::string::npos) << leak;
  }
}

TEST(Header, TakesWhatReportsNeed) {
  Api api{};
  api.title = "Bookshop";
  api.document_hash = "abc";
  api.operations.resize(1);
  api.operations[0].method = "GET";
  api.operations[0].path = "/books";
  api.operations[0].tags = {"books", "more"};
  api.operations[0].where.mark = {7, 3};
  api.operations[0].responses.resize(1);
  api.operations[0].responses[0].status = {StatusPattern::Kind::status_class, 4};
  Plan plan{};
  plan.seed = 42;
  plan.cases.resize(1);
  plan.cases[0].id = "GET /books";
  Target target{};
  target.host = "localhost";
  const RunHeader header = make_header(api, RuleBook(), plan, target);
  EXPECT_EQ(header.title, "Bookshop");
  EXPECT_EQ(header.seed, 42U);
  EXPECT_EQ(header.target, target.url());
  EXPECT_EQ(header.operations.at(0).name, "GET /books");
  EXPECT_EQ(header.operations.at(0).tag, "books");
  EXPECT_EQ(header.operations.at(0).documented, std::vector<std::string>{"4XX"});
  EXPECT_EQ(header.cases.at(0).id, "GET /books");
  EXPECT_FALSE(header.tool_version.empty());
  EXPECT_EQ(header.began.size(), 20U);
}

}  // namespace
}  // namespace conform
