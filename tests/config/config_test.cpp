#include "runner/config/config.hpp"

#include <gtest/gtest.h>

namespace conform {
namespace {

struct Read {
  std::optional<Config> config{};
  std::string said{};  // `line:column message [hint]` for each diagnostic
};

Read read(std::string text) {
  static const RuleBook rules = RuleBook::embedded();
  Read read;
  Diagnostics diagnostics;
  const auto document =
      read_document(std::make_shared<const Source>(Source{"conform.yaml", std::move(text)}), diagnostics);
  const auto environment = [](const std::string& name) {
    return name == "SHOP" ? std::optional<std::string>("north") : std::nullopt;
  };
  if (document) read.config = read_config(*document, rules, environment, diagnostics);
  for (const Diagnostic& one : diagnostics.list()) {
    read.said += std::to_string(one.where.mark.line) + ":" + std::to_string(one.where.mark.column) + " " +
                 one.message + (one.hint.empty() ? "" : " [" + one.hint + "]") + "\n";
  }
  return read;
}

TEST(Config, ReadsRulesAndExceptions) {
  const Read found = read(R"(rules:
  http/405-lists-allow: off
  http/*-explains: warn
exceptions:
  - rule: http/date-*
    operations: GET /old/*
    reason: The old gateway has no clock.
  - { rule: contract/status-documented, report: off, reason: See 17. }
)");
  ASSERT_TRUE(found.config) << found.said;
  const auto& wishes = found.config->wishes;
  ASSERT_EQ(wishes.size(), 4U);
  EXPECT_EQ(wishes[0].rule, "http/405-lists-allow");
  EXPECT_EQ(wishes[0].weight, std::nullopt);
  EXPECT_EQ(wishes[1].weight, Weight::warn);
  EXPECT_EQ(wishes[2].operations, "GET /old/*");
  EXPECT_EQ(wishes[2].weight, Weight::note);
  EXPECT_EQ(wishes[2].reason, "The old gateway has no clock.");
  EXPECT_EQ(wishes[3].weight, std::nullopt);
}

TEST(Config, ReadsValuesAndVariables) {
  const Read found = read(R"(values:
  bookId: 7
  shop: ${SHOP}-${NONE:-1}-$$
  GET /books: { filter: { min: 1 }, body: [a, "${SHOP}"] }
)");
  ASSERT_TRUE(found.config) << found.said;
  const auto& values = found.config->values;
  ASSERT_EQ(values.size(), 4U);
  EXPECT_EQ(values[0].input + " " + to_json(values[0].value), "bookId 7");
  EXPECT_EQ(values[1].input + " " + to_json(values[1].value), R"(shop "north-1-$")");
  EXPECT_EQ(values[2].operations + " " + values[2].input + " " + to_json(values[2].value),
            R"(GET /books filter {"min":1})");
  EXPECT_EQ(values[3].input + " " + to_json(values[3].value), R"(body ["a","north"])");
}

TEST(Config, SaysWhatIsWrongAndWhere) {
  const Read found = read(R"(rule: {}
rules: { http/405-lists-alow: off, http/405-lists-allow2: loud }
exceptions:
  - { rule: "http/*" }
  - { rule: "http/*", reason: "", path: /a }
values: { a: "${NONE}" }
)");
  EXPECT_FALSE(found.config);
  EXPECT_EQ(found.said, R"(1:1 The configuration has no key `rule`. [Did you mean `rules`?]
2:10 There is no rule `http/405-lists-alow`. [Did you mean `http/405-lists-allow`?]
2:36 There is no rule `http/405-lists-allow2`. [Did you mean `http/405-lists-allow`?]
2:59 `loud` is no weight. [Weights are fail, warn, note and off.]
4:5 An exception needs a `rule` and a `reason`.
5:35 An exception has no key `path`.
5:31 A `reason` says something.
6:14 The environment has no variable `NONE`. [`${NONE:-…}` says what else.]
)");
}

TEST(Config, OfNothingIsEmpty) {
  const Read found = read("{}\n");
  ASSERT_TRUE(found.config) << found.said;
  EXPECT_TRUE(found.config->wishes.empty());
  EXPECT_FALSE(read("- a\n").config);
}

}  // namespace
}  // namespace conform
