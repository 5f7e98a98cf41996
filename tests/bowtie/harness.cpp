#include "tests/bowtie/harness.hpp"

#include "runner/schema/dialect.hpp"

#include <array>
#include <map>

namespace conform::bowtie {
namespace {

constexpr std::array<std::string_view, 5> dialects = {
    "https://json-schema.org/draft/2020-12/schema",
    "https://json-schema.org/draft/2019-09/schema",
    "http://json-schema.org/draft-07/schema#",
    "http://json-schema.org/draft-06/schema#",
    "http://json-schema.org/draft-04/schema#",
};

// The documents that a case brings along, by their URIs.
class Registry {
public:
  explicit Registry(const Value* documents) : given_(documents) {}

  const Document* find(std::string_view uri) {
    if (const auto known = read_.find(uri); known != read_.end()) return &known->second;
    const Value* root = given_ == nullptr ? nullptr : given_->find(uri);
    if (root == nullptr && given_ != nullptr) root = given_->find(std::string(uri) + "#");
    if (root == nullptr) return nullptr;
    auto source = std::make_shared<const Source>(Source{std::string(uri), {}});
    return &read_.emplace(std::string(uri), Document{std::move(source), *root}).first->second;
  }

private:
  const Value* given_;
  std::map<std::string, Document, std::less<>> read_{};
};

Value errored(std::string message) {
  Object context;
  context.add("message", std::move(message));
  Object out;
  out.add("errored", true);
  out.add("context", std::move(context));
  return out;
}

Answer said(const Value& value) { return {to_json(value), {}, {}}; }

Answer broken(std::string complaint) { return {{}, std::move(complaint), 1}; }

Value result_of(const Schema& schema, const Value& test) {
  const Value* const instance = test.find("instance");
  if (instance == nullptr) return errored("The test has no `instance`.");
  const Fit fit = schema.validate(*instance);
  // A fault is one whatever else could not be decided.
  if (fit.fits && !fit.undecided.empty()) return errored(fit.undecided);
  Object out;
  out.add("valid", fit.fits);
  return out;
}

std::string first_error(const Diagnostics& diagnostics) {
  return diagnostics.empty() ? "The schema cannot be compiled." : diagnostics.list().front().message;
}

Object implementation() {
  Object out;
  out.add("name", "conform");
  out.add("language", "c++");
  out.add("homepage", "https://conform.example/");
  out.add("issues", "https://conform.example/issues");
  out.add("source", "https://conform.example/source");
  Array uris;
  for (const std::string_view uri : dialects)
    uris.emplace_back(uri);
  out.add("dialects", std::move(uris));
  return out;
}

}  // namespace

CompileOptions Harness::options() const {
  CompileOptions out;
  out.dialect = dialect_;
  const bool annotates = formats_ == FormatChoice::always_annotate ||
                         (formats_ == FormatChoice::by_dialect && dialect_ == Dialect::draft_2020_12);
  out.formats = annotates ? Formats::annotate_only : Formats::assert_them;
  return out;
}

Answer Harness::start(const Value& command) {
  const Value* const version = command.find("version");
  if (version == nullptr || *version != Value(1))
    return broken("`start` asks for a version of the protocol other than 1, the only one spoken here.");
  has_started_ = true;
  Object out;
  out.add("version", 1);
  out.add("ready", true);
  out.add("implementation", implementation());
  return said(out);
}

Answer Harness::set_dialect(const Value& command) {
  const std::optional<Dialect> named = dialect_of_uri(command.text("dialect"));
  if (named) dialect_ = *named;
  Object out;
  out.add("ok", named.has_value());
  return said(out);
}

Answer Harness::run(const Value& command) const {
  const Value* const seq = command.find("seq");
  if (seq == nullptr) return broken("`run` has no `seq`.");
  const Value* const test_case = command.find("case");
  const Value* const schema = test_case == nullptr ? nullptr : test_case->find("schema");
  const Value* const tests = test_case == nullptr ? nullptr : test_case->find("tests");
  const auto respond = [&](Value members) {
    members.object().add("seq", *seq);
    return said(members);
  };
  if (schema == nullptr || tests == nullptr || !tests->is_array())
    return respond(errored("The case has no `schema`, or no list of `tests`."));
  Registry registry(test_case->find("registry"));
  CompileOptions compile = options();
  compile.find_remote = [&](std::string_view uri) { return registry.find(uri); };
  const Document document{std::make_shared<const Source>(Source{"schema", {}}), *schema};
  Library library;
  Diagnostics diagnostics;
  const SchemaPtr compiled = compile_schema({&document, &document.root, {}}, compile, library, diagnostics);
  if (!compiled) return respond(errored(first_error(diagnostics)));
  Array results;
  for (const Value& test : tests->array())
    results.push_back(result_of(*compiled, test));
  Object out;
  out.add("results", std::move(results));
  return respond(std::move(out));
}

Answer Harness::answer(std::string_view line) {
  const auto read = read_json(line);
  if (const auto* const fault = std::get_if<JsonFault>(&read))
    return broken("A line is not JSON, from byte " + std::to_string(fault->offset) + ": " + fault->message);
  const Value& command = std::get<Value>(read);
  const std::string_view name = command.text("cmd");
  if (name == "start") return start(command);
  if (!has_started_) return broken("A command came before `start`.");
  if (name == "dialect") return set_dialect(command);
  if (name == "run") return run(command);
  if (name == "stop") return {{}, {}, 0};
  return broken("A line has no known command in `cmd`.");
}

}  // namespace conform::bowtie
