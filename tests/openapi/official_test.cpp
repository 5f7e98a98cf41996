#include "runner/openapi/api.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include <gtest/gtest.h>

// The documents of the OpenAPI Initiative that must pass, or must fail, the published schemas.

namespace conform {
namespace {

namespace fs = std::filesystem;

fs::path official() {
  const char* const shared = std::getenv("CONFORM_SHARED");
  return fs::path(shared != nullptr ? shared : CONFORM_SOURCE_DIR "/../shared") / "corpus/openapi-official";
}

std::vector<fs::path> documents_in(std::initializer_list<std::string_view> folders) {
  std::vector<fs::path> paths;
  for (const std::string_view folder : folders) {
    const fs::path path = official() / folder;
    if (!fs::is_directory(path)) {
      std::cout << "left out: " << path << " is not here\n";
      continue;
    }
    for (const auto& entry : fs::directory_iterator(path)) {
      if (entry.is_regular_file()) paths.push_back(entry.path());
    }
  }
  std::ranges::sort(paths);
  return paths;
}

std::vector<Diagnostic> errors_in(const fs::path& path) {
  // Two of them refer to a scheme on the web.
  const auto fetch = [](const std::string&, std::size_t) {
    return Fetched{R"({"components":{"externalDocs":{"ThingExternalDocs":{"type":"mutualTLS"}}}})"};
  };
  Library library({.folders = {path.parent_path().parent_path().string()}, .fetch = fetch});
  Diagnostics diagnostics;
  const Document* const document = library.open(read_source(path.string()), diagnostics);
  if (document != nullptr) (void)load_api(*document, library, diagnostics);
  std::vector<Diagnostic> errors;
  std::ranges::copy_if(diagnostics.list(), std::back_inserter(errors), [](const Diagnostic& one) {
    return one.severity == Severity::error;
  });
  return errors;
}

/// Right by the schemas, wrong by what they cannot tell: the path is `/pets/{id}` and its parameter `petId`,
/// and `encoding_object_defaults` is no media type (RFC 6838 §4.2).
constexpr std::array<std::string_view, 2> wrong_in_words = {"operation-object-example.yaml",
                                                            "style-defaults.yaml"};

TEST(Official, AcceptsWhatMustPass) {
  for (const fs::path& path : documents_in({"archive/v3.0/pass",
                                            "v3.1-dev/tests/schema/pass",
                                            "v3.2-dev/tests/schema/pass",
                                            "learn/examples/v2.0/json",
                                            "learn/examples/v2.0/yaml",
                                            "learn/examples/v3.0",
                                            "learn/examples/v3.1",
                                            "learn/examples/v3.2"})) {
    if (std::ranges::find(wrong_in_words, path.filename().string()) != wrong_in_words.end()) continue;
    for (const Diagnostic& error : errors_in(path))
      ADD_FAILURE() << render(error);
  }
}

TEST(Official, RefusesWhatMustFailWithAPlace) {
  // Only the dialect's meta-schema tells these (README of the corpus).
  constexpr std::array<std::string_view, 2> accepted = {"xml-attr-exclusion.yaml",
                                                        "xml-wrapped-exclusion.yaml"};
  for (const fs::path& path : documents_in({"v3.1-dev/tests/schema/fail", "v3.2-dev/tests/schema/fail"})) {
    if (std::ranges::find(accepted, path.filename().string()) != accepted.end()) continue;
    const std::vector<Diagnostic> errors = errors_in(path);
    EXPECT_FALSE(errors.empty()) << path;
    for (const Diagnostic& error : errors)
      EXPECT_GT(error.where.mark.line, 0U) << path << ": " << error.message;
  }
}

}  // namespace
}  // namespace conform
