#include "tests/cli/process.hpp"

#include <gtest/gtest.h>

namespace conform::testing {
namespace {

constexpr const char* before = R"(openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    get:
      parameters: [{name: limit, in: query, schema: {type: integer, maximum: 9}}]
      responses: {'200': {description: OK}}
)";
constexpr const char* after = R"(openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    get:
      parameters: [{name: limit, in: query, schema: {type: integer, minimum: 1}}]
      responses: {'200': {description: OK}}
  /b: {get: {responses: {'200': {description: OK}}}}
)";

TEST(Plan, SaysWhatCameAndWentSinceAnEarlierOne) {
  const Folder folder;
  write_file(folder / "before.yaml", before);
  write_file(folder / "after.yaml", after);
  const Finished old =
      run_conform({"plan", "before.yaml", "--probes", "none", "--format", "json"}, folder.path());
  ASSERT_EQ(old.exit, 0) << old.err;
  write_file(folder / "old.json", old.out);
  const Finished diff =
      run_conform({"plan", "after.yaml", "--probes", "none", "--diff", "old.json"}, folder.path());
  EXPECT_EQ(diff.exit, 0) << diff.err;
  EXPECT_NE(diff.out.find("- GET /a · negative · query limit above maximum 9\n"
                          "    Its operation does not call for it any more."),
            std::string::npos)
      << diff.out;
  EXPECT_NE(diff.out.find("+ GET /b\n    Its operation is new."), std::string::npos) << diff.out;
  const Finished same =
      run_conform({"plan", "before.yaml", "--probes", "none", "--diff", "old.json"}, folder.path());
  EXPECT_EQ(same.out, "\n0 came, 0 went, 0 changed.\n");
  EXPECT_EQ(run_conform({"plan", "before.yaml", "--diff", "before.yaml"}, folder.path()).exit, 2);
}

TEST(Plan, ReadsTheNearestConfiguration) {
  const Folder folder;
  std::filesystem::create_directories(folder / "api");
  write_file(folder / "api/a.yaml", before);
  write_file(folder / "conform.yaml", "values: {limit: 4}\n");
  const std::vector<std::string> words = {"plan", "api/a.yaml", "--depth", "smoke", "--probes", "none"};
  EXPECT_NE(run_conform(words, folder.path()).out.find("GET /a?limit=4"), std::string::npos);
  std::vector<std::string> without = words;
  without.emplace_back("--no-config");
  EXPECT_EQ(run_conform(without, folder.path()).out.find("limit=4"), std::string::npos);
  write_file(folder / "conform.yaml", "value: {limit: 4}\n");
  const Finished wrong = run_conform(words, folder.path());
  EXPECT_EQ(wrong.exit, 2);
  EXPECT_NE(wrong.err.find("Did you mean `values`?"), std::string::npos) << wrong.err;
}

}  // namespace
}  // namespace conform::testing
