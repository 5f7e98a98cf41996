#include "runner/document/document.hpp"
#include "tests/cli/process.hpp"

#include <algorithm>
#include <functional>
#include <future>
#include <iomanip>
#include <iostream>
#include <map>
#include <set>

#include <gtest/gtest.h>

// How many defects of a server `conform` finds, and at which depth. The server stands in server.py beside
// this file, its defects in defects.txt.

namespace conform::testing {
namespace {

constexpr std::string_view folder_of_defects = CONFORM_SOURCE_DIR "/tests/defects/";

/// How deep a run goes, and what it must find.
struct Depth {
  std::string name{};
  std::vector<std::string> arguments{};
  std::set<std::string> due{};         ///< depths of the table whose defects it must find
  double least_share_of_due = 1.0;     ///< of those that a single request can show
  double least_share_of_single = 0.0;  ///< of all defects that a single request can show
};

/// From shallow to deep. Each sends what those before it send, and more.
const std::vector<Depth>& depths() {
  static const std::vector<Depth> all = {
      {"smoke", {"--depth", "smoke", "--probes", "none"}, {"smoke"}},
      {"standard", {"--depth", "standard"}, {"smoke", "standard"}, 0.97, 0.95},
      {"deep", {"--depth", "deep", "--probes", "all"}, {"smoke", "standard", "deep"}, 0.99, 0.99},
  };
  return all;
}

/// A row of defects.txt.
struct Defect {
  std::string name{};
  std::string kind{};
  std::string depth{};
  std::string wrong{};
  std::vector<std::string> operations{};  // the one that shows it first
  bool is_single = true;
};

Value json_of(const std::string& text) {
  auto read = read_json(text);
  if (auto* value = std::get_if<Value>(&read)) return std::move(*value);
  throw std::runtime_error("This is no JSON: " + text.substr(0, 200));
}

std::vector<Defect> table_of_defects() {
  const Finished printed = run_program({std::string(folder_of_defects) + "server.py", "--table"});
  EXPECT_EQ(printed.exit, 0) << printed.err;
  std::vector<Defect> defects;
  const Value table = json_of(printed.out);
  for (const Value& row : table.array()) {
    Defect& defect = defects.emplace_back();
    defect.name = row.text("name");
    defect.kind = row.text("kind");
    defect.depth = row.text("depth");
    defect.wrong = row.text("wrong");
    const Value* single = row.find("single");
    defect.is_single = single != nullptr && single->is_boolean() && single->boolean();
    for (const Value& operation : row.find("operations")->array())
      defect.operations.emplace_back(operation.string());
  }
  return defects;
}

class Library {
public:
  Library() : server_({std::string(folder_of_defects) + "server.py"}) {
    port_ = server_.wait_for("127\\.0\\.0\\.1:([0-9]+)[^0-9]");
  }

  /// Where it answers with these defects, names with commas between.
  [[nodiscard]] std::string address(const std::string& defects) const {
    return "http://127.0.0.1:" + port_ + (defects.empty() ? "" : "/with/" + defects) + "/v1";
  }

private:
  Background server_;
  std::string port_{};
};

struct Answers {
  Finished finished{};
  std::map<std::string, std::set<std::string>> findings{};  // operation → rules, notes left out
  std::size_t count = 0;                                    // of findings, with the notes
};

Answers run_on(const std::string& address, const Depth& depth, const std::set<std::string>& operations) {
  std::vector<std::string> words = {"run",
                                    std::string(folder_of_defects) + "library.yaml",
                                    "--target",
                                    address,
                                    "--auth",
                                    "key=reader-key",
                                    "--auth",
                                    "staff=staff-token",
                                    "--json",
                                    "r.json"};
  words.insert(words.end(), depth.arguments.begin(), depth.arguments.end());
  for (const std::string& operation : operations) {
    words.emplace_back("--include");
    words.push_back(operation);
  }
  const Folder folder;
  Answers run;
  run.finished = run_conform(words, folder.path());
  const Value results = json_of(read_file(folder / "r.json"));
  for (const Value& each : results.find("cases")->array()) {
    for (const Value& finding : each.find("findings")->array()) {
      ++run.count;
      if (finding.text("weight") != "note")
        run.findings[std::string(each.text("operation"))].emplace(finding.text("rule"));
    }
  }
  return run;
}

/// Defects that one run can look for: none of them shares an operation with another.
struct Batch {
  std::vector<const Defect*> defects{};
  std::set<std::string> operations{};

  [[nodiscard]] bool has_room_for(const Defect& defect) const {
    return std::ranges::none_of(defect.operations,
                                [&](const std::string& name) { return operations.contains(name); });
  }
};

std::vector<Batch> batches_of(const std::vector<const Defect*>& defects) {
  std::vector<Batch> batches;
  for (const Defect* defect : defects) {
    auto batch = std::ranges::find_if(batches, [&](const Batch& each) { return each.has_room_for(*defect); });
    if (batch == batches.end()) batch = batches.emplace(batch);
    batch->defects.push_back(defect);
    batch->operations.insert(defect->operations.begin(), defect->operations.end());
  }
  return batches;
}

/// The names of those that were found.
std::set<std::string> search_batch(const Library& library, const Depth& depth, const Batch& batch) {
  std::string names;
  for (const Defect* defect : batch.defects)
    names += (names.empty() ? "" : ",") + defect->name;
  const Answers run = run_on(library.address(names), depth, batch.operations);
  std::set<std::string> found;
  for (const Defect* defect : batch.defects)
    if (run.findings.contains(defect->operations.front())) found.insert(defect->name);
  return found;
}

std::set<std::string>
search(const Library& library, const Depth& depth, const std::vector<const Defect*>& wanted) {
  const std::vector<Batch> batches = batches_of(wanted);
  const auto every_second = [&](std::size_t first) {
    std::set<std::string> found;
    for (std::size_t at = first; at < batches.size(); at += 2)
      found.merge(search_batch(library, depth, batches[at]));
    return found;
  };
  auto others = std::async(std::launch::async, every_second, 1);
  std::set<std::string> found = every_second(0);
  found.merge(others.get());
  return found;
}

/// What each depth found: the names by the name of the depth. A depth is asked only for what those before it
/// did not find, since it sends all that they send.
using Found = std::map<std::string, std::set<std::string>>;

Found search_all(const std::vector<Defect>& defects) {
  const Library library;
  Found found;
  std::set<std::string> so_far;
  for (const Depth& depth : depths()) {
    std::vector<const Defect*> wanted;
    for (const Defect& defect : defects)
      if (!so_far.contains(defect.name)) wanted.push_back(&defect);
    so_far.merge(search(library, depth, wanted));
    found[depth.name] = so_far;
  }
  return found;
}

std::size_t count_in(const std::vector<const Defect*>& defects, const std::set<std::string>& found) {
  return static_cast<std::size_t>(
      std::ranges::count_if(defects, [&](const Defect* each) { return found.contains(each->name); }));
}

double share_of(const std::vector<const Defect*>& defects, const std::set<std::string>& found) {
  return static_cast<double>(count_in(defects, found)) / static_cast<double>(defects.size());
}

void print_row(const std::string& title, const std::vector<const Defect*>& defects, const Found& found) {
  std::cout << std::left << std::setw(26) << title << std::right << std::setw(8) << defects.size();
  for (const Depth& depth : depths())
    std::cout << std::setw(12) << count_in(defects, found.at(depth.name));
  std::cout << '\n';
}

template <class Predicate>
std::vector<const Defect*> those(const std::vector<Defect>& defects, const Predicate& predicate) {
  std::vector<const Defect*> chosen;
  for (const Defect& defect : defects)
    if (std::invoke(predicate, defect)) chosen.push_back(&defect);
  return chosen;
}

void print_table(const std::vector<Defect>& defects, const Found& found) {
  std::cout << std::left << std::setw(26) << "defects" << std::right << std::setw(8) << "there";
  for (const Depth& depth : depths())
    std::cout << std::setw(12) << depth.name;
  std::cout << '\n';
  std::set<std::string> kinds;
  for (const Defect& defect : defects)
    if (kinds.insert(defect.kind).second)
      print_row(
          defect.kind, those(defects, [&](const Defect& each) { return each.kind == defect.kind; }), found);
  for (const char* due : {"smoke", "standard", "deep"})
    print_row(std::string("due at ") + due,
              those(defects, [&](const Defect& each) { return each.depth == due; }),
              found);
  print_row("shown by single requests", those(defects, &Defect::is_single), found);
  print_row("all", those(defects, [](const Defect&) { return true; }), found);
  for (const Depth& depth : depths()) {
    for (const Defect& defect : defects)
      if (depth.due.contains(defect.depth) && !found.at(depth.name).contains(defect.name))
        std::cout << depth.name << " misses " << defect.name << " (" << defect.operations.front()
                  << "): " << defect.wrong << '\n';
  }
}

TEST(Defects, AreEachShownByTheRequestOfTheTable) {
  const Finished shown = run_program({std::string(folder_of_defects) + "witness.py"});
  EXPECT_EQ(shown.exit, 0) << shown.out << shown.err;
}

TEST(Defects, AreOfEveryKindAndDepth) {
  const std::vector<Defect> defects = table_of_defects();
  std::map<std::string, int> kinds;
  std::map<std::string, int> due;
  for (const Defect& defect : defects) {
    ++kinds[defect.kind];
    ++due[defect.depth];
  }
  EXPECT_GE(defects.size(), 45U);
  EXPECT_EQ(kinds.size(), 9U);
  EXPECT_EQ(due.size(), 3U);
}

TEST(Defects, AreNotSeenInTheCleanLibrary) {
  const Library library;
  for (const Depth& depth : depths()) {
    const Answers run = run_on(library.address(""), depth, {});
    EXPECT_EQ(run.finished.exit, 0) << depth.name << run.finished.out << run.finished.err;
    EXPECT_EQ(run.count, 0U) << depth.name << run.finished.out;
  }
}

TEST(Defects, AreFoundAtTheDepthsThatMustFindThem) {
  const std::vector<Defect> defects = table_of_defects();
  const std::vector<const Defect*> single = those(defects, &Defect::is_single);
  const Found found = search_all(defects);
  print_table(defects, found);
  for (const Depth& depth : depths()) {
    const auto due =
        those(defects, [&](const Defect& each) { return each.is_single && depth.due.contains(each.depth); });
    EXPECT_GE(share_of(due, found.at(depth.name)), depth.least_share_of_due) << depth.name;
    EXPECT_GE(share_of(single, found.at(depth.name)), depth.least_share_of_single) << depth.name;
  }
  const auto of_credentials =
      those(defects, [](const Defect& each) { return each.is_single && each.kind == "credentials"; });
  EXPECT_EQ(share_of(of_credentials, found.at("standard")), 1.0);
}

TEST(Defects, ThatComeAndGoAreCalledFlaky) {
  const Library library;
  const Depth asked{"asked again", {"--probes", "none", "--jobs", "1"}};
  const Depth not_asked{"not asked again", {"--probes", "none", "--jobs", "1", "--confirm", "0"}};
  const std::string address = library.address("every-second-report-crashes");
  const std::set<std::string> operations = {"GET /reports/{year}/{kind}"};
  EXPECT_NE(run_on(address, asked, operations).finished.out.find("flaky: 1 of 2"), std::string::npos);
  EXPECT_EQ(run_on(address, not_asked, operations).finished.out.find("flaky"), std::string::npos);
}

}  // namespace
}  // namespace conform::testing
