#include "runner/cli/baseline_file.hpp"
#include "runner/cli/commands.hpp"
#include "runner/cli/inputs.hpp"
#include "runner/cli/journal_file.hpp"
#include "runner/cli/performing.hpp"
#include "runner/cli/report_files.hpp"
#include "runner/cli/scouting.hpp"
#include "runner/cli/terminal.hpp"
#include "runner/cli/version.hpp"
#include "runner/cli/waiting.hpp"
#include "runner/openapi/document_hash.hpp"
#include "runner/plan/plan.hpp"
#include "runner/text/whole_file.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>

namespace conform {
namespace {

constexpr int interrupted = 130;  // as a shell says of a process that SIGINT ended

std::optional<Target> read_target(const RunCommand& command, const Api& api, std::ostream& err) {
  if (command.target.empty()) {
    err << "conform: name the server to test with --target URL.\n";
    if (!api.servers.empty()) err << "  The document names `" << printable(api.servers.front().url) << "`.\n";
    return std::nullopt;
  }
  auto parsed = parse_target(command.target);
  if (const auto* mistake = std::get_if<std::string>(&parsed)) {
    err << "conform: " << *mistake << '\n';
    return std::nullopt;
  }
  return std::get<Target>(parsed);
}

bool rules_are_known(const RunCommand& command, const RuleBook& rules, std::ostream& err) {
  bool known = true;
  for (const auto& [id, weight] : command.weights)
    known = rule_is_known(id, rules, err) && known;
  return known;
}

/// What the user said of rules. The command line wins over the configuration.
std::vector<RuleWish> wishes_of(const RunCommand& command) {
  std::vector<RuleWish> wishes;
  for (const ConfiguredWish& each : command.contract.config.wishes)
    wishes.push_back(each.wish);
  for (const auto& [id, weight] : command.weights)
    wishes.push_back({.rule = id, .weight = weight});
  return wishes;
}

std::string hash_of(Level least, const std::vector<RuleWish>& wishes) {
  std::string text(name_of(least));
  for (const RuleWish& wish : wishes) {
    const std::string_view weight = wish.weight ? name_of(*wish.weight) : "off";
    text += fmt::format("\n{}\t{}\t{}\t{}", wish.rule, weight, wish.operations, wish.reason);
  }
  return to_hex(fnv_1a(text));
}

/// The credentials of the document's schemes. Gives the exit code when they cannot be had, else 0.
int add_credentials(PlanOptions& options, Prepared& prepared, std::ostream& err) {
  Obtained obtained =
      obtain_credentials(prepared.auth, {*prepared.api, prepared.target, prepared.wire, options});
  prepared.secrets.insert(prepared.secrets.end(), obtained.secrets.begin(), obtained.secrets.end());
  const Mask mask(prepared.secrets);
  show_mistakes(obtained.mistakes, mask, err);
  if (obtained.mistakes.has_errors()) return 2;
  if (!obtained.failure.empty()) {
    err << "conform: " << mask.text(obtained.failure) << '\n';
    return 3;
  }
  options.credentials = std::move(obtained.values);
  if (!prepared.wire.tls.certificate_file.empty()) add_certificate(*prepared.api, options.credentials);
  prepared.leases = std::move(obtained.leases);
  return 0;
}

/// What is to be planned; gives the exit code when that cannot be, else 0.
int make_plan_of(const RunCommand& command, Prepared& prepared, std::ostream& err) {
  PlanOptions options = plan_options(command.contract);
  options.base_path = prepared.target.base_path;
  options.authority = prepared.target.authority();
  // What the user meant to be tested, or not, is not known: nothing is.
  if (!selection_is_known(command.contract.selection, *prepared.api, err)) return 0;
  if (const int exit = add_credentials(options, prepared, err); exit != 0) return exit;
  const bool is_to_discover = command.discover && options.depth != Depth::smoke;
  const bool goes_on =
      !is_to_discover || scout(*prepared.api, *prepared.rules, prepared.target, prepared.wire, options, err);
  if (!goes_on) {
    err << "conform: interrupted before a case was sent.\n";
    return interrupted;
  }
  prepared.plan = make_plan(*prepared.api, *prepared.rules, options);
  return 0;
}

/// What the run needs, or its exit code.
std::variant<Prepared, int> prepare(const RunCommand& command, std::ostream& err) {
  Prepared prepared;
  prepared.secrets = command.contract.secrets;
  prepared.api = load_contract(command.contract, err);
  prepared.rules = load_rules(command.contract.suites, err);
  if (!prepared.api || !prepared.rules) return 2;
  const auto target = read_target(command, *prepared.api, err);
  if (!target || !rules_are_known(command, *prepared.rules, err)) return 2;
  if (!configured_rules_are_known(command.contract.config, *prepared.rules, err) ||
      !reports_are_apart(command.reports.files, {journal_path(command), command.reports.baseline.file}, err))
    return 2;
  const std::vector<RuleWish> wishes = wishes_of(command);
  prepared.judging = {.least = command.least, .wishes = Wishes(*prepared.rules, wishes)};
  prepared.judged_by = hash_of(command.least, wishes);
  prepared.auth = command.contract.auth;
  prepared.wire = command.wire;
  prepared.wire.tls = with_certificate(std::move(prepared.wire.tls), prepared.auth);
  prepared.target = *target;
  prepared.target.base_path = base_path(*target, command.target, *prepared.api);
  if (!command.wait_for.empty()) {
    const int exit =
        wait_until_ready(command.wait_for, prepared.target, prepared.wire, command.patience, err);
    if (exit != 0) return exit;
  }
  if (const int exit = make_plan_of(command, prepared, err); exit != 0) return exit;
  return prepared;
}

RunHeader header_of(const RunCommand& command, const Prepared& prepared) {
  RunHeader header =
      make_header(*prepared.api, *prepared.rules, prepared.plan, prepared.target, command.shard.shard);
  header.tool_version = version_number();
  header.rounds = command.rounds;
  header.level = name_of(prepared.judging.least);
  header.off = switched_off(prepared.judging, *prepared.rules, *prepared.api);
  header.judged_by = prepared.judged_by;
  header.shows_secrets = command.show_secrets;
  return header;
}

/// What is about to be sent.
struct Size {
  std::size_t cases = 0;
  std::size_t probes = 0;
  /// Steps of probes that earlier answers do not call for are left out: there may be fewer.
  std::size_t requests = 0;
};

Size size_of(const Prepared& prepared, std::uint32_t rounds) {
  Size size;
  for (std::uint32_t index = 0; index < prepared.plan.cases.size(); ++index) {
    const Case& each = prepared.plan.cases[index];
    if (!prepared.share.has(index)) continue;
    ++size.cases;
    if (each.kind == CaseKind::probe) ++size.probes;
    const std::size_t requests = each.probe ? each.probe->steps.size() : 1;
    for (std::uint32_t round = 0; round < rounds && each.is_sent(); ++round)
      if (prepared.share.is_open(index, round)) size.requests += requests;
  }
  return size;
}

void announce(const RunCommand& command, const Prepared& prepared, std::ostream& err) {
  const Size size = size_of(prepared, command.rounds);
  const ChosenShard& chosen = command.shard;
  err << fmt::format("{}: {} operations, {} cases",
                     printable(prepared.api->title),
                     prepared.api->operations.size(),
                     size.cases);
  if (chosen.shard.is_part()) {
    err << fmt::format(
        " of {} in shard {} of {}", prepared.plan.cases.size(), chosen.shard.index, chosen.shard.total);
    if (!chosen.from.empty()) err << " (from " << chosen.from << ")";
  }
  if (size.probes > 0) err << fmt::format(", {} of them probes", size.probes);
  if (command.rounds > 1) err << fmt::format(" × {} rounds", command.rounds);
  err << fmt::format(", {}{} requests {}to {}\n",
                     size.probes > 0 ? "at most " : "",
                     size.requests,
                     prepared.share.requests_before() > 0 ? "more " : "",
                     printable(prepared.target.url()));
  if (prepared.plan.cases.empty())
    err << "conform: nothing was tested: no operation of the document is selected.\n";
}

}  // namespace

int run(const RunCommand& command, std::ostream& out, std::ostream& err) {
  const auto baseline = load_baseline(command.reports, err);
  if (!baseline) return 2;
  auto ready = prepare(command, err);
  if (const int* exit = std::get_if<int>(&ready)) return *exit;
  auto* const prepared = &std::get<Prepared>(ready);
  if (!command.shard.status_file.empty()) std::ofstream(command.shard.status_file, std::ios::app);
  auto opened =
      open_journal(command, header_of(command, *prepared), mask_for(command, prepared->secrets), err);
  if (const int* exit = std::get_if<int>(&opened)) return *exit;
  JournalWriter& journal = std::get<OpenJournal>(opened).writer;
  prepared->share = std::move(std::get<OpenJournal>(opened).share);
  announce(command, *prepared, err);

  journal.keep(command.keep);
  const auto screen = is_terminal(Stream::errors) ? Progress::Screen::terminal : Progress::Screen::plain;
  Progress progress(err, screen, prepared->share.open_cases(prepared->plan, command.rounds));
  const Ended ended = perform_and_judge(command, *prepared, journal, progress);
  progress.finish();
  for (const std::string& sentence : ended.told)
    err << sentence << '\n';
  if (!ended.had_memory)
    err << "conform: the memory was used up before the end. Fewer --jobs need less of it.\n";

  const std::string path = journal_path(command);
  Diagnostics diagnostics;
  std::optional<Results> results = read_journal(path, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.list())
    err << render(diagnostic);
  if (!results) throw std::system_error(EIO, std::generic_category(), "cannot read `" + path + "` back");
  apply_baseline(*baseline, command.reports, *results);
  const bool all_written = write_reports(*results, command.reports, out, err);
  say_where(command.reports, path, err);
  return ended.had_memory && all_written ? exit_code(*results, command.reports.fail_on) : 4;
}

int render_reports(const ReportCommand& command, std::ostream& out, std::ostream& err) {
  std::vector<std::string> taken = command.journals;
  taken.push_back(command.reports.baseline.file);
  if (!reports_are_apart(command.reports.files, taken, err)) return 2;
  const auto baseline = load_baseline(command.reports, err);
  if (!baseline) return 2;
  std::optional<Results> results = read_results(command, err);
  if (!results) return 2;
  apply_baseline(*baseline, command.reports, *results);
  const bool all_written = write_reports(*results, command.reports, out, err);
  return all_written ? exit_code(*results, command.reports.fail_on) : 4;
}

}  // namespace conform
