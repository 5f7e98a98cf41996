#include "tests/openapi/loading.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

namespace conform {
namespace {

/// The mistakes live in tests/data/openapi/mistakes.txt: a title after `=== `, a document, `--- says`, the
/// diagnostics, `--- keeps`, the names of the operations that stay; `nothing` when no Api is given.
struct Mistake {
  std::string title{};
  std::string document{};
  std::string says{};
  std::string keeps{};
};

std::vector<Mistake> mistakes() {
  std::ifstream in(CONFORM_SOURCE_DIR "/tests/data/openapi/mistakes.txt");
  std::vector<Mistake> list;
  std::string line;
  std::string* into = nullptr;
  while (std::getline(in, line)) {
    if (line.starts_with("=== ")) {
      into = &list.emplace_back(Mistake{line.substr(4)}).document;
    } else if (line == "--- says") {
      into = &list.back().says;
    } else if (line == "--- keeps") {
      into = &list.back().keeps;
    } else if (into != nullptr) {
      *into += line + "\n";
    }
  }
  return list;
}

TEST(Diagnostics, NameThePlaceTheValueAndWhatIsExpected) {
  const std::vector<Mistake> list = mistakes();
  ASSERT_GT(list.size(), 20U);
  for (const Mistake& mistake : list) {
    const Loaded loaded = load(mistake.document);
    std::string kept;
    if (!loaded.api) kept = "nothing\n";
    for (std::size_t at = 0; loaded.api && at < loaded.api->operations.size(); ++at) {
      const Operation& operation = loaded.api->operations[at];
      if (operation.fault.empty()) kept += operation.name() + "\n";
    }
    EXPECT_EQ(joined(lines_of(loaded.diagnostics)), mistake.says) << mistake.title;
    EXPECT_EQ(kept, mistake.keeps) << mistake.title;
  }
}

TEST(Diagnostics, SayAMistakeInASharedComponentOnce) {
  const Loaded loaded = load(R"(openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a: {get: {parameters: [{$ref: '#/components/parameters/P'}], responses: {'200': {description: OK}}}}
  /b: {get: {parameters: [{$ref: '#/components/parameters/P'}], responses: {'200': {description: OK}}}}
components:
  parameters:
    P: {name: p, in: quary, schema: {type: string}}
)");
  const auto lines = lines_of(loaded.diagnostics);
  EXPECT_EQ(
      std::ranges::count_if(lines, [](const std::string& line) { return line.find("quary") < line.size(); }),
      1);
  ASSERT_TRUE(loaded.api);
  ASSERT_EQ(loaded.api->operations.size(), 2U);
  for (const Operation& operation : loaded.api->operations)
    EXPECT_NE(operation.fault.find("at api.yaml:8:22: The value of `in` is `quary`"), std::string::npos)
        << operation.fault;
}

TEST(Diagnostics, NamesTheMistakeThatASchemaLeadsTo) {
  const Loaded loaded = load(R"(openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a: {get: {responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}}}
  /b: {get: {responses: {'200': {description: d, content: {application/json: {schema: {items: {$ref: '#/components/schemas/A'}}}}}}}}
components:
  schemas:
    A: {properties: {x: {$ref: '#/components/schemas/Nowhere'}}}
)");
  ASSERT_TRUE(loaded.api);
  for (const Operation& operation : loaded.api->operations) {
    EXPECT_NE(operation.fault.find("at api.yaml:8:"), std::string::npos) << operation.fault;
    EXPECT_NE(operation.fault.find("`#/components/schemas/Nowhere`"), std::string::npos) << operation.fault;
  }
}

}  // namespace
}  // namespace conform
