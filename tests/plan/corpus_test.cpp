#include "tests/openapi/corpus.hpp"

#include "runner/plan/plan.hpp"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <map>
#include <set>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

// Documents that other people wrote, where they are there: each is loaded and planned in full, and nearly
// every operation can be sent. A table says how much of each, and why the rest is not judged.

namespace conform {
namespace {

namespace fs = std::filesystem;
using test::corpus;
using test::documents_in;
using test::text_of;

struct Count {
  std::size_t documents = 0;
  std::size_t operations = 0;
  std::size_t planned = 0;
  std::map<std::string, std::vector<std::string>> reasons{};  // and the operations not judged for it

  void add(const Count& other) {
    documents += other.documents;
    operations += other.operations;
    planned += other.planned;
  }
};

Count count_of(const Plan& plan, const Api& api) {
  std::set<std::uint32_t> sent;
  std::map<std::uint32_t, std::string> why_not;
  for (const Case& one : plan.cases) {
    EXPECT_EQ(one.not_judged.empty(), !one.steps.empty()) << one.id;
    if (one.steps.empty()) {
      why_not.emplace(one.operation, one.not_judged);
    } else {
      sent.insert(one.operation);
    }
  }
  Count count;
  count.documents = 1;
  count.operations = api.operations.size();
  count.planned = sent.size();
  std::size_t not_judged = 0;
  for (const auto& [operation, why] : why_not) {
    if (sent.contains(operation)) continue;
    count.reasons[why].push_back(api.operations[operation].name());
    ++not_judged;
  }
  // Nothing is lost: each operation has a case, or several.
  EXPECT_EQ(count.planned + not_judged, api.operations.size());
  return count;
}

/// Loads and plans one document and prints its line of the table.
Count load_and_plan(const fs::path& path) {
  const auto began = std::chrono::steady_clock::now();
  Library library({.folders = {path.parent_path().string()}});
  Diagnostics diagnostics;
  const auto source = std::make_shared<const Source>(Source{path.string(), text_of(path)});
  const Document* document = library.open(source, diagnostics);
  const auto api = document != nullptr ? load_api(*document, library, diagnostics) : std::nullopt;
  EXPECT_TRUE(api) << path << ": " << (diagnostics.empty() ? "" : render(diagnostics.list().front()));
  if (!api) return {};
  const Count count = count_of(make_plan(*api, RuleBook(), {}), *api);
  const auto took = std::chrono::steady_clock::now() - began;
  std::cout << fmt::format("{:<72} {:>6} {:>8} {:>11} {:>6}\n",
                           fs::relative(path, corpus).string(),
                           count.operations,
                           count.planned,
                           count.operations - count.planned,
                           std::chrono::duration_cast<std::chrono::milliseconds>(took).count());
  for (const auto& [reason, operations] : count.reasons)
    std::cout << fmt::format("    {} × {} {}\n", operations.size(), reason, fmt::join(operations, ", "));
  return count;
}

/// Each in turn below the head of the table. Says so when the corpus is not here.
Count load_and_plan_all(std::initializer_list<std::string_view> folders) {
  Count all;
  if (!fs::is_directory(corpus)) {
    std::cout << "Left out: ../shared/corpus is not here.\n";
    return all;
  }
  std::cout << fmt::format(
      "{:<72} {:>6} {:>8} {:>11} {:>6}\n", "document", "oper.", "planned", "not judged", "ms");
  for (const std::string_view folder : folders) {
    for (const fs::path& path : documents_in(corpus / folder))
      all.add(load_and_plan(path));
  }
  std::cout << fmt::format("{:<72} {:>6} {:>8} {:>11}\n",
                           fmt::format("{} documents", all.documents),
                           all.operations,
                           all.planned,
                           all.operations - all.planned);
  return all;
}

TEST(Corpus, PlansTheDemoInFull) {
  const Count all = load_and_plan_all({"demo"});
  EXPECT_EQ(all.planned, all.operations);
  EXPECT_EQ(all.operations, all.documents * 89);
}

TEST(Corpus, PlansAtLeast99Of100Operations) {
  const Count all = load_and_plan_all({"real-world", "targets", "oas-examples", "demo"});
  EXPECT_GE(all.planned * 100, all.operations * 99);
}

TEST(Corpus, LeavesOutTheOneMistakeOfTheWeatherService) {
  const fs::path path = corpus / "real-world/weather.gov.yaml";
  if (!fs::exists(path)) {
    std::cout << "Left out: ../shared/corpus is not here.\n";
    return;
  }
  const Count count = load_and_plan(path);
  EXPECT_EQ(count.planned + 1, count.operations);
  ASSERT_EQ(count.reasons.size(), 1U);
  EXPECT_NE(count.reasons.begin()->first.find("weather.gov.yaml:2435:13: A schema must be an object"),
            std::string::npos);
}

}  // namespace
}  // namespace conform
