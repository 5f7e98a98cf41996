#include "runner/cli/choice.hpp"
#include "runner/cli/options.hpp"
#include "runner/text/environment.hpp"

#include <charconv>
#include <optional>
#include <string_view>

#include <CLI/CLI.hpp>

namespace conform {
namespace {

using Milliseconds = std::chrono::milliseconds;

const Choices<Level> levels = {{"must", Level::must}, {"should", Level::should}, {"may", Level::may}};

void add_seconds(CLI::App& command, const std::string& name, Milliseconds& value, const std::string& text) {
  command
      .add_option_function<double>(
          name,
          [&value](double seconds) { value = Milliseconds(static_cast<std::int64_t>(seconds * 1000)); },
          text)
      ->check(CLI::Range(0.001, 86'400.0))
      ->type_name("SECONDS");
}

void add_wire(CLI::App& command, WireOptions& wire) {
  command.add_option("--jobs", wire.jobs, "connections at once (default 8)")
      ->check(CLI::Range(1, 512))
      ->type_name("N");
  command.add_option("--cacert", wire.tls.ca_file, "certificates to trust, PEM")->type_name("FILE");
  command.add_flag_callback(
      "-k,--insecure", [&wire] { wire.tls.verify = false; }, "do not verify certificates");
  command.add_option("--cert", wire.tls.certificate_file, "our own certificate, PEM")->type_name("FILE");
  command.add_option("--key", wire.tls.key_file, "its key, unless it stands in the same file")
      ->type_name("FILE");
  add_seconds(command, "--connect-timeout", wire.connect_timeout, "for a connection (default 5)");
  add_seconds(command, "--timeout", wire.response_timeout, "for a whole response (default 10)");
  command
      .add_option(
          "--max-response", wire.limits.content, "bytes of content kept of a response (default 16 MiB)")
      ->transform(CLI::AsSizeValue(false))
      ->type_name("BYTES");
}

/// `50/s`, `3000/min` or `50`.
std::optional<double> rate_in(std::string_view text) {
  const auto slash = text.find('/');
  const std::string_view unit = slash == std::string_view::npos ? "s" : text.substr(slash + 1);
  const double seconds = unit == "s" ? 1 : unit == "min" ? 60 : unit == "h" ? 3600 : 0;
  const std::string_view number = text.substr(0, slash);
  double count = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), count);
  const bool is_number = error == std::errc() && end == number.data() + number.size();
  if (!is_number || seconds == 0 || !(count / seconds >= 0.001 && count / seconds <= 1e6))
    return std::nullopt;
  return count / seconds;
}

void add_pace(CLI::App& command, RunCommand& run) {
  RetryOptions& retry = run.wire.retry;
  command
      .add_option(
          "--retries",
          retry.times,
          "send again, up to N times and ever later, what was answered with 408, 429, 502, 503 or 504 "
          "(default 0); the last answer counts")
      ->check(CLI::Range(0, 20))
      ->type_name("N");
  command.add_flag("--retry-500", retry.server_errors, "after 500 as well");
  command.add_flag(
      "--retry-unsafe", retry.all_methods, "POST and PATCH as well, though they may happen twice then");
  command
      .add_option_function<std::string>(
          "--rate",
          [&run](const std::string& text) {
            const auto rate = rate_in(text);
            if (!rate)
              throw CLI::ValidationError("--rate", "`" + text + "` is not of the form 50/s or 600/min");
            run.wire.most_per_second = *rate;
          },
          "send at most so many requests, 50/s or 600/min, over all connections")
      ->type_name("N/UNIT");
  add_seconds(command, "--max-time", run.wire.run_timeout, "begin no case after that");
  command.add_option("--max-failures", run.most_failures, "begin no case after so many failed")
      ->check(CLI::Range(1, 1'000'000'000))
      ->type_name("N");
  command
      .add_option("--wait-for",
                  run.wait_for,
                  "before the run wait until a URL answers with 2xx or 3xx, or tcp://HOST:PORT takes a "
                  "connection; tcp alone is the target")
      ->type_name("URL");
  add_seconds(command, "--wait-timeout", run.patience, "for that (default 60)");
}

void add_shard(CLI::App& command, RunCommand& run) {
  command
      .add_option_function<std::string>(
          "--shard",
          [&run](const std::string& text) {
            auto chosen = choose_shard(text, process_environment);
            if (const auto* mistake = std::get_if<std::string>(&chosen))
              throw CLI::ValidationError("--shard", *mistake);
            run.shard = std::get<ChosenShard>(std::move(chosen));
          },
          "perform one part of the plan, 2/4 or auto (what the CI system says); `conform report` puts the "
          "journals of all parts together")
      ->type_name("I/N");
}

void add_journal(CLI::App& command, RunCommand& run) {
  command
      .add_option("--journal", run.journal, "results as they happen (default conform-report/results.ndjson)")
      ->type_name("FILE");
  command
      .add_option_function<std::string>(
          "--resume",
          [&run](const std::string& journal) {
            run.journal = journal;
            run.resume = true;
          },
          "go on with the journal of a run that was cut off; what is decided there is not sent again")
      ->excludes("--journal")
      ->type_name("JOURNAL");
}

}  // namespace

void add_run(CLI::App& app, RunCommand& run) {
  CLI::App& command =
      *app.add_subcommand("run", "send what the document promises, judge every answer, write reports");
  add_contract(command, run.contract);
  command.add_option("--target", run.target, "base URL of the server")->type_name("URL");
  add_selection(command, run.contract);
  add_wire(command, run.wire);
  command.add_option("--repeat", run.rounds, "perform every case N times; what differs is flaky")
      ->check(CLI::Range(1, 1'000'000))
      ->type_name("N");
  command.add_flag("--discover,!--no-discover",
                   run.discover,
                   "before the run ask lists, such as GET /books, for the ids of other paths (default)");
  command
      .add_option("--confirm",
                  run.confirm,
                  "ask N times again where a case of safe methods failed (default 1); what differs is flaky")
      ->check(CLI::Range(0, 100))
      ->type_name("N");
  const Choices<Shrink> shrinks = {{"off", Shrink::off}, {"safe", Shrink::safe}, {"unsafe", Shrink::unsafe}};
  add_choice(command,
             "--shrink",
             run.shrink,
             shrinks,
             "look for the smallest request where a combination or a random one failed: off, safe (default: "
             "of safe methods), unsafe (of all; they may change something)");
  add_choice(command, "--level", run.least, levels, "judge only rules of at least this level");
  add_weights(command, run.weights);
  add_pace(command, run);
  add_shard(command, run);
  add_journal(command, run);
  add_choice(command,
             "--keep",
             run.keep,
             {{"notable", Keep::notable}, {"all", Keep::all}},
             "whose exchanges the journal and the reports have: of what failed, was undecided or has a "
             "warning, or of all");
  command.add_flag("--show-secrets",
                   run.show_secrets,
                   "mask nothing: credentials stand in the journal and in every report");
  add_reports(command, run.reports);
  command.footer("  conform run api.yaml --target http://localhost:8080 --report html=report.html\n"
                 "  conform run api.yaml --target staging --auth 'key=${API_KEY}' --depth deep\n"
                 "  conform run demo:bookshop --target http://127.0.0.1:8080 --include 'GET *'");
}

}  // namespace conform
