#include "runner/document/document.hpp"
#include "runner/rules/rule.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <regex>
#include <set>

// suites/http/README.md tells what became of each entry of the catalogue of HTTP rules.

namespace conform::testing {
namespace {

namespace fs = std::filesystem;

struct Row {
  std::string entry{};
  std::string cell{};
};

std::string readme() {
  std::ifstream in(fs::path(CONFORM_SOURCE_DIR) / "suites/http/README.md");
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<Row> table() {
  const std::string text = readme();
  const auto begin = text.find("\n## The table");
  const auto end = text.find("\n## ", begin + 1);
  const std::string part = text.substr(begin, end - begin);
  const std::regex line("\\n\\| ([a-z0-9-]+) \\| ([^\\n]*) \\|");
  std::vector<Row> rows;
  for (std::sregex_iterator it(part.begin(), part.end(), line), none; it != none; ++it) {
    if ((*it)[1] != "catalogue") rows.push_back({(*it)[1], (*it)[2]});
  }
  return rows;
}

std::set<std::string> rules_in(const std::string& cell) {
  const std::regex quoted("`(http/[a-z0-9-]+)`");
  std::set<std::string> ids;
  for (std::sregex_iterator it(cell.begin(), cell.end(), quoted), none; it != none; ++it)
    ids.insert((*it)[1]);
  return ids;
}

TEST(Catalogue, NamesRulesThatExistAndEachRuleOfHttp) {
  const RuleBook book = RuleBook::embedded();
  std::set<std::string> named;
  for (const auto& row : table()) {
    for (const auto& id : rules_in(row.cell)) {
      EXPECT_NE(book.find(id), nullptr) << row.entry << ": there is no rule `" << id << "`";
      named.insert(id);
    }
  }
  for (const auto& rule : book.rules()) {
    const bool is_there = !rule.id.starts_with("http/") || named.contains(rule.id);
    EXPECT_TRUE(is_there) << rule.id << " is not in the table";
  }
}

TEST(Catalogue, SaysOfEachEntryWhatBecameOfIt) {
  std::map<std::string, int> fates;
  for (const auto& [entry, cell] : table()) {
    const bool is_rule = cell.starts_with("`http/");
    const bool is_probe = cell.starts_with("needs a probe: ");
    const bool is_left = cell.starts_with("not taken: ");
    EXPECT_TRUE(is_rule || is_probe || is_left) << entry << ": " << cell;
    ++fates[is_rule ? "rules" : is_probe ? "probes" : "left"];
  }
  const std::string text = readme();
  for (const auto& [fate, count] : fates)
    EXPECT_NE(text.find("\n" + std::to_string(count) + " "), std::string::npos) << fate << ": " << count;
}

TEST(Catalogue, HasEachEntryOnce) {
  const auto* shared = std::getenv("CONFORM_SHARED");
  const fs::path file =
      fs::path(shared != nullptr ? shared : CONFORM_SOURCE_DIR "/../shared") / "http/rules.yaml";
  std::map<std::string, int> counts;
  for (const auto& row : table())
    ++counts[row.entry];
  for (const auto& [entry, count] : counts)
    EXPECT_EQ(count, 1) << entry;
  if (!fs::exists(file)) {
    std::cout << "Left out: ../shared/http/rules.yaml is not here.\n";
    return;
  }
  Diagnostics diagnostics;
  const auto catalogue = read_document(read_source(file), diagnostics);
  ASSERT_TRUE(catalogue);
  for (const auto& entry : catalogue->root.array())
    EXPECT_EQ(counts[entry.find("id")->string()], 1) << entry.find("id")->string();
  EXPECT_EQ(counts.size(), catalogue->root.array().size());
}

}  // namespace
}  // namespace conform::testing
