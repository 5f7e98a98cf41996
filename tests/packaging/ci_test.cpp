#include "runner/document/library.hpp"
#include "runner/schema/schema.hpp"
#include "tests/cli/mock_process.hpp"
#include "tests/cli/process.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <optional>
#include <sstream>

#include <gtest/gtest.h>

// action.yml and the examples in runner/packaging/ci: they fit their published schemas, and their commands
// are run here as they stand, by a shell, against the mock, with the environment that the CI system would
// set.

namespace conform::testing {
namespace {

const std::filesystem::path source = CONFORM_SOURCE_DIR;
const std::filesystem::path examples = source / "runner/packaging/ci";

Document document_of(const std::string& name, std::string text) {
  Diagnostics diagnostics;
  auto document = read_document(std::make_shared<const Source>(Source{name, std::move(text)}), diagnostics);
  for (const Diagnostic& one : diagnostics.list())
    ADD_FAILURE() << render(one);
  return document ? std::move(*document) : Document{};
}

Document read_yaml(const std::filesystem::path& path) { return document_of(path.string(), read_file(path)); }

/// The parts of a YAML stream.
std::vector<Document> read_stream(const std::filesystem::path& path) {
  const std::string text = "\n" + read_file(path);
  const std::string border = "\n---\n";
  std::vector<Document> all;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(border, at), text.size());
    all.push_back(document_of(path.string(), text.substr(at, end - at)));
    at = end + border.size();
  }
  return all;
}

/// A schema that tests/packaging/fetch_schemas.sh put into the build folder; nothing, and a failure, without
/// it.
std::optional<Document> published(const std::string& name) {
  const auto path = std::filesystem::path(CONFORM_BUILD_DIR) / "ci-schemas" / name;
  if (std::filesystem::exists(path)) return read_yaml(path);
  ADD_FAILURE() << "There is no " << name << ": tests/packaging/fetch_schemas.sh "
                << path.parent_path().string() << " fetches it, as ./dev test does.";
  return std::nullopt;
}

std::string misfits(const Document& schema, Dialect dialect, const Value& value) {
  Library library;
  Diagnostics diagnostics;
  const SchemaPtr compiled =
      compile_schema({&schema, &schema.root, {}}, {.dialect = dialect}, library, diagnostics);
  for (const Diagnostic& one : diagnostics.list())
    EXPECT_NE(one.severity, Severity::error) << render(one);
  if (!compiled) return "the schema is none";
  const Fit fit = compiled->validate(value);
  EXPECT_EQ(fit.undecided, "");
  std::string all;
  for (const SchemaFault& fault : fit.faults)
    all += fault.instance + ": " + fault.message + "\n";
  return fit.fits ? "" : "does not fit\n" + all;
}

/// The file, and that the schema notices when a member is not there.
void expect_fit(const std::string& schema, const std::filesystem::path& file, const char* needed) {
  const auto rules = published(schema);
  if (!rules) return;
  Document document = read_yaml(file);
  EXPECT_EQ(misfits(*rules, Dialect::draft_7, document.root), "") << file;
  document.root.object().remove(needed);
  EXPECT_NE(misfits(*rules, Dialect::draft_7, document.root), "") << file << " without " << needed;
}

TEST(CiFiles, FitTheirPublishedSchemas) {
  expect_fit("github-actions.json", source / "action.yml", "runs");
  expect_fit("github-workflows.json", examples / "github.yml", "jobs");
  if (const auto rules = published("gitlab-ci.json")) {
    Document pipeline = read_yaml(examples / "gitlab.yml");
    EXPECT_EQ(misfits(*rules, Dialect::draft_7, pipeline.root), "");
    pipeline.root.object().find("conform")->object().add("paralel", Value(4));
    EXPECT_NE(misfits(*rules, Dialect::draft_7, pipeline.root), "");
  }
}

TEST(CiFiles, FitTheSchemasOfKubernetes) {
  auto definitions = published("_definitions.json");
  if (!definitions) return;
  const std::map<std::string, std::string> kinds = {
      {"PersistentVolumeClaim", "io.k8s.api.core.v1.PersistentVolumeClaim"},
      {"Job", "io.k8s.api.batch.v1.Job"}};
  std::vector<Document> resources = read_stream(examples / "kubernetes.yaml");
  ASSERT_EQ(resources.size(), 3U);
  for (Document& resource : resources) {
    Document schema = *definitions;
    schema.root.object().add("$ref", "#/$defs/" + kinds.at(std::string(resource.root.text("kind"))));
    EXPECT_EQ(misfits(schema, Dialect::draft_2020_12, resource.root), "");
    resource.root.object().find("spec")->object().add("completons", Value(4));
    EXPECT_NE(misfits(schema, Dialect::draft_2020_12, resource.root), "");
  }
}

/// A folder as a job finds it: the document, and the credentials that the mock wants.
struct Workspace {
  Workspace() {
    std::filesystem::create_directories(folder / "api");
    std::filesystem::copy_file(source / "specs/bookshop.yaml", folder / "api/openapi.yaml");
    write_file(folder / "conform.yaml", "auth: { key: key-1234, token: token-1234 }\n");
  }

  /// A script with these variables and no others but the path to the program.
  [[nodiscard]] Finished run(const std::string& shell,
                             const std::string& script,
                             const std::map<std::string, std::string>& variables) const {
    const std::string program = std::filesystem::path(CONFORM_BINARY).parent_path().string();
    std::vector<std::string> words = {"env", "-i", "PATH=" + path.value_or(program + ":" + usual_path)};
    for (const auto& [name, value] : variables)
      words.push_back(name + "=" + value);
    words.push_back(shell);
    if (shell == "bash") words.insert(words.end(), {"--noprofile", "--norc", "-eo", "pipefail"});
    words.insert(words.end(), {"-c", script});
    return run_program(words, folder.path());
  }

  [[nodiscard]] std::string read(const std::string& name) const { return read_file(folder / name); }

  const std::string usual_path = "/usr/local/bin:/usr/bin:/bin";
  std::optional<std::string> path{};
  Folder folder{};
};

/// The text with what the CI system puts in the place of its expressions.
std::string filled(std::string text, const std::map<std::string, std::string>& expressions) {
  for (const auto& [expression, value] : expressions) {
    const std::string written = "${{ " + expression + " }}";
    for (auto at = text.find(written); at != std::string::npos; at = text.find(written, at + value.size()))
      text.replace(at, written.size(), value);
  }
  EXPECT_EQ(text.find("${{"), std::string::npos) << text;
  return text;
}

std::map<std::string, std::string> environment_of(const Value& job,
                                                  const std::map<std::string, std::string>& expressions) {
  std::map<std::string, std::string> variables;
  if (const Value* env = job.find("env"))
    for (const Member& member : env->object())
      variables[member.key] = filled(member.value.string(), expressions);
  return variables;
}

/// The scripts of a job of GitHub.
std::vector<std::string> scripts_of(const Value& job) {
  std::vector<std::string> scripts;
  for (const Value& step : job.find("steps")->array())
    if (const Value* run = step.find("run")) scripts.push_back(run->string());
  return scripts;
}

/// What the parts left behind, and what the verdict says with all of them and without one.
void expect_verdict(const Workspace& workspace, const std::string& shell, const std::string& script) {
  const Finished verdict = workspace.run(shell, script, {});
  EXPECT_EQ(verdict.exit, 0) << verdict.out << verdict.err;
  std::size_t shards = 0;
  for (const auto& file : std::filesystem::directory_iterator(workspace.folder / "shards"))
    shards += file.path().extension() == ".ndjson" ? 1U : 0U;
  EXPECT_EQ(shards, 4U);
}

void expect_refused_without_one(const Workspace& workspace,
                                const std::string& shell,
                                const std::string& script) {
  for (const auto& file : std::filesystem::directory_iterator(workspace.folder / "shards"))
    if (file.path().filename() == "2.ndjson") {
      std::filesystem::remove(file.path());
      break;
    }
  const Finished refused = workspace.run(shell, script, {});
  EXPECT_EQ(refused.exit, 2) << refused.out << refused.err;
  EXPECT_NE(refused.err.find(" of 4 is missing"), std::string::npos) << refused.err;
}

TEST(CiCommands, OfTheGitHubMatrixGiveOneVerdict) {
  const Document workflow = read_yaml(examples / "github.yml");
  const Value& jobs = *workflow.root.find("jobs");
  const Workspace workspace;
  const Mock mock((source / "specs/bookshop.yaml").string());
  const Value& shard = *jobs.find("shard");
  const Array& numbers = shard.find("strategy")->find("matrix")->find("shard")->array();
  ASSERT_EQ(numbers.size(), 4U);
  for (const Value& number : numbers) {
    const std::map<std::string, std::string> expressions = {
        {"matrix.shard", to_json(number)}, {"strategy.job-total", "4"}, {"vars.STAGING_URL", mock.url}};
    for (const std::string& script : scripts_of(shard)) {
      const Finished run =
          workspace.run("bash", filled(script, expressions), environment_of(shard, expressions));
      EXPECT_EQ(run.exit, 0) << run.out << run.err;
    }
  }
  const auto verdict = scripts_of(*jobs.find("verdict"));
  ASSERT_EQ(verdict.size(), 1U);
  expect_verdict(workspace, "bash", verdict[0]);
  for (const char* name : {"TEST-conform.xml", "report.html"})
    EXPECT_FALSE(workspace.read(name).empty()) << name;
  expect_refused_without_one(workspace, "bash", verdict[0]);
}

TEST(CiCommands, OfTheParallelGitLabJobGiveOneVerdict) {
  const Document pipeline = read_yaml(examples / "gitlab.yml");
  const Workspace workspace;
  const Mock mock((source / "specs/bookshop.yaml").string());
  const Value& job = *pipeline.root.find("conform");
  const std::string total = to_json(*job.find("parallel"));
  for (const char* index : {"1", "2", "3", "4"})
    for (const Value& script : job.find("script")->array()) {
      const Finished run = workspace.run("bash",
                                         script.string(),
                                         {{"CI_NODE_INDEX", index},
                                          {"CI_NODE_TOTAL", total},
                                          {"STAGING_URL", mock.url},
                                          {"GITLAB_CI", "true"}});
      EXPECT_EQ(run.exit, 0) << run.out << run.err;
    }
  const std::string verdict = pipeline.root.find("verdict")->find("script")->array().front().string();
  expect_verdict(workspace, "bash", verdict);
  for (const char* name : {"TEST-conform.xml", "report.html"})
    EXPECT_FALSE(workspace.read(name).empty()) << name;
  expect_refused_without_one(workspace, "bash", verdict);
}

TEST(CiCommands, OfTheIndexedJobGiveOneVerdict) {
  const std::vector<Document> resources = read_stream(examples / "kubernetes.yaml");
  ASSERT_EQ(resources.size(), 3U);
  const Workspace workspace;
  const Mock mock((source / "specs/bookshop.yaml").string());
  const auto container = [](const Document& job) -> const Value& {
    return job.root.find("spec")->find("template")->find("spec")->find("containers")->array().front();
  };
  const Value& shard = container(resources[1]);
  std::map<std::string, std::string> variables;
  for (const Value& variable : shard.find("env")->array())
    variables[std::string(variable.text("name"))] = variable.text("value");
  EXPECT_EQ(variables.at("CONFORM_SHARD_TOTAL"),
            to_json(*resources[1].root.find("spec")->find("completions")));
  variables["TARGET"] = mock.url;
  const Array& command = shard.find("command")->array();
  ASSERT_EQ(command.size(), 3U);
  std::filesystem::create_directories(workspace.folder / "shards");
  for (const char* index : {"0", "1", "2", "3"}) {
    variables["JOB_COMPLETION_INDEX"] = index;
    const Finished run = workspace.run(command[0].string(), command[2].string(), variables);
    EXPECT_EQ(run.exit, 0) << run.out << run.err;
  }
  const std::string verdict = container(resources[2]).find("command")->array()[2].string();
  expect_verdict(workspace, "/bin/sh", verdict);
  for (const char* name : {"shards/TEST-conform.xml", "shards/report.html"})
    EXPECT_FALSE(workspace.read(name).empty()) << name;
  expect_refused_without_one(workspace, "/bin/sh", verdict);
}

/// The two steps of action.yml: what each runs, and its environment for these inputs.
struct Action {
  Action() : document(read_yaml(source / "action.yml")) {}

  [[nodiscard]] Finished step(std::size_t index,
                              const Workspace& workspace,
                              const std::map<std::string, std::string>& expressions) const {
    const Value& step = document.root.find("runs")->find("steps")->array().at(index);
    EXPECT_EQ(step.text("shell"), "bash");
    auto variables = environment_of(step, expressions);
    variables["GITHUB_OUTPUT"] = (workspace.folder / "output").string();
    variables["GITHUB_PATH"] = (workspace.folder / "path").string();
    variables["RUNNER_TEMP"] = (workspace.folder / "runner").string();
    variables["GITHUB_SERVER_URL"] = "file://" + (workspace.folder / "server").string();
    return workspace.run("bash", std::string(step.text("run")), variables);
  }

  Document document{};
};

TEST(Action, RunsAndTellsWhatCameOfIt) {
  const Action action;
  const Workspace workspace;
  const Mock mock((source / "specs/bookshop.yaml").string(), {"--break", "http/405-lists-allow"});
  const Finished installed = action.step(
      0, workspace, {{"inputs.version", "latest"}, {"github.action_repository", "OWNER/conform"}});
  EXPECT_EQ(installed.exit, 0) << installed.err;
  EXPECT_NE(installed.out.find("built with"), std::string::npos) << installed.out;
  const std::map<std::string, std::string> inputs = {
      {"inputs.spec", "api/openapi.yaml"},
      {"inputs.target", mock.url},
      {"inputs.args", "--depth smoke --include 'GET *' --include \"/books\"\n--rule 'http/*-explains=off'"},
      {"inputs.output", "out of it"}};
  const Finished kept = action.step(1, workspace, inputs);
  EXPECT_EQ(kept.exit, 0) << kept.out << kept.err;
  EXPECT_EQ(workspace.read("output"),
            "journal=out of it/results.ndjson\njunit=out of it/TEST-conform.xml\n"
            "html=out of it/report.html\nexit-code=0\n");
  for (const char* name : {"results.ndjson", "TEST-conform.xml", "report.html"})
    EXPECT_FALSE(workspace.read(std::string("out of it/") + name).empty()) << name;

  const Finished wrong = action.step(1,
                                     workspace,
                                     {{"inputs.spec", "$(touch evil) api.yaml"},
                                      {"inputs.target", ""},
                                      {"inputs.args", "$(touch evil)"},
                                      {"inputs.output", "o"}});
  EXPECT_EQ(wrong.exit, 2) << wrong.out << wrong.err;
  EXPECT_NE(workspace.read("output").find("exit-code=2\n"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(workspace.folder / "evil"));
}

TEST(Action, InstallsAReleaseWhereNothingIsInstalled) {
  const Action action;
  Workspace workspace;
  workspace.path = "/usr/bin:/bin";
  if (workspace.run("bash", "! command -v conform", {}).exit != 0) {
    std::cout << "left out: there is a conform in /usr/bin\n";
    return;
  }
  const std::string machine = run_program({"uname", "-m"}).out;
  const std::string name = "conform-linux-" + machine.substr(0, machine.find('\n'));
  for (const char* place : {"latest/download", "download/v0.1.0"}) {
    const auto release = workspace.folder / ("server/OWNER/conform/releases/" + std::string(place));
    std::filesystem::create_directories(release);
    std::filesystem::create_symlink(CONFORM_BINARY, release / name);
  }
  for (const char* version : {"latest", "v0.1.0"}) {
    std::filesystem::remove_all(workspace.folder / "runner");
    const Finished installed = action.step(
        0, workspace, {{"inputs.version", version}, {"github.action_repository", "OWNER/conform"}});
    EXPECT_EQ(installed.exit, 0) << installed.err;
    EXPECT_NE(installed.out.find("built with"), std::string::npos) << installed.out;
    EXPECT_NE(workspace.read("path").find("runner/conform\n"), std::string::npos);
  }
  const Finished missing =
      action.step(0, workspace, {{"inputs.version", "v9"}, {"github.action_repository", "OWNER/conform"}});
  EXPECT_NE(missing.exit, 0);
}

// The image is built from the same packages as everywhere else.
TEST(Dockerfile, HasThePackagesThatBuildingNeeds) {
  std::string dockerfile = read_file(source / "runner/packaging/Dockerfile");
  std::ranges::replace(dockerfile, '\n', ' ');
  const std::string dev = read_file(source / "dev");
  const auto begin = dev.find("build_packages=(") + 16;
  std::istringstream packages(dev.substr(begin, dev.find(')', begin) - begin));
  for (std::string package; packages >> package;)
    EXPECT_TRUE(package == "ccache" || dockerfile.find(" " + package + " ") != std::string::npos) << package;
  EXPECT_NE(dockerfile.find("USER 65532"), std::string::npos);
}

}  // namespace
}  // namespace conform::testing
