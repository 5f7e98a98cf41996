#include "runner/schema/evaluation.hpp"
#include "tests/schema/laws.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>

// The laws over the schemas of the official JSON Schema test suite where it lies beside the checkout; it is
// no part of the project. Whether its tests are answered right is a question for tests/bowtie.

namespace conform {
namespace {

namespace files = std::filesystem;

files::path suite() {
  const char* const shared = std::getenv("CONFORM_SHARED");
  const files::path base =
      shared != nullptr ? files::path(shared) : files::path(CONFORM_SOURCE_DIR) / ".." / "shared";
  return base / "corpus" / "json-schema-test-suite";
}

Value read_value(const files::path& path) {
  auto read = read_json(read_source(path.string())->text);
  if (const auto* const fault = std::get_if<JsonFault>(&read)) {
    ADD_FAILURE() << path << ": " << fault->message;
    return {};
  }
  return std::move(std::get<Value>(read));
}

// The documents of `remotes/`, which stand for http://localhost:1234/.
class Remotes {
public:
  const Document* find(std::string_view uri) {
    constexpr std::string_view server = "http://localhost:1234/";
    if (!uri.starts_with(server)) return nullptr;
    const files::path path = suite() / "remotes" / uri.substr(server.size());
    const auto known = documents_.find(uri);
    if (known != documents_.end()) return &known->second;
    if (!files::is_regular_file(path)) return nullptr;
    auto source = std::make_shared<const Source>(Source{std::string(uri), {}});
    return &documents_.emplace(std::string(uri), Document{source, read_value(path)}).first->second;
  }

private:
  std::map<std::string, Document, std::less<>> documents_{};
};

struct Tally {
  test::LawTally laws{};
  std::size_t breakable = 0, unbroken = 0;
};

// The same answer, fast and with reasons; a schema that refuses one of its tests can be broken.
void run_case(const Value& test_case, const CompileOptions& options, const std::string& file, Tally& tally) {
  const Document document{std::make_shared<const Source>(Source{"suite", {}}), *test_case.find("schema")};
  Library library;
  Diagnostics diagnostics;
  const std::string name = file + " / " + std::string(test_case.text("description"));
  const SchemaPtr schema = compile_schema({&document, &document.root, {}}, options, library, diagnostics);
  ASSERT_NE(schema, nullptr) << name;
  bool refuses = false, admits = false;
  for (const Value& test : test_case.find("tests")->array()) {
    const Value& data = *test.find("data");
    const bool accepts = schema->accepts(data);
    const Fit fit = schema->validate(data);
    Evaluation careful(schema->program(), Direction::none, Evaluation::Faults::unwanted);
    EXPECT_EQ(accepts, careful.run(NodeId{0}, data) && careful.undecided().empty()) << name;
    EXPECT_EQ(accepts, fit.fits && fit.undecided.empty()) << name;
    EXPECT_EQ(fit.fits, fit.faults.empty()) << name;
    refuses = refuses || !fit.fits;
    admits = admits || fit.fits;
  }
  const std::size_t breakings = test::check_laws(*schema, name, Direction::none, tally.laws);
  if (!refuses || !admits) return;
  ++tally.breakable;
  if (breakings > 0) return;
  ++tally.unbroken;
  if (std::getenv("CONFORM_VERBOSE") != nullptr)
    std::cout << "  not broken: " << name << " " << to_json(*test_case.find("schema")) << "\n";
}

void run_folder(const files::path& folder, const CompileOptions& options, Tally& tally) {
  std::vector<files::path> paths;
  for (const auto& entry : files::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  for (const files::path& path : paths) {
    const Value cases = read_value(path);
    for (const Value& test_case : cases.array())
      run_case(test_case, options, path.filename().string(), tally);
  }
}

class Suite : public testing::TestWithParam<std::pair<std::string, Dialect>> {};

TEST_P(Suite, KeepsTheLaws) {
  const auto& [name, dialect] = GetParam();
  const files::path folder = suite() / "tests" / name;
  if (!files::is_directory(folder)) {
    std::cout << "left out: the official test suite is not at " << folder << "\n";
    return;
  }
  Remotes remotes;
  CompileOptions options;
  options.dialect = dialect;
  options.find_remote = [&](std::string_view uri) { return remotes.find(uri); };
  Tally tally;
  for (const char* const part : {"", "optional", "optional/format"})
    run_folder(folder / part, options, tally);
  std::cout << name << ": " << test::summary(tally.laws) << "  " << tally.breakable
            << " schemas admit and refuse something; " << tally.unbroken << " of them were not broken\n";
  // Budgets: less is found out when these fail.
  EXPECT_LE(tally.unbroken * 100, tally.breakable * 3);
  EXPECT_LE(tally.laws.without * 100, tally.laws.samples * 5);
  EXPECT_GT(tally.laws.by_keyword.size(), 18U);
}

std::string draft_name(const testing::TestParamInfo<std::pair<std::string, Dialect>>& info) {
  std::string out;
  for (const char c : info.param.first) {
    if (c != '-') out += c;
  }
  return out;
}

INSTANTIATE_TEST_SUITE_P(
    Official,
    Suite,
    testing::Values(std::pair<std::string, Dialect>("draft4", Dialect::draft_4),
                    std::pair<std::string, Dialect>("draft6", Dialect::draft_6),
                    std::pair<std::string, Dialect>("draft7", Dialect::draft_7),
                    std::pair<std::string, Dialect>("draft2019-09", Dialect::draft_2019_09),
                    std::pair<std::string, Dialect>("draft2020-12", Dialect::draft_2020_12)),
    draft_name);

}  // namespace
}  // namespace conform
