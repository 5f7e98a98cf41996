#include "runner/journal/journal.hpp"

#include <chrono>
#include <fmt/chrono.h>

namespace conform {
namespace {

RunHeader::OperationEntry entry_of(const Operation& operation) {
  RunHeader::OperationEntry entry{operation.name(),
                                  operation.operation_id,
                                  operation.tags.empty() ? std::string() : operation.tags.front(),
                                  operation.where.mark.line};
  entry.fault = operation.fault;
  for (const DocumentedResponse& response : operation.responses) {
    entry.documented.push_back(response.status.to_string());
  }
  return entry;
}

std::string now() {
  const auto seconds = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(seconds));
}

}  // namespace

RunHeader make_header(
    const Api& api, const RuleBook& rules, const Plan& plan, const Target& target, const Shard& shard) {
  RunHeader header{};
  header.tool_version = CONFORM_VERSION;
  header.title = api.title;
  header.document = api.document;
  header.document_hash = api.document_hash;
  header.openapi = api.openapi;
  header.target = target.url();
  header.seed = plan.seed;
  header.began = now();
  header.loose_faults = api.loose_faults;
  for (const Operation& operation : api.operations)
    header.operations.push_back(entry_of(operation));
  for (const Rule& rule : rules.rules()) {
    header.rules.push_back({rule.id, std::string(name_of(rule.level)), rule.source, rule.text, rule.hint});
  }
  header.shard = shard;
  for (const Case& planned : plan.cases) {
    const std::uint32_t of = shard.is_part() ? shard_of(api.operations[planned.operation], shard.total) : 0;
    header.cases.push_back({planned.id, planned.operation, planned.kind == CaseKind::probe, of});
  }
  return header;
}

std::vector<RunHeader::Off> switched_off(const JudgeOptions& options, const RuleBook& rules, const Api& api) {
  std::vector<RunHeader::Off> all;
  for (std::uint32_t number = 0; number < rules.rules().size(); ++number) {
    RunHeader::Off off{rules.rules()[number].id, {}};
    for (std::uint32_t operation = 0; operation < api.operations.size(); ++operation) {
      const RuleWish* wish = options.wishes.find(number, api.operations[operation]);
      if (wish != nullptr && !wish->weight) off.operations.push_back(operation);
    }
    if (off.operations.empty()) continue;
    if (off.operations.size() == api.operations.size()) off.operations.clear();
    all.push_back(std::move(off));
  }
  return all;
}

}  // namespace conform
