#include "reports/console/console.hpp"
#include "reports/ctrf/ctrf.hpp"
#include "reports/github/annotations.hpp"
#include "reports/har/har.hpp"
#include "reports/json/json.hpp"
#include "reports/junit/junit.hpp"
#include "reports/markdown/markdown.hpp"
#include "reports/replay/replay.hpp"
#include "reports/sarif/run_sarif.hpp"
#include "tests/reports/samples.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>

namespace conform {
namespace {

/// Compares with tests/golden/NAME. With CONFORM_UPDATE_GOLDEN in the environment the file is written anew,
/// for a reading of the difference.
void expect_golden(const std::string& name, const std::string& text) {
  const std::string path = std::string(CONFORM_SOURCE_DIR) + "/tests/golden/" + name;
  if (std::getenv("CONFORM_UPDATE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << text;
  std::ifstream in(path, std::ios::binary);
  std::stringstream golden;
  golden << in.rdbuf();
  EXPECT_EQ(text, golden.str()) << "CONFORM_UPDATE_GOLDEN=1 writes " << path << " anew";
}

TEST(Golden, Console) {
  std::ostringstream out;
  write_console(small_run(), Weight::fail, {}, out);
  expect_golden("console.txt", out.str());
}

TEST(Golden, JUnit) {
  std::ostringstream out;
  write_junit(small_run(), {}, out);
  expect_golden("junit.xml", out.str());
}

TEST(Golden, StrictJUnit) {
  std::ostringstream out;
  JUnitOptions options;
  options.dialect = JUnitDialect::strict;
  write_junit(small_run(), options, out);
  expect_golden("junit-strict.xml", out.str());
}

TEST(Golden, Formats) {
  const Results run = clustered_run();
  const auto expect = [](const std::string& name, const std::function<void(std::ostream&)>& write) {
    std::ostringstream out;
    write(out);
    expect_golden(name, out.str());
  };
  expect("report.sarif", [&](std::ostream& out) { write_run_sarif(run, as_named, out); });
  expect("ctrf.json", [&](std::ostream& out) { write_ctrf(run, Weight::fail, as_named, out); });
  expect("report.har", [&](std::ostream& out) { write_har(run, out); });
  expect("failures.hurl", [&](std::ostream& out) { write_hurl(run, out); });
  expect("failures.sh", [&](std::ostream& out) { write_curl(run, out); });
  expect("summary.md", [&](std::ostream& out) { write_markdown(run, Weight::fail, 1U << 20U, out); });
  expect("annotations.txt", [&](std::ostream& out) { write_annotations(run, Weight::fail, as_named, out); });
}

TEST(Golden, Json) {
  std::ostringstream out;
  write_json(small_run(), Weight::fail, out);
  expect_golden("report.json", out.str());
}

}  // namespace
}  // namespace conform
