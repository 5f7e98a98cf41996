#include "tests/cli/process.hpp"

#include <gtest/gtest.h>

#include <vector>

// The program as Bowtie meets it: lines in, lines out.

namespace conform {
namespace {

using testing::Finished;

constexpr std::string_view start = R"({"cmd": "start", "version": 1})";

Finished told(const std::vector<std::string>& lines, const std::string& options = "") {
  const testing::Folder folder;
  std::string text;
  for (const std::string& line : lines)
    text += line + "\n";
  testing::write_file(folder / "lines", text);
  return testing::run_program(
      {"sh", "-c", "exec \"$0\" " + options + " < \"$1\"", CONFORM_BINARY, (folder / "lines").string()});
}

// What is answered to one case after the greeting, without the line break.
std::string answered(const std::string& line, const std::string& options = "") {
  const Finished finished = told({std::string(start), line, R"({"cmd": "stop"})"}, options);
  EXPECT_EQ(finished.exit, 0) << finished.err;
  const std::size_t greeting = finished.out.find('\n');
  return greeting == std::string::npos ? finished.out : finished.out.substr(greeting + 1);
}

TEST(Bowtie, IntroducesItself) {
  const Finished finished = told({std::string(start), R"({"cmd": "stop"})"});
  EXPECT_EQ(finished.exit, 0);
  EXPECT_TRUE(finished.out.starts_with(R"({"version":1,"ready":true,"implementation":{"name":"conform",)"))
      << finished.out;
  EXPECT_NE(finished.out.find("http://json-schema.org/draft-04/schema#"), std::string::npos);
}

TEST(Bowtie, TakesOnADialectAndRefusesAnUnknownOne) {
  EXPECT_EQ(answered(R"({"cmd": "dialect", "dialect": "http://json-schema.org/draft-07/schema#"})"),
            "{\"ok\":true}\n");
  EXPECT_EQ(answered(R"({"cmd": "dialect", "dialect": "http://example.com/none"})"), "{\"ok\":false}\n");
}

TEST(Bowtie, ReadsSchemasInTheDialectItWasGiven) {
  const std::string run =
      R"({"cmd": "run", "seq": 4, "case": {"description": "d", "schema": {"minimum": 3, "exclusiveMinimum": true},)"
      R"( "tests": [{"description": "t", "instance": 3}, {"description": "u", "instance": 4}]}})";
  const Finished finished =
      told({std::string(start),
            R"({"cmd": "dialect", "dialect": "http://json-schema.org/draft-04/schema#"})",
            run,
            R"({"cmd": "stop"})"});
  EXPECT_NE(finished.out.find(R"({"results":[{"valid":false},{"valid":true}],"seq":4})"), std::string::npos)
      << finished.out;
}

TEST(Bowtie, FindsReferencesInTheRegistry) {
  EXPECT_EQ(
      answered(
          R"({"cmd": "run", "seq": "a", "case": {"description": "d", "schema": {"$ref": "http://x.example/s#/$defs/n"},)"
          R"( "registry": {"http://x.example/s": {"$defs": {"n": {"type": "null"}}}},)"
          R"( "tests": [{"description": "t", "instance": null}, {"description": "u", "instance": 1}]}})"),
      "{\"results\":[{\"valid\":true},{\"valid\":false}],\"seq\":\"a\"}\n");
}

TEST(Bowtie, ReportsACaseThatCannotBeRun) {
  const std::string said = answered(
      R"({"cmd": "run", "seq": 1, "case": {"description": "d", "schema": {"$ref": "http://x.example/none"},)"
      R"( "tests": [{"description": "t", "instance": null}]}})");
  EXPECT_TRUE(said.starts_with(R"({"errored":true,"context":{"message":")")) << said;
  EXPECT_TRUE(said.ends_with("\"seq\":1}\n")) << said;
  EXPECT_TRUE(answered(R"({"cmd": "run", "seq": 1, "case": 5})").starts_with(R"({"errored":true)"));
}

TEST(Bowtie, ReportsATestThatCannotBeDecided) {
  const std::string said = answered(
      R"({"cmd": "run", "seq": 1, "case": {"description": "d", "schema": {"pattern": "^(a+)+$"},)"
      R"( "tests": [{"instance": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"}, {"instance": "aa"}, {}]}})");
  EXPECT_TRUE(said.starts_with(R"({"results":[{"errored":true,)")) << said;
  EXPECT_NE(said.find(R"({"valid":true},{"errored":true,)"), std::string::npos) << said;
}

TEST(Bowtie, AssertsFormatsWhereTheDialectLetsIt) {
  const std::string run =
      R"({"cmd": "run", "seq": 1, "case": {"description": "d", "schema": {"format": "ipv4"}, "tests": [{"instance": "x"}]}})";
  EXPECT_EQ(answered(run), "{\"results\":[{\"valid\":true}],\"seq\":1}\n");
  EXPECT_EQ(answered(run, "--formats assert"), "{\"results\":[{\"valid\":false}],\"seq\":1}\n");
}

TEST(Bowtie, EndsWhereTheProtocolIsBroken) {
  for (const std::string line :
       {"{", "[]", R"({"cmd": "run"})", R"({"cmd": "start", "version": 2})", R"({"cmd": "dance"})"}) {
    const Finished finished = told({std::string(start), line, R"({"cmd": "stop"})"});
    EXPECT_EQ(finished.exit, 1) << line;
    EXPECT_FALSE(finished.err.empty()) << line;
  }
  EXPECT_EQ(told({R"({"cmd": "stop"})"}).exit, 1);
  EXPECT_EQ(told({}, "--formats perhaps").exit, 2);
}

}  // namespace
}  // namespace conform
