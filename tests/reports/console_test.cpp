#include "reports/console/console.hpp"

#include "tests/reports/samples.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

namespace conform {
namespace {

std::string rendered(const Results& results, const ConsoleStyle& style = {}, Weight fail_on = Weight::fail) {
  std::ostringstream out;
  write_console(results, fail_on, style, out);
  return out.str();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);)
    lines.push_back(line);
  return lines;
}

std::ptrdiff_t columns(const std::string& line) {
  return std::count_if(line.begin(), line.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  });
}

TEST(Console, EndsWithTheVerdict) {
  EXPECT_EQ(lines_of(rendered(small_run())).back(), "FAILED  3 rules broken in 3 of 7 cases.");
}

TEST(Console, StaysWithinItsColumns) {
  for (const std::size_t width : {60U, 80U, 120U}) {
    for (const std::string& line : lines_of(rendered(small_run(), {false, width, 5}))) {
      EXPECT_LE(columns(line), static_cast<std::ptrdiff_t>(width)) << line;
    }
  }
}

TEST(Console, ListsAsManyCasesAsAskedFor) {
  const std::string text = rendered(large_run(200), {false, 80, 3});
  EXPECT_NE(text.find("GET /things/00020/{id}\n    … and 17 more\n"), std::string::npos) << text;
}

TEST(Console, ShowsOneExampleOfEachCauseAndTheSmallestRequest) {
  const std::string text = rendered(clustered_run());
  EXPECT_NE(text.find("· 8 cases of 3 causes\n"), std::string::npos) << text;
  EXPECT_NE(text.find("    GET /books · fuzz · 2 (and 4 more of this cause)\n      the shelf fell on a\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("http://127.0.0.1:8080/v1/books?q=a\n"), std::string::npos) << text;
  EXPECT_NE(text.find("    GET /books · fuzz · 6 (and 1 more of this cause)\n      the roof fell\n"),
            std::string::npos)
      << text;
  EXPECT_EQ(text.find("fuzz · 3"), std::string::npos) << text;
  EXPECT_NE(text.find("23 of them to find the\n"), std::string::npos) << text;
}

TEST(Console, NamesWhatWasNotJudgedAndWhy) {
  const std::string text = rendered(small_run());
  EXPECT_NE(text.find("There is no example for the parameter `probe`."), std::string::npos);
  EXPECT_NE(text.find("http/content-length-counts: our limit cut the content"), std::string::npos);
}

TEST(Console, UsesColoursOnlyWhenAsked) {
  EXPECT_EQ(rendered(small_run()).find('\x1b'), std::string::npos);
  EXPECT_NE(rendered(small_run(), {true}).find("\x1b[1;31m"), std::string::npos);
}

TEST(Console, ObeysNoServer) {
  const std::string text = rendered(hostile_run());
  for (const char c : text) {
    ASSERT_TRUE(c == '\n' || (c >= 0x20 && c != 0x7F) || static_cast<unsigned char>(c) >= 0x80);
  }
  for (const std::string& line : lines_of(text)) {
    const std::size_t begin = line.find_first_not_of(" \t");
    EXPECT_TRUE(begin == std::string::npos || !line.substr(begin).starts_with("::")) << line;
    EXPECT_EQ(line.find("##["), std::string::npos) << line;
    EXPECT_EQ(line.find("##vso["), std::string::npos) << line;
  }
  EXPECT_LT(text.size(), 50'000U);
}

}  // namespace
}  // namespace conform
