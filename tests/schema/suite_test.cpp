#include "runner/schema/schema.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>

// Runs the official JSON Schema test suite where it lies beside the checkout; it is no part of the project.

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
  std::size_t passed = 0;
  std::size_t sampled = 0, not_sampled = 0;
  std::vector<std::string> failed{};
};

// The law: what `sample` makes, `accepts` accepts; where there is none, it says why.
void sample_all(const Schema& schema, const std::string& name, Tally& run) {
  for (const auto size : {SampleWish::Size::smallest, SampleWish::Size::typical, SampleWish::Size::random}) {
    const auto made = schema.sample({size, 7, Direction::none});
    if (const auto* const none = std::get_if<NoSample>(&made)) {
      ++run.not_sampled;
      EXPECT_FALSE(none->why.empty()) << name;
      continue;
    }
    ++run.sampled;
    EXPECT_TRUE(schema.accepts(std::get<Value>(made))) << name << ": " << to_json(std::get<Value>(made));
  }
}

void run_case(const Value& test_case, const CompileOptions& options, const std::string& file, Tally& run) {
  const Document document{std::make_shared<const Source>(Source{"suite", {}}), *test_case.find("schema")};
  Library library;
  Diagnostics diagnostics;
  const std::string name = file + " / " + std::string(test_case.text("description"));
  const SchemaPtr schema = compile_schema({&document, &document.root, {}}, options, library, diagnostics);
  if (schema) sample_all(*schema, name, run);
  for (const Value& test : test_case.find("tests")->array()) {
    const std::string full = name + " / " + std::string(test.text("description"));
    if (!schema) {
      run.failed.push_back(full + " (not compiled: " + diagnostics.list()[0].message + ")");
      continue;
    }
    const Value& data = *test.find("data");
    const bool accepts = schema->accepts(data);
    const Fit fit = schema->validate(data);
    EXPECT_EQ(accepts, fit.fits && fit.undecided.empty()) << full;
    EXPECT_EQ(fit.fits, fit.faults.empty()) << full;
    const bool right = fit.fits == test.find("valid")->boolean() && fit.undecided.empty();
    if (right) ++run.passed;
    if (!right) run.failed.push_back(full + (fit.undecided.empty() ? "" : " (" + fit.undecided + ")"));
  }
}

Tally run_folder(const files::path& folder, const CompileOptions& options) {
  Tally run;
  std::vector<files::path> paths;
  for (const auto& entry : files::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  for (const files::path& path : paths) {
    const Value cases = read_value(path);
    for (const Value& test_case : cases.array())
      run_case(test_case, options, path.filename().string(), run);
  }
  return run;
}

// Tests that we do not pass, each with its reason.
const std::set<std::string>& known_to_fail() {
  static const std::set<std::string> names = {
      // Numbers are values here: 1.0 is 1, as in every later draft. The test itself says "some languages".
      "draft4/optional/zeroTerminatedFloats.json / some languages do not distinguish between different types "
      "of "
      "numeric value / a float is not an integer even without fractional part",
  };
  return names;
}

class Suite : public testing::TestWithParam<std::pair<std::string, Dialect>> {};

TEST_P(Suite, AnswersAsTheOfficialTestsDo) {
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
  std::size_t passed = 0;
  std::size_t unexpected = 0;
  for (const char* const part : {"", "optional", "optional/format"}) {
    options.formats =
        std::string_view(part).ends_with("format") ? Formats::assert_them : Formats::annotate_only;
    if (!files::is_directory(folder / part)) continue;
    const Tally run = run_folder(folder / part, options);
    passed += run.passed;
    std::cout << name << "/" << part << ": " << run.passed << " right, " << run.failed.size()
              << " wrong; sampled " << run.sampled << ", not " << run.not_sampled << "\n";
    for (const std::string& failed : run.failed) {
      if (known_to_fail().contains(name + "/" + part + "/" + failed)) continue;
      ++unexpected;
      std::cout << "  wrong: " << part << "/" << failed << "\n";
    }
  }
  EXPECT_EQ(unexpected, 0U);
  EXPECT_GT(passed, 900U);
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
