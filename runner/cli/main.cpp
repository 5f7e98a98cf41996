#include "runner/cli/commands.hpp"
#include "runner/cli/credentials.hpp"

#include <csignal>
#include <exception>
#include <iostream>
#include <system_error>

#include <openssl/crypto.h>

namespace conform {
namespace {

template <class... Ts> struct overloaded : Ts... {
  using Ts::operator()...;
};
template <class... Ts> overloaded(Ts...) -> overloaded<Ts...>;

int dispatch(const Command& command) {
  std::ostream& out = std::cout;
  std::ostream& err = std::cerr;
  return std::visit(overloaded{
                        [&](const NoCommand& none) {
                          (none.exit == 0 ? out : err) << none.text;
                          return none.exit;
                        },
                        [&](const RunCommand& each) { return run(each, out, err); },
                        [&](const PlanCommand& each) { return show_plan(each, out, err); },
                        [&](const MockCommand& each) { return serve_mock(each, out, err); },
                        [&](const ExplainCommand& each) { return explain(each, out, err); },
                        [&](const ReportCommand& each) { return render_reports(each, out, err); },
                    },
                    command);
}

}  // namespace
}  // namespace conform

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  std::signal(SIGPIPE, SIG_IGN);
  try {
    const int exit = conform::dispatch(conform::parse_command_line(argc, argv));
    std::cout.flush();
    return exit;
  } catch (const std::system_error& fault) {  // the machine: disk full, port taken, no such file
    std::cerr << "conform: " << fault.what() << '\n';
    return 4;
  } catch (const std::exception& fault) {
    std::cerr << "conform: internal error: " << fault.what()
              << "\n  This is a bug of conform; please report it.\n";
    return 70;
  }
}
