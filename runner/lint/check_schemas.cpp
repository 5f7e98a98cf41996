#include "runner/lint/checks.hpp"
#include "runner/lint/misfit.hpp"
#include "runner/schema/inspection.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace conform {
namespace {

struct UsedSchema {
  const Schema* schema = nullptr;
  Direction direction = Direction::request;
};

void add_content(const std::vector<MediaType>& content, Direction direction, std::vector<UsedSchema>& used) {
  for (const MediaType& media_type : content)
    if (media_type.schema) used.push_back({media_type.schema.get(), direction});
}

void add_parameter(const Parameter& parameter, Direction direction, std::vector<UsedSchema>& used) {
  if (parameter.schema) used.push_back({parameter.schema.get(), direction});
  if (parameter.content && parameter.content->schema)
    used.push_back({parameter.content->schema.get(), direction});
}

std::vector<UsedSchema> used_schemas(const Api& api) {
  std::vector<UsedSchema> used;
  for (const Operation& operation : api.operations) {
    for (const Parameter& parameter : operation.parameters)
      add_parameter(parameter, Direction::request, used);
    if (const auto& body = operation.request_body) add_content(body->content, Direction::request, used);
    for (const DocumentedResponse& response : operation.responses) {
      for (const Parameter& header : response.headers)
        add_parameter(header, Direction::response, used);
      add_content(response.content, Direction::response, used);
    }
  }
  return used;
}

std::string name_of_value(const std::string& keyword) {
  if (keyword == "default") return "The default";
  if (keyword == "enum") return "A value of `enum`";
  if (keyword == "const") return "The value of `const`";
  return "The example";
}

bool is_ours(const Linting& linting, const Place& where) {
  const auto& documents = linting.library.documents();
  return std::ranges::any_of(documents, [&](const Document* each) { return each->source == where.source; });
}

LintFinding finding_for(const SchemaDoubt& doubt) {
  if (doubt.kind == SchemaDoubt::Kind::contradiction)
    return {doubt.keyword == "pattern" ? "lint/pattern" : "lint/nothing-fits",
            Severity::warning,
            doubt.where,
            doubt.message,
            ""};
  LintFinding finding = misfit(name_of_value(doubt.keyword), doubt.where.source, doubt.value, doubt.faults);
  if (doubt.keyword == "default") finding.rule = "lint/default";
  if (doubt.keyword == "enum" || doubt.keyword == "const") finding.rule = "lint/enum";
  return finding;
}

bool is_of_same_enum(const SchemaDoubt& left, const SchemaDoubt& right) {
  return left.keyword == "enum" && right.keyword == "enum" && left.kind == right.kind &&
         left.schema == right.schema && left.where.source == right.where.source;
}

/// A finding for each; one for all the values of an `enum`, which mostly share their mistake.
void add_doubts(Linting& linting, const std::vector<SchemaDoubt>& doubts) {
  for (std::size_t at = 0; at < doubts.size();) {
    std::size_t end = at + 1;
    while (end < doubts.size() && is_of_same_enum(doubts[at], doubts[end]))
      ++end;
    LintFinding finding = finding_for(doubts[at]);
    if (end > at + 1) finding.message += fmt::format(" So it is with {} more of its values.", end - at - 1);
    if (is_ours(linting, finding.where)) linting.findings.add(std::move(finding));
    at = end;
  }
}

/// What requests hold must be made; what responses hold is the server's.
void check_sample(Linting& linting, const Schema& schema) {
  SampleWish wish;
  wish.size = SampleWish::Size::smallest;
  wish.direction = Direction::request;
  const auto made = schema.sample(wish);
  const auto* const none = std::get_if<NoSample>(&made);
  if (none == nullptr || linting.findings.has("lint/nothing-fits", none->where)) return;
  linting.findings.add({"lint/no-sample",
                        Severity::note,
                        none->where,
                        "No value was found that fits this schema: " + none->why,
                        "Give an example; without a value no request that needs one is sent."});
}

}  // namespace

void check_schemas(Linting& linting) {
  const std::vector<UsedSchema> used = used_schemas(linting.api);
  std::set<const Schema::Program*> programs;
  const auto look_into = [&](const Schema& schema) {
    if (programs.insert(&schema.program()).second) add_doubts(linting, inspect(schema));
  };
  for (const UsedSchema& each : used)
    look_into(*each.schema);
  for (const SchemaPtr& schema : linting.api.component_schemas)
    look_into(*schema);
  std::set<std::tuple<const Source*, std::uint32_t, std::uint32_t>> sampled;
  for (const UsedSchema& each : used) {
    if (each.direction != Direction::request) continue;
    const auto [source, mark] = each.schema->where();
    if (sampled.emplace(source.get(), mark.line, mark.column).second) check_sample(linting, *each.schema);
  }
}

}  // namespace conform
