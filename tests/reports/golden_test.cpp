#include "reports/console/console.hpp"
#include "reports/json/json.hpp"
#include "reports/junit/junit.hpp"
#include "tests/reports/samples.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
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
  write_junit(small_run(), Weight::fail, out);
  expect_golden("junit.xml", out.str());
}

TEST(Golden, Json) {
  std::ostringstream out;
  write_json(small_run(), Weight::fail, out);
  expect_golden("report.json", out.str());
}

}  // namespace
}  // namespace conform
