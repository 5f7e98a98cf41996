#include "runner/cli/option_table.hpp"

#include <algorithm>
#include <array>

#include <CLI/CLI.hpp>

namespace conform {
namespace {

struct Group {
  std::string_view name{};
  std::vector<std::string_view> options{};
};

/// In the order in which help shows them; what stands nowhere comes last.
const std::array<Group, 8>& option_groups() {
  static const std::array<Group, 8> groups = {
      {{"Target",
        {"target", "header", "user", "cacert", "insecure", "cert", "key", "wait-for", "wait-timeout"}},
       {"Credentials", {"auth", "auth-command", "auth-from", "auth-client", "auth-user", "auth-url"}},
       {"What is sent",
        {"include", "exclude", "read-only", "depth", "max-cases", "max-total", "probes", "seed", "discover"}},
       {"How it is sent",
        {"jobs",
         "rate",
         "timeout",
         "connect-timeout",
         "max-response",
         "max-time",
         "max-failures",
         "retries",
         "repeat",
         "confirm",
         "shrink",
         "shard",
         "resume",
         "retry-500",
         "retry-unsafe"}},
       {"What is judged",
        {"level", "rule", "fail-on", "baseline", "baseline-strict", "update-baseline", "strict"}},
       {"Results",
        {"report",
         "partial",
         "junit",
         "html",
         "json",
         "junit-dialect",
         "journal",
         "keep",
         "color",
         "show-secrets",
         "format",
         "diff"}},
       {"Document", {"suite", "allow-refs", "allow-remote-refs", "config", "no-config"}},
       {"Other", {}}}};
  return groups;
}

std::size_t group_of(const std::string& option) {
  const auto& groups = option_groups();
  const auto* const found = std::ranges::find_if(groups, [&](const Group& group) {
    return std::ranges::find(group.options, option) != group.options.end();
  });
  return found == groups.end() ? groups.size() - 1 : static_cast<std::size_t>(found - groups.begin());
}

/// `a|b|c` in its words; nothing when it is one word.
std::vector<std::string> choices_in(const std::string& type) {
  if (type.find('|') == std::string::npos) return {};
  std::vector<std::string> words;
  for (std::size_t at = 0; at <= type.size();) {
    const auto end = std::min(type.find('|', at), type.size());
    words.push_back(type.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

/// What follows it is how its checks describe themselves.
std::string own_type(const std::string& type) { return type.substr(0, type.find_first_of(": ")); }

/// `N:INT in [1 - 512]`, as CLI::Range tells about itself.
void read_range(const std::string& type, OptionRow& row) {
  const auto begin = type.find(" in [");
  const auto dash = type.find(" - ", begin);
  const auto end = type.find(']', dash);
  if (begin == std::string::npos || dash == std::string::npos || end == std::string::npos) return;
  row.least = type.substr(begin + 5, dash - begin - 5);
  row.most = type.substr(dash + 3, end - dash - 3);
}

}  // namespace

OptionRow row_of(const CLI::Option& option) {
  OptionRow row;
  row.name = option.get_lnames().empty() ? "" : option.get_lnames().front();
  row.letter = option.get_snames().empty() ? "" : option.get_snames().front();
  row.opposite = option.get_lnames().size() > 1 ? option.get_lnames()[1] : "";
  row.is_repeatable = option.get_expected_max() > 1;
  if (option.get_items_expected_max() > 0) row.type = own_type(option.get_type_name());
  row.choices = choices_in(row.type);
  read_range(option.get_type_name(), row);
  row.text = option.get_description();
  row.group = option_groups().at(group_of(row.name)).name;
  return row;
}

CommandRow row_of(const CLI::App& command) {
  CommandRow row{
      .name = command.get_name(), .text = command.get_description(), .examples = command.get_footer()};
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_lnames().empty() && option->get_snames().empty()) {
      row.arguments.push_back({option->get_name(true),
                               option->get_description(),
                               option->get_required(),
                               option->get_expected_max() > 1});
    } else {
      row.options.push_back(row_of(*option));
    }
  }
  std::ranges::stable_sort(row.options, {}, [](const OptionRow& option) { return group_of(option.name); });
  return row;
}

CommandTable table_of(const CLI::App& app) {
  CommandTable table{.program = row_of(app)};
  for (const CLI::App* command : app.get_subcommands({}))
    if (!command->get_group().empty()) table.commands.push_back(row_of(*command));
  return table;
}

}  // namespace conform
