#include "runner/cli/config_schema.hpp"
#include "runner/cli/configuration.hpp"
#include "runner/document/library.hpp"
#include "runner/openapi/api.hpp"
#include "tests/cli/mock_process.hpp"
#include "tests/cli/process.hpp"

#include <cstdlib>
#include <filesystem>
#include <regex>
#include <set>

#include <gtest/gtest.h>

// The configuration that `conform init` writes, and the schema of all configurations.

namespace conform::testing {
namespace {

SchemaPtr compiled_schema() {
  Diagnostics diagnostics;
  Library library;
  const auto source = std::make_shared<const Source>(Source{"conform.schema.json", config_schema_text()});
  const auto document = read_document(source, diagnostics);
  const SchemaPtr schema = compile_schema({&*document, &document->root, {}}, {}, library, diagnostics);
  for (const Diagnostic& one : diagnostics.list())
    ADD_FAILURE() << render(one);
  return schema;
}

struct Held {
  std::string faults{};   ///< what the schema says
  std::string refusal{};  ///< what the reader says
};

/// A text against the schema and the reader.
Held held(const std::string& text) {
  static const SchemaPtr schema = compiled_schema();
  Held found;
  Diagnostics diagnostics;
  const auto document =
      read_document(std::make_shared<const Source>(Source{"conform.yaml", text}), diagnostics);
  if (!document) return {"unreadable", "unreadable"};
  for (const auto& fault : schema->validate(document->root).faults)
    found.faults += fault.instance + " " + fault.message + "\n";
  const Folder folder;
  write_file(folder / "conform.yaml", text);
  const std::string api = (folder / "api.yaml").string();
  const std::vector<const char*> argv = {"conform", "run", api.c_str()};
  const Command command = parse_command_line(static_cast<int>(argv.size()), argv.data());
  if (const auto* none = std::get_if<NoCommand>(&command)) found.refusal = none->text;
  return found;
}

TEST(ConfigSchema, FitsWhatTheReadmeShows) {
  const std::string readme = read_file(CONFORM_SOURCE_DIR "/README.md");
  ::setenv("API_KEY", "x", 1);
  ::setenv("PASSWORD", "x", 1);
  std::size_t seen = 0;
  const std::string begin = "```yaml\n";
  for (auto at = readme.find(begin); at != std::string::npos; at = readme.find(begin, at + 1)) {
    const auto end = readme.find("```", at + 3);
    const std::string block = readme.substr(at + begin.size(), end - at - begin.size());
    if (block.find("targets:") == std::string::npos) continue;
    ++seen;
    const Held found = held(block);
    EXPECT_EQ(found.faults, "");
    EXPECT_EQ(found.refusal, "");
  }
  EXPECT_GE(seen, 1U);
}

TEST(ConfigSchema, AdmitsWhatTheReaderReads) {
  for (const char* text :
       {"{}",
        "jobs: 4\n",
        "jobs: \"${CONFORM_TEST_NONE:-4}\"\n",
        "timeout: 0.5\nconnect-timeout: 3\n",
        "max-response: 4kb\n",
        "max-response: 4096\n",
        "probes: all\n",
        "probes: [safe, malformed]\n",
        "probes: safe,malformed\n",
        "insecure: true\nread-only: \"false\"\n",
        "include: GET *\nexclude: [a, b]\n",
        "depth: deep\nlevel: should\nfail-on: note\nshrink: off\ncolor: never\n",
        "target: http://a.example\n",
        "targets: { a: http://a.example, b: { url: https://b.example, jobs: 2 } }\n",
        "reports: { junit: a.xml, html: \"-\" }\n",
        "headers: { X-A: b, X-B: [c, 1] }\n",
        "auth: { a: x, b: { user: u, password: p }, c: { from: POST /a, token: /t } }\n",
        "auth: { a: { client-id: x, token-url: /t, scopes: [a] } }\n",
        "rules: { \"http/*\": off }\n",
        "exceptions: [{ rule: \"http/*\", reason: Known., operations: a, report: warn }]\n",
        "values: { a: 1, GET /b: { c: [1], body: null } }\n"}) {
    const Held found = held(text);
    EXPECT_EQ(found.faults, "") << text;
    EXPECT_EQ(found.refusal, "") << text;
  }
}

TEST(ConfigSchema, RefusesWhatTheReaderRefuses) {
  for (const char* text : {"- a\n",
                           "jobz: 4\n",
                           "jobs: 0\n",
                           "jobs: 1000\n",
                           "jobs: many\n",
                           "jobs: [4]\n",
                           "timeout: soon\n",
                           "timeout: 0\n",
                           "max-response: lots\n",
                           "rate: fast\n",
                           "rate: 50/day\n",
                           "retries: 100\n",
                           "baseline-strict: 3\n",
                           "probes: some\n",
                           "probes: [safe, some]\n",
                           "probes: {}\n",
                           "insecure: perhaps\n",
                           "insecure: 1\n",
                           "include: { a: b }\n",
                           "include: [[a]]\n",
                           "depth: deeper\n",
                           "level: will\n",
                           "fail-on: all\n",
                           "target: []\n",
                           "targets: []\n",
                           "targets: { a: ftp://a.example }\n",
                           "targets: { a/b: http://a.example }\n",
                           "targets: { a: { jobs: 3 } }\n",
                           "targets: { a: { url: http://a.example, jobz: 3 } }\n",
                           "targets: { a: { url: http://a.example, target: b } }\n",
                           "targets: { a: { url: http://a.example, jobs: 1000 } }\n",
                           "reports: { pdf: a }\n",
                           "reports: { junit: \"\" }\n",
                           "reports: junit\n",
                           "headers: [a]\n",
                           "headers: { \"a b\": c }\n",
                           "headers: { a: { b: c } }\n",
                           "auth: []\n",
                           "auth: { a: 7 }\n",
                           "auth: { a: {} }\n",
                           "auth: { a: { valeu: x } }\n",
                           "auth: { a: { value: x, command: y } }\n",
                           "auth: { a: { user: u } }\n",
                           "auth: { a: { from: b } }\n",
                           "auth: { a: { from: b, token: c } }\n",
                           "auth: { a: { from: b, token: /c, cookie: d } }\n",
                           "auth: { a: { value: x, scopes: [b] } }\n",
                           "auth: { a: { client-id: x, scopes: b } }\n",
                           "rules: { \"http/*\": loud }\n",
                           "rules: []\n",
                           "exceptions: {}\n",
                           "exceptions: [{ rule: \"http/*\" }]\n",
                           "exceptions: [{ rule: \"http/*\", reason: \"\" }]\n",
                           "exceptions: [{ rule: \"http/*\", reason: a, path: /b }]\n",
                           "values: 7\n"}) {
    const Held found = held(text);
    EXPECT_NE(found.refusal, "") << text;
    EXPECT_NE(found.faults, "") << text;
  }
}

// A key that the reader knows and the schema does not, or the other way, would be refused by one of them.
TEST(ConfigSchema, HasTheKeysOfTheReader) {
  std::set<std::string> read = {"targets", "headers", "auth", "reports", "rules", "exceptions", "values"};
  for (const SettingKey& key : config_keys().settings)
    read.insert(key.key);
  std::set<std::string> written;
  const Value schema = config_schema();
  for (const Member& member : schema.find("properties")->object())
    written.insert(member.key);
  EXPECT_EQ(written, read);
  std::set<std::string> of_target = {"url", "headers", "auth"};
  for (const SettingKey& key : config_keys().settings)
    if (key.key != "target") of_target.insert(key.key);
  std::set<std::string> written_of_target;
  for (const Member& member : schema.find("$defs")->find("target")->find("properties")->object())
    written_of_target.insert(member.key);
  EXPECT_EQ(written_of_target, of_target);
}

TEST(Init, WritesAConfigurationThatIsReadWithoutAMistake) {
  for (const char* document : {"specs/bookshop.yaml", "specs/http-status.yaml", "tests/data/tokens.yaml"}) {
    const Folder folder;
    std::filesystem::copy_file(std::filesystem::path(CONFORM_SOURCE_DIR) / document, folder / "api.yaml");
    const Finished init = run_conform({"init", "api.yaml"}, folder.path());
    EXPECT_EQ(init.exit, 0) << init.err;
    EXPECT_EQ(init.out, "");
    EXPECT_EQ(init.err.find("Wrote conform.yaml."), 0U) << init.err;
    const std::regex wanted("export ([A-Z0-9_]+)=");
    for (std::sregex_iterator at(init.err.begin(), init.err.end(), wanted), end; at != end; ++at)
      ::setenv((*at)[1].str().c_str(), "value-1234", 1);
    const std::string text = read_file(folder / "conform.yaml");
    const Held found = held(text);
    EXPECT_EQ(found.faults, "") << text;
    EXPECT_EQ(found.refusal, "") << text;
    const Finished plan = run_conform({"plan", "api.yaml"}, folder.path());
    EXPECT_EQ(plan.exit, 0) << plan.err << text;
    // What is commented is right, too: without the first `# ` of each such line.
    const std::string uncommented =
        std::regex_replace(text, std::regex("(^|\n)# (?!yaml-)(?=[a-z-]+:|  )"), "$1");
    if (text.find(": …") == std::string::npos) {
      const Held all = held(std::regex_replace(uncommented, std::regex("\n[A-Zf`][^\n]*"), ""));
      EXPECT_EQ(all.faults, "") << uncommented;
      EXPECT_EQ(all.refusal, "") << uncommented;
    }
  }
}

TEST(Init, IsUsedByRunRightAway) {
  const Folder folder;
  std::filesystem::copy_file(CONFORM_SOURCE_DIR "/specs/bookshop.yaml", folder / "api.yaml");
  const Mock mock((folder / "api.yaml").string());
  ASSERT_EQ(run_conform({"init", "api.yaml"}, folder.path()).exit, 0);
  ::setenv("BOOKSHOP_KEY", "key-1234", 1);
  ::setenv("BOOKSHOP_TOKEN", "token-1234", 1);
  // The mock of the test has another port than the one that everybody's has.
  std::string text = read_file(folder / "conform.yaml");
  const std::string usual = "http://127.0.0.1:8080 ";
  ASSERT_NE(text.find(usual), std::string::npos);
  text.replace(text.find(usual), usual.size(), mock.url + " ");
  write_file(folder / "conform.yaml", text);
  const Finished run = run_conform({"run", "api.yaml", "--depth", "smoke"}, folder.path());
  EXPECT_EQ(run.exit, 0) << run.out << run.err;
  EXPECT_TRUE(std::filesystem::exists(folder / "conform-report/TEST-conform.xml"));
  EXPECT_TRUE(std::filesystem::exists(folder / "conform-report/report.html"));
}

TEST(Init, ReplacesNothingUnlessForcedAndPrints) {
  const Folder folder;
  write_file(folder / "conform.yaml", "jobs: 3\n");
  std::filesystem::copy_file(CONFORM_SOURCE_DIR "/specs/bookshop.yaml", folder / "api.yaml");
  const Finished refused = run_conform({"init", "api.yaml"}, folder.path());
  EXPECT_EQ(refused.exit, 2);
  EXPECT_EQ(refused.err, "conform: `conform.yaml` is there already. --force replaces it.\n");
  EXPECT_EQ(read_file(folder / "conform.yaml"), "jobs: 3\n");
  const Finished printed = run_conform({"init", "api.yaml", "-o", "-"}, folder.path());
  EXPECT_EQ(printed.exit, 0);
  EXPECT_EQ(run_conform({"init", "api.yaml", "--force"}, folder.path()).exit, 0);
  EXPECT_EQ(read_file(folder / "conform.yaml"), printed.out);
  const Finished elsewhere = run_conform({"init", "api.yaml", "-o", "sub/my.yaml"}, folder.path());
  EXPECT_EQ(elsewhere.exit, 0);
  EXPECT_EQ(read_file(folder / "sub/my.yaml"), printed.out);
  EXPECT_NE(elsewhere.err.find("--config sub/my.yaml"), std::string::npos) << elsewhere.err;
}

TEST(Init, SurvivesNamesThatWantToBeMore) {
  const Folder folder;
  write_file(folder / "api.yaml", R"(openapi: 3.1.0
info: { title: "A\n\u202Etarget: evil", version: "1" }
servers: [{ url: "https://a.example/$x", description: "local" }, { url: /b }, { url: "https://a.example/\"\nx: y" }]
security: [{ "a: b\n\"c\"": [], n: [] }]
paths:
  "/x/{a: b}/{null}":
    get:
      parameters:
        - { name: "a: b", in: path, required: true, schema: { const: "x\ny: z" } }
        - { name: "null", in: path, required: true, schema: { type: integer } }
      responses: { "200": { description: OK } }
components:
  securitySchemes:
    "a: b\n\"c\"": { type: apiKey, in: header, name: X-A }
    n: { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://a.example/t", scopes: {} } } }
)");
  const Finished init = run_conform({"init", "api.yaml", "-o", "-"}, folder.path());
  EXPECT_EQ(init.exit, 0) << init.err;
  for (const char* name :
       {"A_TARGET_EVIL_A__B__C_", "A_TARGET_EVIL_N_ID", "A_TARGET_EVIL_N_SECRET", "A_TARGET_EVIL_A__B___C_"})
    ::setenv(name, "value-1234", 1);
  const Held found = held(init.out);
  EXPECT_EQ(found.faults, "") << init.out;
  EXPECT_EQ(found.refusal, "") << init.out;
  EXPECT_EQ(init.out.find("evil\n"), std::string::npos) << init.out;
}

}  // namespace
}  // namespace conform::testing
