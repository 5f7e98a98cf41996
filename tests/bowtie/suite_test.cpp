#include "runner/document/document.hpp"
#include "tests/cli/process.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>

// The official JSON Schema test suite, sent through the program as Bowtie would, where the suite lies beside
// the checkout; it is no part of the project.

namespace conform {
namespace {

namespace files = std::filesystem;

files::path suite() {
  const char* const shared = std::getenv("CONFORM_SHARED");
  const files::path base =
      shared != nullptr ? files::path(shared) : files::path(CONFORM_SOURCE_DIR) / ".." / "shared";
  return base / "corpus" / "json-schema-test-suite";
}

struct Exception {
  std::string_view test;
  std::string_view reason;
};
// The tests that are answered otherwise than the suite says, and why it is the suite that is at odds.
constexpr Exception exceptions[] = {
    {"draft4/optional/zeroTerminatedFloats.json / some languages do not distinguish between different types "
     "of "
     "numeric value / a float is not an integer even without fractional part",
     "Numbers are values here, so 1.0 is the integer 1, as JSON (RFC 8259 §6) has one kind of number and as "
     "every later draft says; the test itself speaks of some languages only."},
};

bool is_exception(const std::string& name) {
  return std::any_of(std::begin(exceptions), std::end(exceptions), [&](const Exception& known) {
    return known.test == name;
  });
}

Value read_value(const files::path& path) {
  auto read = read_json(testing::read_file(path));
  if (const auto* const fault = std::get_if<JsonFault>(&read)) {
    ADD_FAILURE() << path << ": " << fault->message;
    return {};
  }
  return std::move(std::get<Value>(read));
}

std::vector<files::path> json_files(const files::path& folder, bool below) {
  std::vector<files::path> out;
  for (auto at = files::recursive_directory_iterator(folder); at != files::recursive_directory_iterator();
       ++at) {
    if (at->is_directory() && !below) at.disable_recursion_pending();
    if (at->is_regular_file() && at->path().extension() == ".json") out.push_back(at->path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

// The remote documents of the suite, as a registry has them.
const Object& remotes() {
  static const Object all = [] {
    Object out;
    const files::path folder = suite() / "remotes";
    for (const files::path& path : json_files(folder, true)) {
      out.add("http://localhost:1234/" + files::relative(path, folder).generic_string(), read_value(path));
    }
    return out;
  }();
  return all;
}

// A case needs the registry only where its text speaks of another document.
Value case_of(const Value& official) {
  Object out;
  for (const char* const key : {"description", "schema"})
    out.add(key, *official.find(key));
  if (to_json(*official.find("schema")).find("localhost:1234") != std::string::npos)
    out.add("registry", remotes());
  Array tests;
  for (const Value& test : official.find("tests")->array()) {
    Object one;
    one.add("description", *test.find("description"));
    one.add("instance", *test.find("data"));
    tests.emplace_back(std::move(one));
  }
  out.add("tests", std::move(tests));
  return out;
}

// One conversation: what was sent, and what each test of it should come to.
struct Conversation {
  std::string lines{};
  struct Expected {
    std::string name{};
    bool valid = false;
  };
  std::vector<std::vector<Expected>> expected{};
};

Conversation conversation_about(const files::path& folder, std::string_view dialect) {
  Conversation out;
  out.lines = "{\"cmd\": \"start\", \"version\": 1}\n{\"cmd\": \"dialect\", \"dialect\": \"" +
              std::string(dialect) + "\"}\n";
  for (const files::path& path : json_files(folder, false)) {
    const Value cases = read_value(path);
    for (const Value& official : cases.array()) {
      Object command;
      command.add("cmd", "run");
      command.add("seq", static_cast<std::int64_t>(out.expected.size()));
      command.add("case", case_of(official));
      out.lines += to_json(Value(std::move(command))) + "\n";
      auto& expected = out.expected.emplace_back();
      for (const Value& test : official.find("tests")->array()) {
        expected.push_back({files::relative(path, suite() / "tests").generic_string() + " / " +
                                std::string(official.text("description")) + " / " +
                                std::string(test.text("description")),
                            test.find("valid")->boolean()});
      }
    }
  }
  out.lines += "{\"cmd\": \"stop\"}\n";
  return out;
}

std::vector<Value> answers_to(const Conversation& conversation, const std::string& options) {
  const testing::Folder folder;
  testing::write_file(folder / "lines", conversation.lines);
  const testing::Finished finished = testing::run_program(
      {"sh", "-c", "exec \"$0\" " + options + " < \"$1\"", CONFORM_BINARY, (folder / "lines").string()});
  EXPECT_EQ(finished.exit, 0) << finished.err;
  std::vector<Value> out;
  for (std::size_t at = 0; at < finished.out.size();) {
    const std::size_t end = std::min(finished.out.find('\n', at), finished.out.size());
    auto read = read_json(std::string_view(finished.out).substr(at, end - at));
    out.push_back(std::holds_alternative<Value>(read) ? std::move(std::get<Value>(read)) : Value());
    at = end + 1;
  }
  return out;
}

struct Count {
  std::size_t right = 0, excepted = 0;
  std::vector<std::string> wrong{};
};

void judge(const Value& answer, const std::vector<Conversation::Expected>& expected, Count& count) {
  const Value* const results = answer.find("results");
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const bool is_there = results != nullptr && i < results->array().size();
    const Value* const valid = is_there ? results->array()[i].find("valid") : nullptr;
    const bool is_right = valid != nullptr && *valid == Value(expected[i].valid);
    if (is_right) {
      ++count.right;
    } else if (is_exception(expected[i].name)) {
      ++count.excepted;
    } else {
      count.wrong.push_back(expected[i].name + " " + to_json(is_there ? results->array()[i] : answer));
    }
  }
}

struct Draft {
  std::string folder{};
  std::string dialect{};
  std::size_t tests = 0;  ///< at least so many are in the suite
};

class OfficialSuite : public ::testing::TestWithParam<Draft> {};

TEST_P(OfficialSuite, IsAnsweredRightThroughTheProtocol) {
  const Draft& draft = GetParam();
  const files::path tests = suite() / "tests" / draft.folder;
  if (!files::is_directory(tests)) {
    std::cout << "left out: the official test suite is not at " << suite() << "\n";
    return;
  }
  std::size_t total = 0;
  for (const std::string part : {"", "optional", "optional/format"}) {
    const Conversation conversation = conversation_about(tests / part, draft.dialect);
    const bool is_format = part.ends_with("format");
    const std::vector<Value> answers = answers_to(conversation, is_format ? "--formats assert" : "");
    ASSERT_EQ(answers.size(), conversation.expected.size() + 2);
    Count count;
    for (std::size_t i = 0; i < conversation.expected.size(); ++i) {
      EXPECT_EQ(*answers[i + 2].find("seq"), Value(static_cast<std::int64_t>(i)));
      judge(answers[i + 2], conversation.expected[i], count);
    }
    total += count.right + count.excepted;
    std::cout << draft.folder << (part.empty() ? "" : "/") << part << ": " << count.right << " right, "
              << count.wrong.size() << " wrong, " << count.excepted << " excepted\n";
    EXPECT_TRUE(count.wrong.empty()) << ::testing::PrintToString(count.wrong);
  }
  EXPECT_GE(total, draft.tests);
}

INSTANTIATE_TEST_SUITE_P(
    Drafts,
    OfficialSuite,
    ::testing::Values(Draft{"draft4", "http://json-schema.org/draft-04/schema#", 937},
                      Draft{"draft6", "http://json-schema.org/draft-06/schema#", 1270},
                      Draft{"draft7", "http://json-schema.org/draft-07/schema#", 1721},
                      Draft{"draft2019-09", "https://json-schema.org/draft/2019-09/schema", 2174},
                      Draft{"draft2020-12", "https://json-schema.org/draft/2020-12/schema", 2225}),
    [](const auto& tested) {
      std::string name = tested.param.folder;
      std::erase(name, '-');
      return name;
    });

TEST(OfficialSuite, HasAtMostFiveExceptions) {
  EXPECT_LE(std::size(exceptions), 5U);
  for (const Exception& known : exceptions)
    EXPECT_FALSE(known.reason.empty()) << known.test;
}

}  // namespace
}  // namespace conform
