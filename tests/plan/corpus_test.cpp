#include "runner/plan/plan.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include <gtest/gtest.h>

// Documents that other people wrote, where they are there: nothing may crash, and each is loaded and planned
// in full. What cannot be planned is printed, so that a change in the numbers is seen.

namespace conform {
namespace {

namespace fs = std::filesystem;

const fs::path corpus = fs::path(CONFORM_SOURCE_DIR) / "../shared/corpus";

std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<fs::path> documents_in(const fs::path& folder) {
  std::vector<fs::path> paths;
  if (!fs::is_directory(folder)) return paths;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string ending = entry.path().extension().string();
    const bool is_document = ending == ".json" || ending == ".yaml" || ending == ".yml";
    if (entry.is_regular_file() && is_document) paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  return paths;
}

/// The version may stand anywhere in the document, so all of it is looked at.
bool is_openapi_3(const std::string& text) {
  const std::string after_line_end = "\n" + text;
  return after_line_end.find("\nopenapi:") != std::string::npos ||
         text.find("\"openapi\":") != std::string::npos;
}

struct Count {
  std::size_t documents = 0;
  std::size_t loaded = 0;
  std::size_t operations = 0;
  std::size_t cases = 0;
  std::size_t not_judged = 0;
};

/// Prints one line: operations, cases, not judged, errors, warnings, and how long loading and planning took.
void load_and_plan(const fs::path& path, Count& count) {
  const auto begin = std::chrono::steady_clock::now();
  Library library;
  Diagnostics diagnostics;
  const Document* document = library.open(read_source(path.string()), diagnostics);
  const auto api = document != nullptr ? load_api(*document, library, diagnostics) : std::nullopt;
  const auto loaded = std::chrono::steady_clock::now();
  ++count.documents;
  const auto errors = std::ranges::count(diagnostics.list(), Severity::error, &Diagnostic::severity);
  std::cout << path.filename().string() << ": ";
  if (!api) {
    std::cout << "not loaded; " << diagnostics.list().front().message << "\n";
    return;
  }
  const Plan plan = make_plan(*api, RuleBook(), {});
  const auto planned = std::chrono::steady_clock::now();
  const auto left =
      std::ranges::count_if(plan.cases, [](const Case& one) { return !one.not_judged.empty(); });
  const auto ms = [](auto duration) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
  };
  std::cout << api->operations.size() << " operations, " << plan.cases.size() << " cases, " << left
            << " not judged, " << errors << " errors, "
            << diagnostics.list().size() - static_cast<std::size_t>(errors) << " warnings; "
            << ms(loaded - begin) << " ms to load, " << ms(planned - loaded) << " ms to plan\n";
  for (std::size_t at = 0, shown = 0; at < diagnostics.list().size() && shown < 3; ++at) {
    const Diagnostic& diagnostic = diagnostics.list()[at];
    if (diagnostic.severity != Severity::error) continue;
    std::cout << "    " << diagnostic.where.mark.line << ": " << diagnostic.message << "\n";
    ++shown;
  }
  for (const Case& one : plan.cases) {
    if (!one.not_judged.empty()) std::cout << "    " << one.id << ": " << one.not_judged << "\n";
    EXPECT_EQ(one.not_judged.empty(), !one.steps.empty());
  }
  ++count.loaded;
  count.operations += api->operations.size();
  count.cases += plan.cases.size();
  count.not_judged += static_cast<std::size_t>(left);
}

Count load_and_plan_all(const std::vector<fs::path>& paths) {
  Count count;
  for (const fs::path& path : paths) {
    if (is_openapi_3(text_of(path))) load_and_plan(path, count);
  }
  std::cout << count.documents << " documents, " << count.loaded << " loaded, " << count.operations
            << " operations, " << count.cases << " cases, " << count.not_judged << " not judged\n";
  return count;
}

bool is_absent() {
  if (fs::is_directory(corpus)) return false;
  std::cout << "Left out: ../shared/corpus is not here.\n";
  return true;
}

TEST(Corpus, PlansTheDemoInFull) {
  if (is_absent()) return;
  const Count count = load_and_plan_all(documents_in(corpus / "demo"));
  EXPECT_EQ(count.loaded, 2U);
  EXPECT_EQ(count.operations, 2U * 89U);
  EXPECT_EQ(count.cases, 2U * 89U);
  EXPECT_EQ(count.not_judged, 0U);
}

TEST(Corpus, LoadsTheExampleDocuments) {
  if (is_absent()) return;
  std::vector<fs::path> paths = documents_in(corpus / "oas-examples/3.0");
  std::ranges::copy(documents_in(corpus / "oas-examples/3.1"), std::back_inserter(paths));
  std::ranges::copy(documents_in(corpus / "targets"), std::back_inserter(paths));
  const Count count = load_and_plan_all(paths);
  EXPECT_EQ(count.loaded, count.documents);
}

TEST(Corpus, LoadsDocumentsFromTheWild) {
  if (is_absent()) return;
  std::vector<fs::path> paths;
  for (const fs::path& path : documents_in(corpus / "real-world")) {
    if (path.parent_path() == corpus / "real-world") paths.push_back(path);
  }
  const Count count = load_and_plan_all(paths);
  EXPECT_EQ(count.loaded, count.documents);
  EXPECT_GT(count.operations, 2600U);
}

}  // namespace
}  // namespace conform
