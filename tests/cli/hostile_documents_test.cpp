#include "tests/cli/process.hpp"

#include <filesystem>

#include <gtest/gtest.h>
#include <sys/stat.h>

// Documents that want to crash the program, to hang it, or to make it read what it must not: `conform plan`
// ends with a sentence. The program has 500 MB of address space and 20 seconds of processor time.

namespace conform::testing {
namespace {

namespace fs = std::filesystem;

constexpr const char* limits = "ulimit -v 500000; ulimit -t 20; ";

/// Whether the program starts at all within the limits; with a sanitizer it does not.
bool fits_into_limits() {
  return run_program({"sh", "-c", std::string(limits) + "exec " CONFORM_BINARY " --version"}).exit == 0;
}

Finished plan(const fs::path& document, const fs::path& folder, const std::string& depth = "smoke") {
  static const std::string before = fits_into_limits() ? limits : "";
  return run_program({"sh",
                      "-c",
                      before + "exec " CONFORM_BINARY " plan --probes none --depth " + depth + " \"$0\"",
                      document.string()},
                     folder);
}

std::string repeated(std::string_view part, std::size_t times) {
  std::string text;
  text.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i)
    text += part;
  return text;
}

const std::string head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n";

/// A document with one parameter of this schema; `more` stands below `components`.
std::string with_schema(const std::string& schema, const std::string& more = {}) {
  return head +
         "  /a:\n    get:\n      parameters:\n        - {name: q, in: query, required: true, schema: " +
         schema + "}\n      responses: {'200': {description: OK}}\n" +
         (more.empty() ? "" : "components:\n  schemas:\n" + more);
}

std::string alias_bomb() {
  std::string text = head + "x-a: &a [x,x,x,x,x,x,x,x,x]\n";
  for (char name = 'b'; name < 'k'; ++name) {
    const std::string alias = std::string("*") + static_cast<char>(name - 1);
    text += std::string("x-") + name + ": &" + name + " [" + repeated(alias + ",", 9) + "]\n";
  }
  return text;
}

/// Schemas that ask for `link` of the next, sixty times, and the last for a number.
std::string doubling(const std::string& before, const std::string& between, const std::string& after) {
  std::string text;
  for (int i = 0; i < 60; ++i) {
    const std::string next = "{$ref: '#/components/schemas/c" + std::to_string(i + 1) + "'}";
    text += "    c" + std::to_string(i);
    text += ": ";
    text += before + next + between + next + after + "\n";
  }
  return text + "    c60: {type: integer}\n";
}

struct Hostile {
  std::string name{};
  std::string text{};
  int exit = 2;
  std::string says{};
};

TEST(HostileDocument, EndsWithASentence) {
  const std::string first = "{$ref: '#/components/schemas/c0'}";
  const std::vector<Hostile> table = {
      {"brackets.json", repeated("[", 100'000), 2, "Values are nested more than 500 deep."},
      {"braces.json", repeated("{\"a\":", 100'000), 2, "Values are nested more than 500 deep."},
      {"lists.yaml", repeated("- ", 100'000), 2, "Values are nested too deep here."},
      {"aliases.yaml", alias_bomb(), 2, "The document has more than 500000 values."},
      {"values.json", "[" + repeated("[],", 3'000'000) + "0]", 2, "The text has more than 2000000 values."},
      {"large.json", "[" + repeated(" ", std::size_t{65} << 20U) + "]", 2, "File too large"},
      {"empty.yaml", "", 2, "empty.yaml:1:1: error: The text holds no value."},
      {"latin.yaml", head + "  /caf\xE9: {}\n", 2, "latin.yaml:4:7: error: The byte 0xE9 is no UTF-8."},
      {"utf16.yaml", std::string("\xFF\xFEo\0p\0", 6), 2, "The byte 0xFF is no UTF-8."},
      {"itself.yaml", head + "  /a: {$ref: itself.yaml#/paths/~1a}\n", 2, "leads in a circle of references."},
      {"itself-as-schema.yaml",
       with_schema(first, "    c0: {allOf: [{$ref: '#/components/schemas/c0'}]}\n"),
       0,
       "The schema refers to itself before it has looked at any part of the value."},
      {"doubled-values.yaml",
       with_schema(first, doubling("{type: object, required: [l, r], properties: {l: ", ", r: ", "}}")),
       0,
       "The value would be too large."},
      {"doubled-schemas.yaml",
       with_schema(first, doubling("{allOf: [", ", ", "]}")),
       0,
       "1 cases: 0 to send, 1 not judged."},
      {"values.yaml", repeated("- a\n", 700'000), 2, "The document has more than 500000 values."},
      {"long.yaml", repeated("# a\n", 9'000'000), 2, "The text has more than 33554432 bytes of YAML."},
      {"patterns.yaml", with_schema("{type: string, pattern: '^(a{1000}){1000}$'}"), 0, "1 not judged."},
      {"nothing.yaml",
       with_schema("{type: string, pattern: '^(((|(?:)){1000}){1000}){1000}b$'}"),
       0,
       "1 cases: "},
      {"most.yaml", with_schema("{type: string, maxLength: 1073741824}"), 0, "1 to send, 0 not judged."},
      {"least.yaml", with_schema("{type: string, minLength: 1073741824}"), 0, "1073741824 characters"},
      {"items.yaml", with_schema("{type: array, minItems: 1073741824}"), 0, "1073741824 items"},
      {"pattern.yaml",
       with_schema("{type: string, pattern: '^(a+)+$', example: '" + repeated("a", 60) + "!'}"),
       0,
       "1 to send, 0 not judged."},
      {"mistakes.yaml",
       head + repeated("  /a: {gett: {}}\n", 10) + repeated("  /b: {}\n", 50'000),
       2,
       "The key `/a` is there twice."},
  };
  const Folder folder;
  for (const auto& [name, text, exit, says] : table) {
    write_file(folder / name, text);
    const Finished run = plan(name, folder.path());
    EXPECT_EQ(run.exit, exit) << name << "\n" << run.err.substr(0, 2'000);
    EXPECT_NE((run.err + run.out).find(says), std::string::npos) << name << "\n" << run.err.substr(0, 2'000);
    EXPECT_EQ(plan(name, folder.path(), "deep").exit, exit) << name;
  }
}

TEST(HostileDocument, LeadsNowhereItMustNot) {
  const Folder folder;
  fs::create_directories(folder / "api/folder");
  write_file(folder / "secret.yaml", "root: x\n");
  write_file(folder / "api/b.yaml", "$ref: c.yaml\n");
  write_file(folder / "api/c.yaml", "$ref: b.yaml\n");
  write_file(folder / "api/deep.yaml", repeated("[", 100'000));
  write_file(folder / "api/empty.yaml", "");
  write_file(folder / "api/latin.yaml", "caf\xE9");
  write_file(folder / "api/huge.yaml", "");
  fs::resize_file(folder / "api/huge.yaml", std::uintmax_t{10} << 30U);
  fs::create_symlink("/dev/zero", folder / "api/zero");
  fs::create_symlink("../secret.yaml", folder / "api/link.yaml");
  ASSERT_EQ(::mkfifo((folder / "api/pipe").c_str(), 0600), 0);
  const std::vector<std::pair<std::string, std::string>> table = {
      {"b.yaml", "`b.yaml` leads in a circle of references."},
      {"deep.yaml", "deep.yaml:1:501: error: Values are nested more than 500 deep."},
      {"empty.yaml", "empty.yaml:1:1: error: The text holds no value."},
      {"latin.yaml", "latin.yaml:1:4: error: The byte 0xE9 is no UTF-8."},
      {"huge.yaml", "`huge.yaml` is not read: it has more than the"},
      {"folder", "`folder` is a folder, not a document."},
      {"pipe", "`pipe` is not a regular file and is not read."},
      {"zero", "`zero` lies outside the folder of the document and is not read."},
      {"/dev/zero", "`/dev/zero` lies outside the folder of the document and is not read."},
      {"../secret.yaml", "`../secret.yaml` lies outside the folder of the document and is not read."},
      {"link.yaml", "`link.yaml` lies outside the folder of the document and is not read."},
  };
  for (const auto& [reference, says] : table) {
    write_file(folder / "api/api.yaml", head + "  /a: {$ref: '" + reference + "'}\n");
    const Finished run = plan("api.yaml", folder / "api");
    EXPECT_EQ(run.exit, 2) << reference << "\n" << run.err;
    EXPECT_NE(run.err.find(says), std::string::npos) << reference << "\n" << run.err.substr(0, 2'000);
    EXPECT_EQ(run.err.find("root: x"), std::string::npos);
  }
}

TEST(HostileDocument, IsNoFileOfBoundedSize) {
  const Folder folder;
  fs::create_directories(folder / "folder");
  for (const auto& [document, says] :
       {std::pair("/dev/zero", "/dev/zero: error: The document cannot be read: File too large."),
        std::pair("folder", "folder: error: The document cannot be read: Is a directory."),
        std::pair("/dev/null", "/dev/null:1:1: error: The text holds no value."),
        std::pair("absent.yaml",
                  "absent.yaml: error: The document cannot be read: No such file or directory.")}) {
    const Finished run = plan(document, folder.path());
    EXPECT_EQ(run.exit, 2) << document;
    EXPECT_NE(run.err.find(says), std::string::npos) << run.err;
  }
}

}  // namespace
}  // namespace conform::testing
