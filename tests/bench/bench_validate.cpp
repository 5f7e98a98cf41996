#include "runner/document/document.hpp"
#include "runner/schema/schema.hpp"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

// How many values are validated in a second, to be held beside other validators by validate.py. A workload is
// a list of {"schema": …, "instances": […]}:
//   bench_validate json DOCUMENT          the document, YAML or JSON, as JSON
//   bench_validate check WORKLOAD         for each schema a list of verdicts; null where it does not compile
//   bench_validate run WORKLOAD SECONDS   validates all of them, over and over

namespace {

using namespace conform;

/// One schema of the workload; null where it has a mistake.
struct Case {
  SchemaPtr schema{};
  const Array* instances = nullptr;
};

std::string text_of(const char* path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

// Of this process alone: other programs may be at work.
double seconds_since(std::clock_t then) { return static_cast<double>(std::clock() - then) / CLOCKS_PER_SEC; }

int print_as_json(const char* path) {
  Library library;
  Diagnostics diagnostics;
  const Document* const document =
      library.open(std::make_shared<const Source>(Source{path, text_of(path)}), diagnostics);
  if (document == nullptr) return 1;
  std::cout << to_json(document->root) << "\n";
  return 0;
}

std::vector<Case> compiled(const Document& workload, Library& library) {
  std::vector<Case> cases;
  const CompileOptions options{Dialect::draft_2020_12, Formats::annotate_only, {}};
  for (const Value& one : workload.root.array()) {
    // Each schema is a document of its own: its references begin at its root.
    Diagnostics diagnostics;
    std::string name = "schema-" + std::to_string(cases.size()) + ".json";
    const auto source = std::make_shared<const Source>(Source{std::move(name), to_json(*one.find("schema"))});
    const Document* const document = library.open(source, diagnostics);
    if (document == nullptr) return {};  // it was JSON a moment ago
    const Located root{document, &document->root, {}};
    cases.push_back({compile_schema(root, options, library, diagnostics), &one.find("instances")->array()});
  }
  return cases;
}

int check(const std::vector<Case>& cases) {
  Array verdicts;
  for (const Case& one : cases) {
    Array& row = verdicts.emplace_back().make_array();
    for (const Value& instance : *one.instances) {
      row.emplace_back();
      if (one.schema) row.back() = one.schema->accepts(instance);
    }
  }
  std::cout << to_json(Value(std::move(verdicts))) << "\n";
  return 0;
}

// Each value many times in a row, as other validators measure themselves.
int run(const std::vector<Case>& cases, double compiling, double seconds) {
  constexpr std::size_t in_a_row = 500;
  const auto rounds = [&](double limit) {
    std::size_t done = 0;
    std::size_t accepted = 0;
    const std::clock_t start = std::clock();
    while (seconds_since(start) < limit) {
      for (const Case& one : cases) {
        for (const Value& instance : *one.instances) {
          for (std::size_t i = 0; i < in_a_row; ++i)
            accepted += one.schema->accepts(instance) ? 1U : 0U;
          done += in_a_row;
        }
      }
    }
    return accepted > done ? 0 : static_cast<double>(done) / seconds_since(start);
  };
  (void)rounds(seconds / 2);
  std::cout << "{\"rate\": " << static_cast<std::uint64_t>(rounds(seconds))
            << ", \"compiling\": " << compiling << "}\n";
  return 0;
}

int measure(std::string_view task, const char* path, double seconds) {
  auto read = read_json(text_of(path));
  if (!std::holds_alternative<Value>(read)) return 1;
  const Document workload{std::make_shared<const Source>(), std::get<Value>(std::move(read))};
  Library library;
  const std::clock_t began = std::clock();
  const std::vector<Case> cases = compiled(workload, library);
  const double compiling = seconds_since(began);
  return task == "check" ? check(cases) : run(cases, compiling, seconds);
}

}  // namespace

int main(int count, char** words) {
  const std::string_view task = count > 2 ? words[1] : "";
  if (count == 3 && task == "json") return print_as_json(words[2]);
  if (count == 3 && task == "check") return measure(task, words[2], 0);
  if (count == 4 && task == "run") return measure(task, words[2], std::strtod(words[3], nullptr));
  std::cerr << "usage: bench_validate json DOCUMENT | check WORKLOAD | run WORKLOAD SECONDS\n";
  return 2;
}
