#include "tests/openapi/corpus.hpp"

#include "runner/contract/request_fit.hpp"
#include "runner/plan/plan.hpp"

#include <chrono>
#include <iostream>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

// The law of deep plans over documents that other people wrote: what is called good has no fault, what is
// called wrong is refused in the keyword that the case names. Both are read back from the bytes that would be
// sent. A table says which keywords of the documents' requests are met and which are broken.

namespace conform {
namespace {

namespace fs = std::filesystem;
using test::corpus;

constexpr std::size_t cases_per_operation = 200;
// Larger documents say the same over and over: of these every so many-th operation is planned.
constexpr std::size_t most_operations = 60;

struct Tally {
  std::size_t documents = 0;
  std::size_t operations = 0;
  std::size_t left_out = 0;  // operations of large documents
  std::size_t good = 0;
  std::size_t bad = 0;
  std::size_t random = 0;
  std::map<std::string, std::size_t> positive{};  // cases by keyword
  std::map<std::string, std::size_t> negative{};
  std::map<std::string, std::size_t> there{};                         // documents by keyword
  std::map<std::string, std::vector<std::string>> never_exercised{};  // and the documents
};

/// The keyword in a case's sentence: "Wrong in one thing (`required`), to be refused".
std::string keyword_of(const Case& planned) {
  const auto begin = planned.why.find(" (`");
  const auto end = planned.why.find("`)", begin == std::string::npos ? 0 : begin);
  if (begin == std::string::npos || end == std::string::npos) return {};
  return planned.why.substr(begin + 3, end - begin - 3);
}

bool names(const RequestFit& fit, const std::string& keyword) {
  return std::ranges::find(fit.faults, keyword, &RequestFault::keyword) != fit.faults.end();
}

void check(const Plan& plan, const Case& planned, const Api& api, Tally& tally) {
  const Steps steps = steps_of(plan, planned);
  ASSERT_EQ(steps->size(), 1U) << planned.id;
  const RequestFit fit = fit_of_request(api.operations[planned.operation], steps->front().request);
  const std::string keyword = keyword_of(planned);
  if (planned.kind == CaseKind::fuzz) ++tally.random;
  if (planned.kind == CaseKind::fuzz) return;
  if (planned.kind == CaseKind::negative) {
    ++tally.bad;
    ++tally.negative[keyword];
    EXPECT_TRUE(names(fit, keyword)) << planned.id << ": " << planned.why;
    return;
  }
  ++tally.good;
  ++tally.positive[keyword];
  EXPECT_TRUE(fit.faults.empty()) << planned.id << ": " << sentence_of(fit.faults.front());
}

/// The keywords of the schemas that stand in requests, as the documents write them.
class Keywords {
public:
  explicit Keywords(const Document& document) : root_(document.root) {}

  void add(const Operation& operation) {
    const Value* written = resolve_pointer(root_, operation.pointer);
    if (written == nullptr) return;
    const Value* item =
        resolve_pointer(root_, std::string_view(operation.pointer).substr(0, operation.pointer.rfind('/')));
    for (const Value* holder : {written, item})
      if (holder != nullptr) add_parameters(holder->find("parameters"));
    const Value* body = followed(written->find("requestBody"));
    const Value* content = body != nullptr ? body->find("content") : nullptr;
    if (content == nullptr || !content->is_object()) return;
    for (const Member& type : content->object())
      if (type.key.find("json") != std::string::npos) visit(type.value.find("schema"));
  }

  [[nodiscard]] const std::set<std::string>& found() const { return found_; }

private:
  const Value* followed(const Value* value) const {
    for (int steps = 0; value != nullptr && value->is_object() && steps < 20; ++steps) {
      const std::string_view reference = value->text("$ref");
      if (reference.empty()) return value;
      value = reference.starts_with("#") ? resolve_pointer(root_, reference.substr(1)) : nullptr;
    }
    return value;
  }

  void add_parameters(const Value* list) {
    if (list == nullptr || !list->is_array()) return;
    for (const Value& entry : list->array()) {
      const Value* parameter = followed(&entry);
      if (parameter == nullptr || !parameter->is_object()) continue;
      // Swagger 2.0 writes a parameter's schema into the parameter.
      const Value* schema = parameter->find("schema");
      visit(schema != nullptr ? schema : parameter);
    }
  }

  static bool is_true(const Value& value) { return value.is_boolean() && value.boolean(); }

  /// Whether it can be met or broken as it stands there.
  static bool says_something(const Member& member) {
    const std::string& key = member.key;
    const Value& value = member.value;
    static const std::set<std::string, std::less<>> always = {"type",
                                                              "enum",
                                                              "const",
                                                              "minimum",
                                                              "maximum",
                                                              "multipleOf",
                                                              "maxLength",
                                                              "pattern",
                                                              "maxItems",
                                                              "maxProperties",
                                                              "oneOf",
                                                              "anyOf",
                                                              "not",
                                                              "contains",
                                                              "discriminator",
                                                              "if",
                                                              "dependentRequired"};
    if (always.contains(key)) return true;
    if (key == "minLength" || key == "minItems" || key == "minProperties")
      return value.is_number() && value.number() > Number(0);
    if (key == "exclusiveMinimum" || key == "exclusiveMaximum") return value.is_number();
    if (key == "nullable" || key == "uniqueItems") return is_true(value);
    if (key == "required") return value.is_array() && !value.array().empty();
    if (key == "additionalProperties") return value.is_boolean() && !value.boolean();
    static const std::set<std::string, std::less<>> formats = {
        "date", "date-time", "time", "email", "uuid", "uri", "ipv4", "ipv6", "int32", "int64", "byte"};
    return key == "format" && value.is_string() && formats.contains(value.string());
  }

  /// What is broken behind `oneOf` or `anyOf` is told of that keyword; only it is counted there.
  void visit(const Value* schema, bool is_behind_choice = false) {
    schema = followed(schema);
    if (schema == nullptr || !schema->is_object() || !seen_.emplace(schema, is_behind_choice).second) return;
    if (const Value* read_only = schema->find("readOnly"); read_only != nullptr && is_true(*read_only))
      return;
    for (const Member& member : schema->object()) {
      if (says_something(member) && !is_behind_choice) found_.insert(member.key);
      const Value& value = member.value;
      static const std::set<std::string, std::less<>> one = {"items", "additionalProperties", "not"};
      if (one.contains(member.key)) visit(&value, is_behind_choice);
      const bool is_list = member.key == "allOf" || member.key == "anyOf" || member.key == "oneOf";
      if (is_list && value.is_array())
        for (const Value& part : value.array())
          visit(&part, is_behind_choice || member.key != "allOf");
      if (member.key == "properties" && value.is_object())
        for (const Member& property : value.object())
          visit(&property.value, is_behind_choice);
    }
  }

  const Value& root_;
  std::set<std::pair<const Value*, bool>> seen_{};
  std::set<std::string> found_{};
};

/// Leaves every so many-th operation.
void thin_out(Api& api, Tally& tally) {
  const std::size_t stride = api.operations.size() / most_operations + 1;
  std::vector<Operation> kept;
  for (std::size_t at = 0; at < api.operations.size(); at += stride)
    kept.push_back(std::move(api.operations[at]));
  tally.left_out += api.operations.size() - kept.size();
  api.operations = std::move(kept);
}

std::set<std::string> planned_keywords(const Plan& plan) {
  std::set<std::string> keywords;
  for (const Case& planned : plan.cases)
    keywords.insert(keyword_of(planned));
  return keywords;
}

void check_document(const fs::path& path, Tally& tally) {
  Library library({.folders = {path.parent_path().string()}});
  Diagnostics diagnostics;
  const auto source = std::make_shared<const Source>(Source{path.string(), test::text_of(path)});
  const Document* document = library.open(source, diagnostics);
  auto api = document != nullptr ? load_api(*document, library, diagnostics) : std::nullopt;
  ASSERT_TRUE(api) << path;
  thin_out(*api, tally);
  PlanOptions options;
  options.depth = Depth::deep;
  options.most_per_operation = cases_per_operation;
  const Plan plan = make_plan(*api, RuleBook(), options);
  Keywords keywords(*document);
  std::set<std::uint32_t> varied;
  for (const Case& planned : plan.cases) {
    if (planned.kind == CaseKind::documented || planned.kind == CaseKind::probe) continue;
    check(plan, planned, *api, tally);
    varied.insert(planned.operation);
  }
  for (const std::uint32_t operation : varied)
    keywords.add(api->operations[operation]);
  const std::set<std::string> exercised = planned_keywords(plan);
  for (const std::string& keyword : keywords.found()) {
    ++tally.there[keyword];
    if (!exercised.contains(keyword))
      tally.never_exercised[keyword].push_back(fs::relative(path, corpus).string());
  }
  ++tally.documents;
  tally.operations += api->operations.size();
}

void print(const Tally& tally) {
  std::cout << fmt::format("{} documents, {} operations ({} of large documents left out): {} good cases, {} "
                           "wrong ones, {} at random\n",
                           tally.documents,
                           tally.operations,
                           tally.left_out,
                           tally.good,
                           tally.bad,
                           tally.random);
  std::set<std::string> keywords;
  for (const auto* table : {&tally.positive, &tally.negative, &tally.there})
    for (const auto& [keyword, count] : *table)
      keywords.insert(keyword);
  const auto count_in = [](const std::map<std::string, std::size_t>& table, const std::string& keyword) {
    const auto found = table.find(keyword);
    return found == table.end() ? std::size_t{0} : found->second;
  };
  std::cout << fmt::format("{:<24} {:>10} {:>9} {:>9}\n", "keyword", "documents", "met", "broken");
  for (const std::string& keyword : keywords)
    std::cout << fmt::format("{:<24} {:>10} {:>9} {:>9}\n",
                             keyword.empty() ? "(several)" : keyword,
                             count_in(tally.there, keyword),
                             count_in(tally.positive, keyword),
                             count_in(tally.negative, keyword));
  for (const auto& [keyword, documents] : tally.never_exercised)
    std::cout << fmt::format("never: {} in {}\n", keyword, fmt::join(documents, ", "));
}

/// A keyword that may be left alone, and why.
struct Reason {
  std::string_view keyword{};
  std::string_view document{};  ///< part of its name
  std::string_view why{};
};
constexpr std::array reasons = {
    Reason{
        "nullable", "complex-nesting", "it has no type beside it, so that it says nothing (OpenAPI 3.0.3)"},
    Reason{"nullable", "3.1/", "OpenAPI 3.1 does not know it"},
    Reason{"maximum", "schema-validation-top-level", "beside an exclusiveMaximum of an older dialect"},
    Reason{"minimum", "schema-validation-top-level", "beside an exclusiveMinimum of an older dialect"},
    Reason{"oneOf", "schema-deprecated", "its two alternatives are the same: nothing fits just one"},
    Reason{"pattern", "peertube", "it has slashes around it, so that no example matches and nothing is sent"},
    Reason{"type", "callbacks", "a text in a query can have no other type"},
    Reason{"uniqueItems", "kubernetes", "it stands beside the type string"},
};

bool has_reason(const std::string& keyword, const std::string& document) {
  return std::ranges::any_of(reasons, [&](const Reason& reason) {
    return reason.keyword == keyword && document.find(reason.document) != std::string::npos;
  });
}

TEST(DeepCorpus, KeepsTheLawOfEachKindOfCaseAndExercisesEachKeyword) {
  if (!fs::is_directory(corpus)) {
    std::cout << "Left out: ../shared/corpus is not here.\n";
    return;
  }
  Tally tally;
  for (const std::string_view folder : {"real-world", "oas-examples", "targets"}) {
    for (const fs::path& path : test::documents_in(corpus / folder)) {
      const auto began = std::chrono::steady_clock::now();
      check_document(path, tally);
      const auto took = std::chrono::steady_clock::now() - began;
      if (took > std::chrono::seconds(1))
        std::cout << fmt::format("{:<72} {:>6} ms\n",
                                 fs::relative(path, corpus).string(),
                                 std::chrono::duration_cast<std::chrono::milliseconds>(took).count());
    }
  }
  print(tally);
  for (const auto& [keyword, documents] : tally.never_exercised)
    for (const std::string& document : documents)
      EXPECT_TRUE(has_reason(keyword, document)) << keyword << " in " << document;
}

}  // namespace
}  // namespace conform
