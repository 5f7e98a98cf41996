#include "runner/schema/schema.hpp"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

// How many values are validated in a second, to be held beside other validators by validate.py:
//   bench_validate prepare DOCUMENT         the workload: each component schema (2020-12) and samples of it
//   bench_validate run WORKLOAD SECONDS     validates all of them, over and over

namespace {

using namespace conform;

std::string text_of(const char* path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

CompileOptions options() { return {Dialect::draft_2020_12, Formats::annotate_only, {}}; }

int prepare(const char* path) {
  Library library;
  Diagnostics diagnostics;
  const Document* const document =
      library.open(std::make_shared<const Source>(Source{path, text_of(path)}), diagnostics);
  if (document == nullptr) return 1;
  const Located schemas = Located{document, &document->root, {}}["components"]["schemas"];
  SchemaCompiler compiler(options(), library);
  Array cases;
  for (const Member& member : schemas.value->object()) {
    const SchemaPtr schema = compiler.compile(schemas[member.key], diagnostics);
    for (const auto size : {SampleWish::Size::smallest, SampleWish::Size::typical}) {
      if (!schema) continue;
      auto made = schema->sample({size, 1, Direction::none});
      if (std::holds_alternative<NoSample>(made)) continue;
      Object one;
      one.add("pointer", "#/components/schemas/" + escape_pointer_token(member.key));
      one.add("instance", std::get<Value>(std::move(made)));
      cases.emplace_back(std::move(one));
    }
  }
  Object components;
  components.add("schemas", *schemas.value);
  Object shared;
  shared.add("components", std::move(components));
  Object workload;
  workload.add("document", std::move(shared));
  workload.add("cases", std::move(cases));
  std::cout << to_json(Value(std::move(workload))) << "\n";
  return 0;
}

int run(const char* path, double seconds) {
  auto read = read_json(text_of(path));
  if (!std::holds_alternative<Value>(read)) return 1;
  const Value workload = std::get<Value>(std::move(read));
  const Document document{std::make_shared<const Source>(), *workload.find("document")};
  const Located root{&document, &document.root, {}};
  Library library;
  Diagnostics diagnostics;
  SchemaCompiler compiler(options(), library);
  struct Case {
    SchemaPtr schema{};
    const Value* instance = nullptr;
  };
  std::vector<Case> cases;
  const std::clock_t began = std::clock();
  for (const Value& one : workload.find("cases")->array()) {
    const std::string_view pointer = one.text("pointer");
    const Value* const schema = resolve_pointer(document.root, pointer.substr(1));
    cases.push_back({compiler.compile({&document, schema, std::string(pointer.substr(1))}, diagnostics),
                     one.find("instance")});
  }
  // Of this process alone: other programs may be at work.
  const auto since = [](std::clock_t then) {
    return static_cast<double>(std::clock() - then) / CLOCKS_PER_SEC;
  };
  const double compiling = since(began);
  const auto accepted = [&] {
    return std::count_if(
        cases.begin(), cases.end(), [](const Case& one) { return one.schema->accepts(*one.instance); });
  };
  const auto valid = accepted();
  std::size_t rounds = 0;
  const std::clock_t start = std::clock();
  for (; since(start) < seconds; ++rounds)
    if (accepted() != valid) return 1;
  const double rate = static_cast<double>(rounds * cases.size()) / since(start);
  std::cout << "{\"valid\": " << valid << ", \"cases\": " << cases.size() << ", \"compiling\": " << compiling
            << ", \"rate\": " << static_cast<std::uint64_t>(rate) << "}\n";
  return 0;
}

}  // namespace

int main(int count, char** words) {
  if (count == 3 && std::string_view(words[1]) == "prepare") return prepare(words[2]);
  if (count == 4 && std::string_view(words[1]) == "run") return run(words[2], std::strtod(words[3], nullptr));
  std::cerr << "usage: bench_validate prepare DOCUMENT | run WORKLOAD SECONDS\n";
  return 2;
}
