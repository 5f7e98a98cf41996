#include "runner/document/document.hpp"
#include "tests/cli/mock_process.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <sstream>

#include <gtest/gtest.h>

#include <fmt/format.h>

// A run that is cut off leaves a journal that it can go on with.

namespace conform::testing {
namespace {

const std::string document = CONFORM_SOURCE_DIR "/specs/bookshop.yaml";

std::vector<std::string> resume_words(const std::string& url, const std::string& journal) {
  return {CONFORM_BINARY, "run", document, "--target", url, "--jobs", "2", "--resume", journal};
}

/// What a journal says of its cases.
struct Records {
  std::map<std::string, int> times{};  ///< by case and round
  std::size_t planned = 0;
  std::size_t resumed = 0;
};

Records records_in(const std::string& journal) {
  Records records;
  std::istringstream lines(journal);
  for (std::string line; std::getline(lines, line);) {
    const auto read = read_json(line);
    const Value* value = std::get_if<Value>(&read);
    if (value == nullptr) continue;  // cut off
    if (value->find("resumed") != nullptr) ++records.resumed;
    if (const Value* planned = value->find("planned")) records.planned += planned->array().size();
    if (value->find("case") == nullptr) continue;
    const Value* round = value->find("round");
    ++records.times[std::string(value->text("case")) + " " +
                    (round == nullptr ? "0" : round->number().to_string())];
  }
  return records;
}

/// Every planned case is decided, and none twice.
void expect_each_once(const std::string& journal) {
  const Records records = records_in(journal);
  std::size_t first_rounds = 0;
  for (const auto& [record, times] : records.times) {
    EXPECT_EQ(times, 1) << record;
    if (record.ends_with(" 0")) ++first_rounds;
  }
  EXPECT_GT(records.planned, 100U);
  EXPECT_EQ(first_rounds, records.planned);
}

/// Moments at which to kill, from the start of a process to somewhat before its end, however fast the machine
/// is at the time.
class Moments {
public:
  double next() { return std::uniform_real_distribution<double>(0.001, longest_)(random_); }
  void was_too_late() { longest_ = std::max(longest_ * 0.7, 0.01); }
  void was_in_time() { longest_ *= 1.02; }

private:
  std::mt19937 random_{20261121};
  double longest_ = 0.5;
};

TEST(Resume, LosesNothingInTwoHundredKills) {
  const Mock mock(document, {"--break", "http/date-present"});
  const Folder folder;
  Moments moments;
  int kills = 0;
  int journals = 0;
  std::size_t resumed = 0;
  while (kills < 200) {
    const std::string journal = fmt::format("{}.ndjson", journals++);
    for (bool is_done = false; !is_done;) {
      std::vector<std::string> words = {"timeout", "--signal=KILL", fmt::format("{:.4f}", moments.next())};
      const std::vector<std::string> rest = resume_words(mock.url, journal);
      words.insert(words.end(), rest.begin(), rest.end());
      const Finished run = run_program(words, folder.path());
      is_done = run.exit != 137;
      is_done ? moments.was_too_late() : moments.was_in_time();
      if (is_done) {
        EXPECT_EQ(run.exit, 1) << run.out << run.err;
      } else {
        ++kills;
      }
    }
    expect_each_once(read_file(folder / journal));
    resumed += records_in(read_file(folder / journal)).resumed;
  }
  EXPECT_GT(resumed, 50U);
}

TEST(Resume, SendsNothingWhereAllIsDecided) {
  const Mock mock(document);
  const Folder folder;
  const Finished first = run_program(resume_words(mock.url, "a.ndjson"), folder.path());
  EXPECT_EQ(first.exit, 0);
  EXPECT_NE(first.err.find("There is no `a.ndjson` yet"), std::string::npos) << first.err;
  const Finished again = run_program(resume_words(mock.url, "a.ndjson"), folder.path());
  EXPECT_EQ(again.exit, 0);
  EXPECT_NE(again.err.find(" 0 requests more to "), std::string::npos) << again.err;
  expect_each_once(read_file(folder / "a.ndjson"));
}

TEST(Resume, RefusesAJournalOfAnotherRun) {
  const Mock mock(document);
  const Mock other(document);
  const Folder folder;
  EXPECT_EQ(run_program(resume_words(mock.url, "a.ndjson"), folder.path()).exit, 0);
  const auto refused = [&](const std::vector<std::string>& more, const std::string& url) {
    std::vector<std::string> words = resume_words(url, "a.ndjson");
    words.insert(words.end(), more.begin(), more.end());
    const std::string before = read_file(folder / "a.ndjson");
    const Finished run = run_program(words, folder.path());
    EXPECT_EQ(run.exit, 2);
    EXPECT_EQ(read_file(folder / "a.ndjson"), before);
    return run.err;
  };
  EXPECT_NE(refused({"--seed", "3"}, mock.url).find("it is of a run with another seed."), std::string::npos);
  EXPECT_NE(refused({"--shard", "1/2"}, mock.url).find("another shard"), std::string::npos);
  EXPECT_NE(refused({}, other.url).find("another target"), std::string::npos);
}

// What had no answer the first time is not decided: the server is asked again.
TEST(Resume, AsksAgainWhatHadNoAnswer) {
  const Folder folder;
  std::string url;
  {
    const Mock gone(document);
    url = gone.url;
    const std::string port = url.substr(url.rfind(':') + 1);
    EXPECT_EQ(run_program(resume_words(url, "a.ndjson"), folder.path()).exit, 0);
  }
  // The same journal, as if one case had met a closed connection.
  std::string journal = read_file(folder / "a.ndjson");
  const auto record = journal.find("{\"case\":");
  ASSERT_NE(record, std::string::npos);
  const auto outcome = journal.find("\"outcome\":\"passed\"", record);
  ASSERT_NE(outcome, std::string::npos);
  journal.replace(outcome, 18, "\"outcome\":\"error\"");
  write_file(folder / "a.ndjson", journal);
  const Background again({CONFORM_BINARY, "mock", document, "--port", url.substr(url.rfind(':') + 1)});
  Finished run;
  for (int tries = 0; tries < 50; ++tries) {
    run = run_program(resume_words(url, "a.ndjson"), folder.path());
    if (run.exit != 3) break;
  }
  EXPECT_EQ(run.exit, 0) << run.out << run.err;
  EXPECT_NE(run.out.find(" 0 undecided"), std::string::npos) << run.out;
}

}  // namespace
}  // namespace conform::testing
