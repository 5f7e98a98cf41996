#include "tests/rules/example_tests.hpp"

#include "runner/rules/example.hpp"
#include "runner/text/embedded.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

namespace conform::testing {
namespace {

const RuleBook& book() {
  static const RuleBook rules = RuleBook::embedded();
  return rules;
}

struct Tally {
  int kept = 0;
  int broken = 0;
  std::string doubts{};
};

/// Judges `rule` on the messages of `example` that it is about.
Tally judged(const Rule& rule, const RuleExample& example) {
  Diagnostics diagnostics;
  const auto api = api_of(example, diagnostics);
  for (const auto& diagnostic : diagnostics.list())
    ADD_FAILURE() << render(diagnostic);
  const Played played = play(rule, example, book());
  if (played.exchanges.empty()) {
    ADD_FAILURE() << rule.id << " has an example without exchanges";
    return {};
  }
  const Exchange& exchange = played.exchange();
  const Operation* operation = api && !api->operations.empty() ? &api->operations.front() : nullptr;
  EXPECT_EQ(operation != nullptr, example.operation != nullptr);
  std::vector<Asked> messages;
  for (std::size_t i = 0; i < exchange.interim.size() && rule.scope == Scope::interim; ++i)
    messages.push_back(
        {.api = api ? &*api : nullptr, .operation = operation, .interim = i, .taken = played.taken});
  if (rule.scope == Scope::exchange || (rule.scope == Scope::response && exchange.response() != nullptr))
    messages.push_back({.api = api ? &*api : nullptr, .operation = operation, .taken = played.taken});

  Tally tally;
  for (const auto& asked : messages) {
    const Subject subject = subject_of(exchange, asked);
    const Truth applies = rule.when.holds(subject);
    if (applies == Truth::no) continue;
    const Truth holds = applies == Truth::unknown ? applies : rule.require.holds(subject);
    if (applies == Truth::unknown)
      tally.doubts += rule.when.found(subject);
    else if (holds == Truth::unknown)
      tally.doubts += rule.require.found(subject);
    if (holds == Truth::yes) ++tally.kept;
    if (holds == Truth::no) ++tally.broken;
  }
  return tally;
}

class ExampleTest : public ::testing::Test {
public:
  ExampleTest(const Rule& rule, const RuleExample& example) : rule_(rule), example_(example) {}
  void TestBody() override {
    const Tally tally = judged(rule_, example_);
    const std::string where = to_string(example_.where);
    EXPECT_EQ(tally.doubts, "") << where << ": the example leaves the rule undecided";
    if (example_.passes) {
      EXPECT_EQ(tally.broken, 0) << where << ": " << rule_.require.describe();
    } else {
      EXPECT_GT(tally.broken, 0) << where << ": the rule does not notice; " << rule_.require.describe();
    }
  }

private:
  const Rule& rule_;
  const RuleExample& example_;
};

TEST(EmbeddedSuites, HaveRulesWithUniqueIds) {
  std::set<std::string> ids;
  for (const auto& rule : book().rules())
    EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
}

TEST(EmbeddedSuites, AreTheFilesBelowSuites) {
  std::set<std::string> embedded;
  for (const auto& file : embedded_suites())
    embedded.emplace(file.name);
  std::set<std::string> found;
  const std::filesystem::path root = CONFORM_SOURCE_DIR;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root / "suites")) {
    if (entry.path().extension() == ".yaml")
      found.insert(std::filesystem::relative(entry.path(), root).generic_string());
  }
  EXPECT_EQ(embedded, found);
}

TEST(EmbeddedSuites, HaveAnExampleThatEachRuleAppliesToAndKeeps) {
  for (const auto& rule : book().rules()) {
    const bool kept = std::ranges::any_of(rule.examples, [&rule](const RuleExample& example) {
      return example.passes && judged(rule, example).kept > 0;
    });
    EXPECT_TRUE(kept) << to_string(rule.where) << ": no pass example of " << rule.id << " meets its `when`";
  }
}

TEST(EmbeddedSuites, SayWhatIsExpectedInWords) {
  for (const auto& rule : book().rules()) {
    EXPECT_FALSE(rule.require.describe().empty()) << rule.id;
    EXPECT_TRUE(rule.text.ends_with('.')) << rule.id << ": " << rule.text;
  }
}

}  // namespace

void register_example_tests() {
  for (const auto& rule : book().rules()) {
    std::map<bool, int> numbers;
    for (const auto& example : rule.examples) {
      const auto name =
          rule.id + (example.passes ? "/pass/" : "/fail/") + std::to_string(++numbers[example.passes]);
      ::testing::RegisterTest(
          "RuleExample", name.c_str(), nullptr, nullptr, __FILE__, __LINE__, [&rule, &example] {
            return static_cast<::testing::Test*>(new ExampleTest(rule, example));
          });
    }
  }
}

}  // namespace conform::testing
