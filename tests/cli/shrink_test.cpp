#include "runner/document/document.hpp"
#include "tests/cli/process.hpp"

#include <algorithm>
#include <regex>

#include <gtest/gtest.h>

// The smallest requests that fail, as a user sees them. The server in tests/data/careless_server.py fails
// where several things come together, which only combinations and random requests show.

namespace conform::testing {
namespace {

const std::string document = CONFORM_SOURCE_DIR "/tests/data/careless.yaml";
const std::string server_program = CONFORM_SOURCE_DIR "/tests/data/careless_server.py";

Value json_of(const std::string& text) {
  auto read = read_json(text);
  if (auto* value = std::get_if<Value>(&read)) return std::move(*value);
  ADD_FAILURE() << "This is no JSON: " << text.substr(0, 200);
  return {};
}

std::int64_t number_at(const Value& object, std::string_view key) {
  const Value* value = object.find(key);
  return value == nullptr ? 0 : value->number().as_int64().value_or(0);
}

struct Server {
  Server()
      : process({"python3", "-B", server_program}),
        url("http://127.0.0.1:" + process.wait_for("127\\.0\\.0\\.1:([0-9]+)[^0-9]")) {}

  /// How many requests came with this method.
  [[nodiscard]] std::int64_t count(std::string_view method) const {
    return number_at(json_of(run_program({"python3", "-B", server_program, "--counts", url}).out), method);
  }

  Background process;
  std::string url;
};

struct Reports {
  Finished finished{};
  Value json{};
  std::string html{};
  std::string junit{};

  [[nodiscard]] std::int64_t shrinking() const { return number_at(*json.find("run"), "shrinking"); }
  [[nodiscard]] std::int64_t requests() const { return number_at(*json.find("run"), "requests"); }
  /// Every smallest request that the report has for this rule: the bytes that were sent.
  [[nodiscard]] std::vector<std::string> smallest(std::string_view rule) const {
    std::vector<std::string> found;
    for (const Value& each : json.find("cases")->array()) {
      for (const Value& finding : each.find("findings")->array()) {
        const Value* smallest = finding.find("smallest");
        if (smallest != nullptr && finding.text("rule") == rule)
          found.emplace_back(smallest->find("exchange")->text("sent"));
      }
    }
    return found;
  }
};

Reports
run_on(const Server& server, const std::string& operation, const std::vector<std::string>& more = {}) {
  const Folder folder;
  std::vector<std::string> words = {"run",
                                    document,
                                    "--target",
                                    server.url,
                                    "--include",
                                    operation,
                                    "--probes",
                                    "none",
                                    "--depth",
                                    "deep",
                                    "--json",
                                    "r.json",
                                    "--html",
                                    "r.html",
                                    "--junit",
                                    "j.xml"};
  words.insert(words.end(), more.begin(), more.end());
  Reports reports;
  reports.finished = run_conform(words, folder.path());
  reports.json = json_of(read_file(folder / "r.json"));
  reports.html = read_file(folder / "r.html");
  reports.junit = read_file(folder / "j.xml");
  return reports;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

constexpr std::string_view server_error = "contract/no-server-error";

TEST(Shrink, ShowsTheSmallestRequestInEveryReport) {
  const Server server;
  const Reports reports = run_on(server, "GET /search");
  EXPECT_EQ(reports.finished.exit, 1) << reports.finished.err;
  const auto smallest = reports.smallest(server_error);
  ASSERT_EQ(smallest.size(), 1U) << reports.finished.out;  // one cause, if in many cases
  const std::regex both("^GET /search\\?(sort=[a-z]+&tags=|tags=&sort=[a-z]+) HTTP/1.1\r\n");
  EXPECT_TRUE(std::regex_search(smallest.front(), both)) << smallest.front();
  EXPECT_FALSE(has(smallest.front(), "X-Trace"));
  const std::string target = smallest.front().substr(4, smallest.front().find(" HTTP") - 4);
  EXPECT_TRUE(has(reports.finished.out, target)) << reports.finished.out;
  EXPECT_TRUE(has(reports.finished.out, "more of this cause)")) << reports.finished.out;
  EXPECT_TRUE(has(reports.finished.out, "of them to find the")) << reports.finished.out;
  const std::string escaped = std::regex_replace(target, std::regex("&"), "&amp;");
  EXPECT_TRUE(has(reports.html, "The smallest request that fails alike"));
  EXPECT_TRUE(has(reports.html, "GET " + server.url + escaped)) << "no Hurl entry";
  EXPECT_TRUE(has(reports.junit, "the smallest request that fails alike"));
  EXPECT_TRUE(has(reports.junit, escaped));
  EXPECT_GT(reports.shrinking(), 0);
  EXPECT_LE(reports.shrinking(), 40 * 3);
  EXPECT_EQ(server.count("GET"), reports.requests());
}

TEST(Shrink, SendsNothingUnsafeUnlessAllowed) {
  const Server server;
  const Reports without = run_on(server, "POST /search", {"--shrink", "off"});
  EXPECT_EQ(without.finished.exit, 1) << without.finished.err;
  const auto planned = server.count("POST");
  EXPECT_GT(planned, 0);
  const Reports safe = run_on(server, "POST /search");
  EXPECT_EQ(server.count("POST"), 2 * planned);
  EXPECT_EQ(safe.shrinking(), 0);
  EXPECT_TRUE(safe.smallest(server_error).empty());
  const Reports allowed = run_on(server, "POST /search", {"--shrink", "unsafe"});
  EXPECT_EQ(server.count("POST"), 3 * planned + allowed.shrinking());
  const auto smallest = allowed.smallest(server_error);
  ASSERT_EQ(smallest.size(), 1U) << allowed.finished.out;
  EXPECT_TRUE(has(smallest.front(), R"({"text":"whale","from":0,"to":0})")) << smallest.front();
  const Reports none = run_on(server, "POST /search", {"--shrink", "unsafe", "--read-only"});
  EXPECT_EQ(server.count("POST"), 3 * planned + allowed.shrinking());
}

TEST(Shrink, StaysWithinItsBounds) {
  const Server server;
  const Reports reports = run_on(server, "GET /flood");
  EXPECT_GT(reports.shrinking(), 200);  // many causes: there is enough to do
  EXPECT_LE(reports.shrinking(), 400);
  EXPECT_EQ(server.count("GET"), reports.requests());
  for (const Value& each : reports.json.find("cases")->array()) {
    for (const Value& finding : each.find("findings")->array()) {
      const Value* smallest = finding.find("smallest");
      EXPECT_TRUE(smallest == nullptr || number_at(*smallest, "asked") <= 40);
    }
  }
}

TEST(Shrink, SendsTheSameAgain) {
  const Server server;
  const auto without_times = [&](const std::string& operation) {
    const std::regex times(R"re( (time|timestamp)="[^"]*"|Date: [^\n]*)re");
    return std::regex_replace(run_on(server, operation, {"--max-cases", "70"}).junit, times, "");
  };
  const std::string search = without_times("GET /search");
  EXPECT_TRUE(has(search, "the smallest request that fails alike"));
  EXPECT_EQ(search, without_times("GET /search"));
  EXPECT_EQ(without_times("GET /flood"), without_times("GET /flood"));
}

}  // namespace
}  // namespace conform::testing
