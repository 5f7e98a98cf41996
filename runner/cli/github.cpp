#include "runner/cli/github.hpp"

#include "reports/github/annotations.hpp"
#include "reports/markdown/markdown.hpp"
#include "runner/cli/repository.hpp"
#include "runner/text/environment.hpp"

#include <filesystem>
#include <fstream>
#include <random>
#include <system_error>

#include <fmt/format.h>

namespace conform {
namespace {

// GitHub drops a longer summary of a step whole.
constexpr std::size_t most_summary = std::size_t{1} << 20U;
constexpr std::size_t margin = 4096;
constexpr std::size_t least_summary = 8192;

std::string unguessable() {
  std::random_device random;
  return fmt::format("conform-{:08x}{:08x}{:08x}", random(), random(), random());
}

void append_summary(const std::string& path, const Results& results, Weight fail_on, std::ostream& err) {
  std::error_code unknown;
  const auto size = std::filesystem::file_size(path, unknown);
  const std::size_t taken = unknown ? 0 : static_cast<std::size_t>(size);
  if (taken + margin + least_summary > most_summary) return;
  std::ofstream file(path, std::ios::binary | std::ios::app);
  write_markdown(results, fail_on, most_summary - taken - margin, file);
  file.close();
  if (!file) err << "conform: the summary of the step could not be written.\n";
}

}  // namespace

bool is_in_github_actions() { return process_environment("GITHUB_ACTIONS") == "true"; }

StoppedCommands::StoppedCommands(std::ostream& out) : out_(out) {
  if (!is_in_github_actions()) return;
  token_ = unguessable();
  out_ << "::stop-commands::" << token_ << '\n';
}

StoppedCommands::~StoppedCommands() {
  if (!token_.empty()) out_ << "::" << token_ << "::\n";
}

void tell_github(const Results& results, Weight fail_on, std::ostream& out, std::ostream& err) {
  if (!is_in_github_actions()) return;
  write_annotations(results, fail_on, name_in_repository, out);
  const auto summary = process_environment("GITHUB_STEP_SUMMARY");
  if (summary && !summary->empty()) append_summary(*summary, results, fail_on, err);
}

}  // namespace conform
