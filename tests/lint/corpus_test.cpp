#include "tests/lint/linting.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <iostream>
#include <map>

#include <gtest/gtest.h>

namespace conform {
namespace {

namespace fs = std::filesystem;

LintReport lint_file(const fs::path& path) {
  static const RuleBook rules = RuleBook::embedded();
  Library library({.folders = {path.parent_path().string()}});
  return lint(read_source(path.string()), library, rules);
}

bool is_document(const fs::path& path) {
  const std::string ending = path.extension().string();
  return ending == ".yaml" || ending == ".yml" || ending == ".json";
}

std::vector<fs::path> documents_in(const fs::path& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.is_regular_file() && is_document(entry.path())) paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  return paths;
}

TEST(LintCorpus, OurOwnDocumentsAreClean) {
  for (const fs::path& path : documents_in(CONFORM_SOURCE_DIR "/specs")) {
    for (const LintFinding& finding : lint_file(path).findings)
      ADD_FAILURE() << to_string(finding.where) << ' ' << finding.rule << ": " << finding.message;
  }
}

/// Documents of others: no law but that each is read to its end, and what was found as a table.
TEST(LintCorpus, LooksThroughDocumentsOfOthers) {
  const char* const shared = std::getenv("CONFORM_SHARED");
  const fs::path corpus = fs::path(shared != nullptr ? shared : CONFORM_SOURCE_DIR "/../shared") / "corpus";
  std::map<std::string, std::pair<std::size_t, std::size_t>> table;  // by rule: findings, documents
  std::size_t documents = 0;
  for (const std::string_view folder : {"real-world", "targets", "demo"}) {
    if (!fs::is_directory(corpus / folder)) {
      std::cout << "left out: " << corpus / folder << " is not here\n";
      continue;
    }
    for (const fs::path& path : documents_in(corpus / folder)) {
      ++documents;
      std::map<std::string, std::size_t> of_document;
      for (const LintFinding& finding : lint_file(path).findings) {
        ++of_document[finding.rule];
        EXPECT_GT(finding.where.mark.line, 0U) << path << ' ' << finding.message;
        EXPECT_TRUE(finding.message.ends_with('.') || finding.message.ends_with(')')) << finding.message;
      }
      for (const auto& [rule, count] : of_document) {
        table[rule].first += count;
        ++table[rule].second;
      }
    }
  }
  std::cout << documents << " documents\n";
  for (const auto& [rule, counts] : table)
    std::cout << fmt::format("{:6} in {:3} documents  {}\n", counts.first, counts.second, rule);
}

}  // namespace
}  // namespace conform
