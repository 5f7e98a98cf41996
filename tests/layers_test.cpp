#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

// The architecture as a test: who may include whom, where the network libraries may appear, and what
// g++ 12 miscompiles. The table mirrors README.md.

namespace {

namespace fs = std::filesystem;

const std::map<std::string, std::set<std::string>> may_include = {
    {"runner/text", {}},
    {"runner/document", {"runner/text"}},
    {"runner/sarif", {"runner/text", "runner/document"}},
    {"runner/schema", {"runner/text", "runner/document"}},
    {"runner/openapi", {"runner/text", "runner/document", "runner/schema"}},
    {"runner/http", {"runner/text"}},
    {"runner/contract", {"runner/text", "runner/document", "runner/schema", "runner/openapi", "runner/http"}},
    {"runner/rules",
     {"runner/text", "runner/document", "runner/schema", "runner/openapi", "runner/http", "runner/contract"}},
    {"runner/lint",
     {"runner/text",
      "runner/document",
      "runner/sarif",
      "runner/schema",
      "runner/openapi",
      "runner/http",
      "runner/rules"}},
    {"runner/plan",
     {"runner/text",
      "runner/document",
      "runner/schema",
      "runner/openapi",
      "runner/http",
      "runner/contract",
      "runner/rules"}},
    {"runner/wire", {"runner/text", "runner/http", "runner/plan"}},
    {"runner/auth",
     {"runner/text", "runner/document", "runner/openapi", "runner/http", "runner/plan", "runner/wire"}},
    {"runner/judge",
     {"runner/text",
      "runner/document",
      "runner/schema",
      "runner/openapi",
      "runner/http",
      "runner/rules",
      "runner/plan",
      "runner/wire"}},
    {"runner/config",
     {"runner/text",
      "runner/document",
      "runner/openapi",
      "runner/http",
      "runner/rules",
      "runner/plan",
      "runner/auth",
      "runner/judge"}},
    {"runner/journal",
     {"runner/text",
      "runner/document",
      "runner/openapi",
      "runner/http",
      "runner/rules",
      "runner/plan",
      "runner/wire",
      "runner/judge"}},
    {"runner/baseline",
     {"runner/text",
      "runner/document",
      "runner/http",
      "runner/rules",
      "runner/config",
      "runner/judge",
      "runner/journal"}},
    {"runner/mock",
     {"runner/text",
      "runner/document",
      "runner/schema",
      "runner/openapi",
      "runner/http",
      "runner/contract",
      "runner/rules"}},
    {"reports",
     {"runner/text",
      "runner/document",
      "runner/sarif",
      "runner/http",
      "runner/rules",
      "runner/judge",
      "runner/journal"}},
};

struct SourceFile {
  std::string path{};  // relative to the repository
  std::string layer{};
  std::string text{};
};

std::string layer_of(const std::string& path) {
  if (path.starts_with("reports/")) return "reports";
  const auto second = path.find('/', path.find('/') + 1);
  return path.substr(0, second);
}

std::vector<SourceFile> sources_below(const std::vector<std::string>& folders) {
  const fs::path root = CONFORM_SOURCE_DIR;
  std::vector<SourceFile> found;
  for (const std::string& folder : folders) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const std::string ending = entry.path().extension().string();
      if (ending != ".cpp" && ending != ".hpp") continue;
      std::ifstream in(entry.path());
      std::stringstream text;
      text << in.rdbuf();
      const std::string path = fs::relative(entry.path(), root).string();
      found.push_back({path, layer_of(path), text.str()});
    }
  }
  return found;
}

std::vector<std::string> includes_of(const std::string& text) {
  static const std::regex line(R"(#include\s+["<]([^">]+)[">])");
  std::vector<std::string> found;
  for (auto match = std::sregex_iterator(text.begin(), text.end(), line); match != std::sregex_iterator();
       ++match)
    found.push_back((*match)[1].str());
  return found;
}

bool is_ours(const std::string& include) {
  return include.starts_with("runner/") || include.starts_with("reports/");
}

TEST(Layers, IncludeOnlyWhatTheDesignAllows) {
  for (const SourceFile& file : sources_below({"runner", "reports"})) {
    if (file.layer == "runner/cli") continue;  // the top: may include everything
    const auto allowed = may_include.find(file.layer);
    ASSERT_NE(allowed, may_include.end()) << file.path << " lies in a folder that is no layer";
    for (const std::string& include : includes_of(file.text)) {
      if (!is_ours(include)) continue;
      const std::string layer = layer_of(include);
      EXPECT_TRUE(layer == file.layer || allowed->second.contains(layer))
          << file.path << " includes " << include;
    }
  }
}

TEST(Layers, NothingIncludesTheCommandLine) {
  for (const SourceFile& file : sources_below({"runner", "reports"})) {
    if (file.layer == "runner/cli") continue;
    for (const std::string& include : includes_of(file.text))
      EXPECT_FALSE(include.starts_with("runner/cli/")) << file.path << " includes " << include;
  }
}

TEST(Layers, NetworkLibrariesStayInTheirRooms) {
  const std::set<std::string> rooms = {"runner/wire", "runner/mock", "runner/cli"};
  for (const SourceFile& file : sources_below({"runner", "reports"})) {
    if (rooms.contains(file.layer)) continue;
    for (const std::string& include : includes_of(file.text)) {
      EXPECT_FALSE(include.starts_with("boost/asio") || include.starts_with("boost/beast")) << file.path;
      EXPECT_FALSE(include.starts_with("sys/socket")) << file.path;
    }
  }
}

TEST(Layers, OneFileKnowsYamlCpp) {
  std::vector<std::string> files;
  for (const SourceFile& file : sources_below({"runner", "reports"})) {
    const auto includes = includes_of(file.text);
    if (std::ranges::any_of(includes, [](const auto& name) { return name.starts_with("yaml-cpp/"); }))
      files.push_back(file.path);
  }
  EXPECT_EQ(files.size(), 1U) << testing::PrintToString(files);
}

TEST(Layers, NoBracesInsideAnAwaitedExpression) {
  // g++ 12.2 destroys a temporary aggregate in a co_await expression twice.
  static const std::regex braces(R"(co_await [^;]*\{)");
  for (const SourceFile& file : sources_below({"runner"}))
    EXPECT_FALSE(std::regex_search(file.text, braces)) << file.path;
}

TEST(Layers, FilesStayWithinSixHundredLines) {
  for (const SourceFile& file : sources_below({"runner", "reports", "tests"}))
    EXPECT_LE(std::ranges::count(file.text, '\n'), 600) << file.path;
}

TEST(Layers, HeadersBeginWithPragmaOnce) {
  for (const SourceFile& file : sources_below({"runner", "reports"})) {
    if (!file.path.ends_with(".hpp")) continue;
    EXPECT_TRUE(file.text.starts_with("#pragma once\n")) << file.path;
  }
}

/// The types that a header defines, with the innermost namespace that begins at a line's begin.
std::vector<std::string> types_of(const SourceFile& header) {
  static const std::regex opens(
      R"(^(?:namespace ([a-z_:]+)|(?:struct|class|enum class) (\w+)(?: final)?(?: : [^;(]*)?) \{.*)");
  std::vector<std::string> types;
  std::string space;
  std::istringstream in(header.text);
  std::smatch match;
  for (std::string line; std::getline(in, line);) {
    if (!std::regex_match(line, match, opens)) continue;
    if (match[1].matched) space = match[1];
    if (match[2].matched) types.push_back(space + "::" + match[2].str());
  }
  return types;
}

// Two types of one name are no error that a linker tells: it takes the functions of one for both.
TEST(Layers, EachTypeHasANameOfItsOwn) {
  std::map<std::string, std::string> known;
  for (const SourceFile& file : sources_below({"runner", "reports"})) {
    if (!file.path.ends_with(".hpp")) continue;
    for (const std::string& type : types_of(file)) {
      const auto [first, is_new] = known.emplace(type, file.path);
      EXPECT_TRUE(is_new) << type << " stands in " << first->second << " and in " << file.path;
    }
  }
  EXPECT_GT(known.size(), 100U);
}

TEST(Layers, NoRoomForOddsAndEnds) {
  static const std::regex bad(R"((^|/)(utils?|common|helpers?|misc|types)(\.|/))");
  for (const SourceFile& file : sources_below({"runner", "reports"}))
    EXPECT_FALSE(std::regex_search(file.path, bad)) << file.path;
}

}  // namespace
