#include "runner/journal/merge.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <ranges>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

namespace conform {
namespace {

// From the best to the worst.
constexpr std::array<std::string_view, 6> ends = {
    "all-done", "enough-failures", "incomplete", "out-of-time", "unreachable", "interrupted"};

std::size_t badness(const RunFooter& footer) {
  return static_cast<std::size_t>(std::ranges::find(ends, footer.end) - ends.begin());
}

Place place_in(const ShardResults& shard) {
  return {std::make_shared<const Source>(Source{shard.journal, {}}), {0, 0}};
}

bool same_plan(const RunHeader& one, const RunHeader& other) {
  return std::ranges::equal(one.cases, other.cases, [](const auto& left, const auto& right) {
    return left.id == right.id && left.operation == right.operation && left.shard == right.shard;
  });
}

void check_each(const std::vector<ShardResults>& shards, Diagnostics& diagnostics) {
  std::map<std::uint32_t, std::string_view> seen;
  for (const ShardResults& shard : shards) {
    const RunHeader& header = shard.results.header;
    if (!header.shard.is_part()) {
      diagnostics.error(place_in(shard), "This is the journal of a whole run, not of a shard.");
      continue;
    }
    const auto [known, is_new] = seen.try_emplace(header.shard.index, shard.journal);
    if (!is_new) {
      diagnostics.error(place_in(shard),
                        fmt::format("This is shard {} of {} once more: `{}` is that, too.",
                                    header.shard.index,
                                    header.shard.total,
                                    known->second));
    }
    const std::string unlike = difference(shards.front().results.header, header);
    if (!unlike.empty()) {
      diagnostics.error(place_in(shard),
                        fmt::format("This journal is not of the same run as `{}`: it was made with {}.",
                                    shards.front().journal,
                                    unlike));
    }
  }
}

void check_complete(const std::vector<ShardResults>& shards, Diagnostics& diagnostics) {
  const Shard& first = shards.front().results.header.shard;
  for (std::uint32_t index = 1; index <= first.total; ++index) {
    const bool is_there = std::ranges::any_of(
        shards, [index](const ShardResults& one) { return one.results.header.shard.index == index; });
    if (is_there) continue;
    diagnostics.error({}, fmt::format("Shard {} of {} is missing among the journals.", index, first.total));
  }
}

void add_footer(RunFooter& all, const RunFooter& one) {
  if (badness(one) > badness(all)) {
    all.end = one.end;
    all.why = one.why;
  }
  all.present = all.present && one.present;
  all.duration = std::max(all.duration, one.duration);
  all.requests += one.requests;
  all.connections += one.connections;
  all.shrinking += one.shrinking;
}

void add_header(RunHeader& all, const RunHeader& one) {
  all.shows_secrets = all.shows_secrets || one.shows_secrets;
  if (all.target.find(one.target) == std::string::npos) all.target += ", " + one.target;
  all.began = std::min(all.began, one.began);
  all.resumed += one.resumed;
}

/// Every planned case, those of shards that are not there without a judgement.
std::vector<CaseResult> in_order(const RunHeader& header, std::vector<ShardResults>& shards) {
  std::unordered_map<std::string, CaseResult*> by_id;
  for (ShardResults& shard : shards)
    for (CaseResult& result : shard.results.cases)
      by_id.try_emplace(result.id, &result);
  std::vector<CaseResult> cases;
  for (const RunHeader::CaseEntry& planned : header.cases) {
    if (const auto found = by_id.find(planned.id); found != by_id.end()) {
      cases.push_back(std::move(*found->second));
      continue;
    }
    CaseResult& result = cases.emplace_back(CaseResult{planned.id, planned.operation});
    result.probe = planned.probe;
    result.reason = fmt::format("Its shard, {} of {}, is missing.", planned.shard, header.shard.total);
  }
  return cases;
}

}  // namespace

std::string difference(const RunHeader& one, const RunHeader& other) {
  if (one.document_hash != other.document_hash) return "another document, or another version of it";
  if (one.tool_version != other.tool_version) return "another version of conform";
  if (one.seed != other.seed) return "another seed";
  if (one.rounds != other.rounds) return "another --repeat";
  if (one.shard.total != other.shard.total)
    return fmt::format("{} shards, not {}", other.shard.total, one.shard.total);
  if (one.judged_by != other.judged_by) return "other levels, weights or exceptions of rules";
  return same_plan(one, other) ? "" : "another plan, made with other options or values";
}

Results merge_shards(std::vector<ShardResults> shards, Missing missing, Diagnostics& diagnostics) {
  Results all;
  if (shards.empty()) return all;
  check_each(shards, diagnostics);
  if (missing == Missing::refused) check_complete(shards, diagnostics);
  if (diagnostics.has_errors()) return all;
  all.header = shards.front().results.header;
  all.footer = shards.front().results.footer;
  for (const ShardResults& shard : shards | std::views::drop(1)) {
    add_header(all.header, shard.results.header);
    add_footer(all.footer, shard.results.footer);
  }
  all.cases = in_order(all.header, shards);
  all.header.shards = static_cast<std::uint32_t>(shards.size());
  if (shards.size() < all.header.shard.total) {
    add_footer(
        all.footer,
        {.present = true,
         .end = "incomplete",
         .why = fmt::format("Of {} shards only {} are there.", all.header.shard.total, shards.size())});
  }
  all.header.shard = {};
  return all;
}

}  // namespace conform
