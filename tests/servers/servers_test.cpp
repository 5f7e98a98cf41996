#include "tests/servers/golden.hpp"
#include "tests/servers/serving.hpp"

#include <cstdlib>
#include <filesystem>
#include <ostream>

#include <gtest/gtest.h>

// Real servers, with all probes, against what they are known to break: not more, not less.

namespace conform::testing {
namespace {

/// A server, the document of what it serves, the name of its table, and what `conform run` is told.
struct Row {
  std::string server{};
  std::string document{};
  std::string table{};
  std::vector<std::string> options{"--probes", "all"};
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.server; }

class RealServer : public ::testing::TestWithParam<Row> {};

/// Versions of Node that differ have tables of their own; that of the latest version before this one counts.
std::string table_of(const Row& row) {
  if (row.server != "node") return row.table;
  const std::string version = run_program({"node", "--version"}).out;  // v18.20.4
  int major = version.empty() ? 0 : std::atoi(version.c_str() + 1);
  const std::string folder = CONFORM_SOURCE_DIR "/tests/servers/golden/";
  while (major > 0 && !std::filesystem::exists(folder + row.table + "-" + std::to_string(major) + ".yaml"))
    --major;
  return row.table + "-" + std::to_string(major);
}

TEST_P(RealServer, BreaksWhatItsTableSaysAndNothingElse) {
  const Row& row = GetParam();
  const Serving server(row.server);
  ASSERT_TRUE(server.complaint().empty()) << server.complaint();
  const Session session =
      session_on(server.url(), CONFORM_SOURCE_DIR "/tests/servers/" + row.document, row.options);
  for (const auto& [id, outcome] : session.outcomes)
    EXPECT_TRUE(outcome == "passed" || outcome == "failed") << id << " " << outcome;
  EXPECT_FALSE(session.outcomes.empty()) << session.finished.out << session.finished.err;
  const GoldenTable table = read_table(table_of(row));
  EXPECT_EQ(differences(session, table), "") << "The table is golden/" << table.name << ".yaml.";
}

const std::vector<std::string> with_credentials = {"--probes", "all", "--user", "user:secret"};
// What gunicorn makes of malformed requests stands in its own table.
const std::vector<std::string> well_formed = {"--probes", "safe,negotiation"};

const Row rows[] = {
    {"nginx", "site.yaml", "nginx"},
    {"apache", "site.yaml", "apache"},
    {"lighttpd", "site.yaml", "lighttpd"},
    {"gunicorn", "app.yaml", "gunicorn-flask", with_credentials},
    {"httpbin", "httpbin.yaml", "httpbin", well_formed},
    {"node", "app.yaml", "node", with_credentials},
};

INSTANTIATE_TEST_SUITE_P(All, RealServer, ::testing::ValuesIn(rows), [](const auto& tested) {
  return tested.param.server;
});

}  // namespace
}  // namespace conform::testing
