#include "runner/document/document.hpp"
#include "tests/cli/process.hpp"

#include <fstream>

#include <gtest/gtest.h>

// `conform lint` as a user meets it.

namespace conform::testing {
namespace {

const std::string head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";

void write(const std::filesystem::path& path, const std::string& text) { std::ofstream(path) << text; }

TEST(Lint, ExitsByTheWorstFinding) {
  const Folder folder;
  write(folder / "clean.yaml", head + "paths: {/a: {get: {responses: {'200': {description: OK}}}}}\n");
  write(folder / "note.yaml", head + "paths: {/a: {get: {}}}\n");
  write(folder / "warning.yaml", head + "pahts: {}\npaths: {}\n");
  write(folder / "error.yaml", head + "paths: []\n");
  EXPECT_EQ(run_conform({"lint", "clean.yaml"}, folder.path()).exit, 0);
  EXPECT_EQ(run_conform({"lint", "clean.yaml"}, folder.path()).out,
            "clean.yaml: 0 errors, 0 warnings, 0 notes.\n");
  EXPECT_EQ(run_conform({"lint", "note.yaml", "--strict"}, folder.path()).exit, 0);
  EXPECT_EQ(run_conform({"lint", "warning.yaml"}, folder.path()).exit, 0);
  EXPECT_EQ(run_conform({"lint", "warning.yaml", "--strict"}, folder.path()).exit, 2);
  EXPECT_EQ(run_conform({"lint", "error.yaml"}, folder.path()).exit, 2);
  EXPECT_EQ(run_conform({"lint", "missing.yaml"}, folder.path()).exit, 2);
  EXPECT_EQ(run_conform({"lint", "error.yaml", "--format", "xml"}, folder.path()).exit, 2);
}

TEST(Lint, WeighsRulesOtherwise) {
  const Folder folder;
  write(folder / "api.yaml", head + "pahts: {}\npaths: {}\n");
  const auto run = [&](const std::string& weight) {
    return run_conform({"lint", "api.yaml", "--rule", weight}, folder.path());
  };
  EXPECT_EQ(run("lint/unknown-key=off").out, "api.yaml: 0 errors, 0 warnings, 0 notes.\n");
  EXPECT_EQ(run("lint/unknown-key=fail").exit, 2);
  EXPECT_NE(run("lint/unknown-key=note").out.find("0 warnings, 1 note"), std::string::npos);
  EXPECT_EQ(run("http/405-lists-allow=off").exit, 0);
  const Finished unknown = run("lint/unknown-keys=off");
  EXPECT_EQ(unknown.exit, 2);
  EXPECT_NE(unknown.err.find("there is no rule `lint/unknown-keys`"), std::string::npos) << unknown.err;
}

TEST(Lint, WritesEveryFormat) {
  const Folder folder;
  write(folder / "api.yaml", head + "pahts: {}\npaths: {}\n");
  const Finished text = run_conform({"lint", "api.yaml"}, folder.path());
  EXPECT_EQ(text.out,
            "api.yaml:3:1: warning: The key `pahts` is unknown in this OpenAPI Object and is not looked at. "
            "[lint/unknown-key]\n"
            "    3 | pahts: {}\n"
            "      | ^\n"
            "      = Did you mean `paths`?\n"
            "api.yaml: 0 errors, 1 warning, 0 notes.\n");
  EXPECT_EQ(text.err, "");
  const Finished github = run_conform({"lint", "api.yaml", "--format", "github"}, folder.path());
  EXPECT_TRUE(github.out.starts_with("::warning file=api.yaml,line=3,col=1,title=lint/unknown-key::"));
  for (const char* const format : {"json", "sarif"}) {
    const Finished run = run_conform({"lint", "api.yaml", "--format", format}, folder.path());
    EXPECT_TRUE(std::holds_alternative<Value>(read_json(run.out))) << run.out;
  }
}

TEST(Lint, FollowsReferencesAndNamesTheirFiles) {
  const Folder folder;
  write(folder / "api.yaml", head + "paths: {/a: {$ref: a.yaml}}\n");
  write(folder / "a.yaml", "get: {responses: {'405': {description: No}, '200': {description: OK}}}\n");
  const Finished run = run_conform({"lint", "api.yaml"}, folder.path());
  EXPECT_NE(run.out.find("a.yaml:1:26: warning: The response `405`"), std::string::npos) << run.out;
  EXPECT_EQ(run.exit, 0);
}

}  // namespace
}  // namespace conform::testing
