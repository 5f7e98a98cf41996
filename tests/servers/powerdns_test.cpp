#include "tests/servers/golden.hpp"
#include "tests/servers/serving.hpp"

#include <iostream>
#include <set>

#include <gtest/gtest.h>

// PowerDNS and the document that it serves itself: a real API that was written for people, with all that
// standard depth plans.

namespace conform::testing {
namespace {

constexpr const char* reader = R"(import sys, urllib.request as web
asked = web.Request(sys.argv[1], headers={"X-API-Key": "secret", "Accept": "application/json"})
print(web.build_opener(web.ProxyHandler({})).open(asked).read().decode())
)";

/// Everything is asked of one server in one run, one request at a time: SQLite locks the database while
/// something is written, and what is asked meanwhile may get 500.
Session run_on_powerdns() {
  const Serving server("powerdns");
  EXPECT_TRUE(server.complaint().empty()) << server.complaint();
  const Finished document = run_program({"python3", "-c", reader, server.url() + "/api/docs"});
  EXPECT_EQ(document.exit, 0) << document.err;
  const Folder folder;
  write_file(folder / "powerdns.json", document.out);
  Session session = session_on(server.url(),
                               (folder / "powerdns.json").string(),
                               {"--depth",
                                "standard",
                                "--jobs",
                                "1",
                                "--header",
                                "X-API-Key: secret",
                                "--config",
                                CONFORM_SOURCE_DIR "/tests/servers/powerdns.yaml"});
  EXPECT_EQ(session.finished.exit, 1) << session.finished.out << session.finished.err;
  return session;
}

const Session& the_run() {
  static const Session run = run_on_powerdns();
  return run;
}

TEST(PowerDns, IsJudgedOnNineOperationsOfTen) {
  std::set<std::string> all;
  std::set<std::string> judged;
  for (const auto& [subject, outcome] : the_run().outcomes) {
    all.insert(operation_of(subject));
    if (outcome == "passed" || outcome == "failed") judged.insert(operation_of(subject));
  }
  std::cout << "operations judged: " << judged.size() << " of " << all.size() << "\n";
  EXPECT_EQ(all.size(), 36U);
  EXPECT_GE(judged.size() * 10, all.size() * 9);
}

TEST(PowerDns, SucceedsOnEachOperationThatCan) {
  std::set<std::string> without;
  for (const auto& [subject, outcome] : the_run().outcomes) {
    if (subject != operation_of(subject)) continue;
    const auto answers = the_run().statuses.find(subject);
    const bool has_success = answers != the_run().statuses.end() && *answers->second.begin() / 100 == 2;
    if (!has_success) without.insert(subject);
  }
  const GoldenTable table = read_table("powerdns");
  EXPECT_EQ(without, std::set(table.without_success.begin(), table.without_success.end()));
}

TEST(PowerDns, BreaksWhatItsTableSaysAndNothingElse) {
  EXPECT_EQ(differences(the_run(), read_table("powerdns")), "") << "The table is golden/powerdns.yaml.";
}

}  // namespace
}  // namespace conform::testing
