#include "runner/cli/shard_choice.hpp"

#include <array>
#include <charconv>
#include <optional>
#include <string_view>

#include <fmt/format.h>

namespace conform {
namespace {

constexpr std::uint32_t most_shards = 10'000;

/// Who tells a process which one it is of how many.
struct Teller {
  std::string_view index{};
  std::string_view total{};
  std::uint32_t first = 0;  ///< what the first one is called
  std::string_view status_file{};
};

constexpr std::array<Teller, 11> tellers = {{
    {"TEST_SHARD_INDEX", "TEST_TOTAL_SHARDS", 0, "TEST_SHARD_STATUS_FILE"},     // Bazel
    {"GTEST_SHARD_INDEX", "GTEST_TOTAL_SHARDS", 0, "GTEST_SHARD_STATUS_FILE"},  // GoogleTest's habit
    {"CI_NODE_INDEX", "CI_NODE_TOTAL", 1, ""},                                  // GitLab, `parallel:`
    {"CIRCLE_NODE_INDEX", "CIRCLE_NODE_TOTAL", 0, ""},                          // CircleCI
    {"BUILDKITE_PARALLEL_JOB", "BUILDKITE_PARALLEL_JOB_COUNT", 0, ""},          // Buildkite
    {"SYSTEM_JOBPOSITIONINPHASE", "SYSTEM_TOTALJOBSINPHASE", 1, ""},            // Azure Pipelines
    {"SEMAPHORE_JOB_INDEX", "SEMAPHORE_JOB_COUNT", 1, ""},                      // Semaphore
    {"CLOUD_RUN_TASK_INDEX", "CLOUD_RUN_TASK_COUNT", 0, ""},                    // Cloud Run jobs
    {"JOB_COMPLETION_INDEX", "CONFORM_SHARD_TOTAL", 0, ""},                     // Kubernetes, Indexed Job
    {"AWS_BATCH_JOB_ARRAY_INDEX", "CONFORM_SHARD_TOTAL", 0, ""},                // AWS Batch
    {"SLURM_ARRAY_TASK_ID", "CONFORM_SHARD_TOTAL", 0, ""},                      // Slurm, `--array=0-…`
}};

std::optional<std::uint32_t> number_in(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::variant<ChosenShard, std::string> checked(Shard shard, std::string from) {
  const bool makes_sense = shard.index >= 1 && shard.index <= shard.total && shard.total <= most_shards;
  if (makes_sense) return ChosenShard{.shard = shard, .from = std::move(from)};
  return fmt::format("there is no shard {} of {}: they are counted from 1 to, at most, {}",
                     shard.index,
                     shard.total,
                     most_shards);
}

std::variant<ChosenShard, std::string> written(const std::string& text, std::string from) {
  const auto slash = text.find('/');
  if (slash != std::string::npos) {
    const auto index = number_in(std::string_view(text).substr(0, slash));
    const auto total = number_in(std::string_view(text).substr(slash + 1));
    if (index && total) return checked({*index, *total}, std::move(from));
  }
  return "`" + text + "` is neither of the form 2/4 nor `auto`";
}

std::variant<ChosenShard, std::string>
told(const Teller& teller, const std::string& index, const Environment& environment) {
  const std::string total = environment(std::string(teller.total)).value_or("");
  const auto index_number = number_in(index);
  const auto total_number = number_in(total);
  if (!index_number || !total_number || *index_number < teller.first) {
    return fmt::format(
        "{} is `{}` and {} is `{}`: that names no shard", teller.index, index, teller.total, total);
  }
  auto chosen = checked({*index_number - teller.first + 1, *total_number}, std::string(teller.index));
  if (auto* const shard = std::get_if<ChosenShard>(&chosen); shard != nullptr && !teller.status_file.empty())
    shard->status_file = environment(std::string(teller.status_file)).value_or("");
  return chosen;
}

}  // namespace

std::variant<ChosenShard, std::string> choose_shard(const std::string& text, const Environment& environment) {
  if (text != "auto") return written(text, "");
  if (const auto named = environment("CONFORM_SHARD")) return written(*named, "CONFORM_SHARD");
  for (const Teller& teller : tellers) {
    if (const auto index = environment(std::string(teller.index))) return told(teller, *index, environment);
  }
  // A GitLab job without `parallel:` is the only one.
  if (environment("CI_NODE_TOTAL") == "1") return ChosenShard{.shard = {1, 1}, .from = "CI_NODE_TOTAL"};
  return std::string("`auto` finds nothing in the environment that says which shard this is, such as "
                     "CI_NODE_INDEX, or JOB_COMPLETION_INDEX with CONFORM_SHARD_TOTAL");
}

}  // namespace conform
