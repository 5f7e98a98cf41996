#include "runner/schema/schema.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
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
  std::size_t schemas = 0, refused = 0, samples = 0, without = 0;
};

Tally sample_document(const Document& document, Library& library) {
  Tally tally;
  const Located root{&document, &document.root, {}};
  CompileOptions options;
  options.dialect =
      document.root.text("openapi").starts_with("3.1") ? Dialect::openapi_3_1 : Dialect::openapi_3_0;
  const Located all =
      document.root.find("swagger") != nullptr ? root["definitions"] : root["components"]["schemas"];
  if (!all || !all.value->is_object()) return tally;
  SchemaCompiler compiler(options, library);
  for (const Member& member : all.value->object()) {
    Diagnostics diagnostics;
    const SchemaPtr schema = compiler.compile(all[member.key], diagnostics);
    ++tally.schemas;
    tally.refused += schema ? 0U : 1U;
    if (!schema) continue;
    for (const Direction direction : {Direction::request, Direction::response}) {
      for (const auto size :
           {SampleWish::Size::smallest, SampleWish::Size::typical, SampleWish::Size::random}) {
        if (size != SampleWish::Size::typical && tally.schemas % 5 != 0) continue;
        const auto made = schema->sample({size, 1, direction});
        ++tally.samples;
        if (const auto* const none = std::get_if<NoSample>(&made)) {
          ++tally.without;
          EXPECT_FALSE(none->why.empty());
          if (std::getenv("CONFORM_VERBOSE") != nullptr)
            std::cout << "  " << member.key << ": " << to_string(none->where) << " " << none->why << "\n";
        } else {
          EXPECT_TRUE(schema->accepts(std::get<Value>(made), direction)) << member.key;
        }
      }
    }
  }
  return tally;
}

TEST(Corpus, SamplesFitTheirSchemas) {
  if (!files::is_directory(corpus() / "real-world")) {
    std::cout << "left out: no documents at " << corpus() << "\n";
    return;
  }
  Tally total;
  for (const files::path& path : documents()) {
    Diagnostics diagnostics;
    Library library;
    const Document* const document = library.open(read_source(path.string()), diagnostics);
    if (document == nullptr) continue;
    const auto began = std::chrono::steady_clock::now();
    const Tally tally = sample_document(*document, library);
    const auto took =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
    std::cout << path.filename().string() << ": " << tally.schemas << " schemas, " << tally.refused
              << " refused, " << tally.samples << " samples asked for, " << tally.without << " not made, "
              << took.count() << " ms\n";
    total.schemas += tally.schemas;
    total.refused += tally.refused;
    total.samples += tally.samples;
    total.without += tally.without;
  }
  EXPECT_GT(total.schemas, 1000U);
  EXPECT_LE(total.refused * 100,
            total.schemas);  // docusign and weather.gov have references that lead nowhere
  EXPECT_LE(total.without * 100, total.samples);  // at most one in a hundred
}

}  // namespace
}  // namespace conform
