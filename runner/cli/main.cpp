#include "runner/cli/commands.hpp"

#include <csignal>
#include <exception>
#include <iostream>
#include <new>
#include <system_error>

namespace conform {
namespace {

int dispatch(const Command& command) {
  std::ostream& out = std::cout;
  std::ostream& err = std::cerr;
  if (const auto* asked = std::get_if<RunCommand>(&command)) return run(*asked, out, err);
  if (const auto* asked = std::get_if<PlanCommand>(&command)) return show_plan(*asked, out, err);
  if (const auto* asked = std::get_if<LintCommand>(&command)) return lint_document(*asked, out, err);
  if (const auto* asked = std::get_if<MockCommand>(&command)) return serve_mock(*asked, out, err);
  if (const auto* asked = std::get_if<ExplainCommand>(&command)) return explain(*asked, out, err);
  if (const auto* asked = std::get_if<ReportCommand>(&command)) return render_reports(*asked, out, err);
  if (const auto* asked = std::get_if<InitCommand>(&command)) return write_config(*asked, out, err);
  const auto& none = std::get<NoCommand>(command);
  (none.exit == 0 ? out : err) << none.text;
  return none.exit;
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
  } catch (const std::bad_alloc&) {
    std::cerr << "conform: there was not enough memory.\n";
    return 4;
  } catch (const std::exception& fault) {
    std::cerr << "conform: internal error: " << fault.what()
              << "\n  This is a bug of conform; please report it.\n";
    return 70;
  }
}
