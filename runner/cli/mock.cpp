#include "runner/mock/mock.hpp"
#include "runner/cli/commands.hpp"
#include "runner/cli/inputs.hpp"
#include "runner/text/words.hpp"

#include <csignal>

namespace conform {
namespace {

/// Waits for SIGINT or SIGTERM, which must be blocked in every thread before.
void wait_for_the_end(const sigset_t& signals) {
  int received = 0;
  ::sigwait(&signals, &received);
}

}  // namespace

int serve_mock(const MockCommand& command, std::ostream& out, std::ostream& err) {
  const auto api = load_contract(command.contract, err);
  const auto rules = load_rules(command.contract.suites, err);
  if (!api || !rules || (!command.break_rule.empty() && !rule_is_known(command.break_rule, *rules, err)))
    return 2;
  if (!configured_rules_are_known(command.contract.config, *rules, err)) return 2;
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  MockOptions options;
  options.port = command.port;
  options.break_rule = command.break_rule;
  // Where `conform run` will look: below the path of the document's first server.
  options.base_path = base_path(Target{}, {}, *api);
  const MockServer server(api, rules, options);
  out << "Mock of " << printable(api->title) << " on http://127.0.0.1:" << server.port()
      << printable(options.base_path);
  if (!command.break_rule.empty()) out << ", breaking " << command.break_rule;
  out << "; end it with Ctrl-C" << std::endl;
  wait_for_the_end(signals);
  return 0;
}

}  // namespace conform
