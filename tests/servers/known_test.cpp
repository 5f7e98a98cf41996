#include "runner/rules/rule.hpp"
#include "tests/servers/golden.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <gtest/gtest.h>

// What `conform explain` says of servers that break a rule, and what the tables of this folder say, is the
// same.

namespace conform::testing {
namespace {

TEST(KnownToBreak, NamesEachServerWhoseTableHasTheRule) {
  const RuleBook book = RuleBook::embedded();
  for (const GoldenTable& table : all_tables()) {
    for (const Broken& broken : table.broken) {
      const Rule* rule = book.find(broken.rule);
      ASSERT_NE(rule, nullptr) << table.name << ": there is no rule " << broken.rule;
      if (!broken.rule.starts_with("http/")) continue;  // the others speak of one document
      const auto& known = rule->known_to_break;
      EXPECT_NE(std::ranges::find(known, broken.by), known.end())
          << broken.rule << " lacks `" << broken.by << "` in known-to-break";
    }
  }
}

TEST(KnownToBreak, NamesNoServerThatHasATableWithoutTheRule) {
  std::map<std::string, std::set<std::string>> broken_by;
  for (const GoldenTable& table : all_tables()) {
    broken_by[table.server];
    for (const Broken& broken : table.broken)
      broken_by[broken.by].insert(broken.rule);
  }
  const RuleBook book = RuleBook::embedded();
  for (const Rule& rule : book.rules()) {
    for (const std::string& server : rule.known_to_break) {
      const auto known = broken_by.find(server);
      const bool is_shown = known == broken_by.end() || known->second.contains(rule.id);
      EXPECT_TRUE(is_shown) << rule.id << " names " << server << ", whose table does not have it";
    }
  }
}

TEST(GoldenTables, TellForEachEntryWhereAndWhy) {
  for (const GoldenTable& table : all_tables()) {
    EXPECT_FALSE(table.server.empty()) << table.name;
    for (const Broken& broken : table.broken) {
      const std::string where = table.name + ", " + broken.rule;
      EXPECT_FALSE(broken.cases.empty()) << where;
      EXPECT_FALSE(broken.sent.empty()) << where;
      EXPECT_FALSE(broken.answer.empty()) << where;
      EXPECT_TRUE(broken.because.find(" §") != std::string::npos ||
                  broken.because.starts_with("Fetch Standard, ") ||
                  (broken.rule.starts_with("contract/") && broken.because.starts_with("The document ")))
          << where;
    }
  }
}

}  // namespace
}  // namespace conform::testing
