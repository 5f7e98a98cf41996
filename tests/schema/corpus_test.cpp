#include "tests/schema/laws.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>

// The law of samples over the documents that others wrote, where they lie beside the checkout.

namespace conform {
namespace {

namespace files = std::filesystem;

files::path corpus() {
  const char* const shared = std::getenv("CONFORM_SHARED");
  const files::path base =
      shared != nullptr ? files::path(shared) : files::path(CONFORM_SOURCE_DIR) / ".." / "shared";
  return base / "corpus";
}

std::vector<files::path> documents() {
  std::vector<files::path> out;
  for (const char* const folder : {"real-world", "oas-examples"}) {
    for (const auto& entry : files::recursive_directory_iterator(corpus() / folder)) {
      const std::string ending = entry.path().extension().string();
      const bool reads = ending == ".json" || ending == ".yaml" || ending == ".yml";
      const bool is_part = entry.path().string().find("multifile") != std::string::npos;
      if (entry.is_regular_file() && reads && !is_part && entry.file_size() < 3'000'000)
        out.push_back(entry.path());
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

struct Tally {
  test::LawTally laws{};
  std::size_t schemas = 0, refused = 0;
};

// The components of a document, every `stride`th of them: large documents say the same over and over.
void check_document(const Document& document, Library& library, std::size_t stride, Tally& tally) {
  const Located root{&document, &document.root, {}};
  CompileOptions options;
  options.dialect =
      document.root.text("openapi").starts_with("3.1") ? Dialect::openapi_3_1 : Dialect::openapi_3_0;
  const Located all =
      document.root.find("swagger") != nullptr ? root["definitions"] : root["components"]["schemas"];
  if (!all || !all.value->is_object()) return;
  SchemaCompiler compiler(options, library);
  for (const Member& member : all.value->object()) {
    Diagnostics diagnostics;
    const SchemaPtr schema = compiler.compile(all[member.key], diagnostics);
    ++tally.schemas;
    tally.refused += schema ? 0U : 1U;
    if (!schema || tally.schemas % stride != 0) continue;
    for (const Direction direction : {Direction::request, Direction::response})
      test::check_laws(*schema, member.key, direction, tally.laws);
  }
}

TEST(Corpus, KeepsTheLaws) {
  if (!files::is_directory(corpus() / "real-world")) {
    std::cout << "left out: no documents at " << corpus() << "\n";
    return;
  }
  constexpr std::size_t stride = 25;
  Tally total;
  for (const files::path& path : documents()) {
    Diagnostics diagnostics;
    Library library;
    const Document* const document = library.open(read_source(path.string()), diagnostics);
    if (document == nullptr) continue;
    check_document(*document, library, stride, total);
  }
  std::cout << total.schemas << " schemas, " << total.refused << " refused; every " << stride
            << "th in both directions: " << test::summary(total.laws);
  EXPECT_GT(total.schemas, 1000U);
  // docusign and weather.gov have references that lead nowhere.
  EXPECT_LE(total.refused * 100, total.schemas);
  // Budgets: less is found out when these fail.
  EXPECT_LE(total.laws.without * 100, total.laws.samples);
  EXPECT_GE(total.laws.broken_schemas * 100, total.laws.schemas * 98);
  EXPECT_GE(total.laws.breakings, total.laws.schemas * 25);
  EXPECT_GE(total.laws.by_keyword.size(), 12U);
}

}  // namespace
}  // namespace conform
