#include "runner/plan/plan.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

// Plans of two documents at standard depth, id by id: the same on every machine. When a change of the plan is
// meant, copy the file that the message names over the golden one and look at the difference.

namespace conform {
namespace {

namespace fs = std::filesystem;

std::string text_in(const fs::path& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

/// The ids, one a line, and what the budgets leave out.
std::string ids_of(const fs::path& path) {
  Library library({.folders = {path.parent_path().string()}});
  Diagnostics diagnostics;
  const auto source = std::make_shared<const Source>(Source{path.string(), text_in(path)});
  const Document* document = library.open(source, diagnostics);
  const auto api = document != nullptr ? load_api(*document, library, diagnostics) : std::nullopt;
  if (!api) return {};
  PlanOptions options;
  options.depth = Depth::standard;
  const Plan plan = make_plan(*api, RuleBook(), options);
  std::string ids;
  for (const Case& planned : plan.cases)
    ids += planned.id + "\n";
  for (const Plan::LeftOut& left_out : plan.left_out)
    ids += api->operations[left_out.operation].name() + ": " + std::to_string(left_out.cases) +
           " left out. " + left_out.why + "\n";
  return ids;
}

void expect_golden(const std::string& document, const std::string& name) {
  const fs::path golden = fs::path(CONFORM_SOURCE_DIR) / "tests/data/plan" / name;
  const std::string made = ids_of(fs::path(CONFORM_SOURCE_DIR) / document);
  ASSERT_FALSE(made.empty()) << document;
  if (made == text_in(golden)) return;
  const fs::path actual = fs::path(testing::TempDir()) / name;
  std::ofstream(actual) << made;
  ADD_FAILURE() << "The plan of " << document << " is another than " << golden << "; it stands in " << actual;
}

TEST(GoldenPlan, OfTheBookshop) { expect_golden("specs/bookshop.yaml", "bookshop.standard.txt"); }

TEST(GoldenPlan, OfTheLibraryWithDefects) {
  expect_golden("tests/defects/library.yaml", "defects.standard.txt");
}

}  // namespace
}  // namespace conform
