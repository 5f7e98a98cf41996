#pragma once

#include "runner/cli/command_line.hpp"

#include <ostream>

namespace conform {

// One function a command: takes what was asked for, gives the exit code of the process (design: 0 kept,
// 1 findings, 2 usage or document, 3 undecided, 5 nothing tested, 130 interrupted). Results go to `out`,
// progress and diagnostics to `err`. std::system_error leaves them when this machine fails (exit 4).

[[nodiscard]] int run(const RunCommand& command, std::ostream& out, std::ostream& err);
[[nodiscard]] int show_plan(const PlanCommand& command, std::ostream& out, std::ostream& err);
[[nodiscard]] int lint_document(const LintCommand& command, std::ostream& out, std::ostream& err);
[[nodiscard]] int serve_mock(const MockCommand& command, std::ostream& out, std::ostream& err);
[[nodiscard]] int explain(const ExplainCommand& command, std::ostream& out, std::ostream& err);
[[nodiscard]] int render_reports(const ReportCommand& command, std::ostream& out, std::ostream& err);
[[nodiscard]] int write_config(const InitCommand& command, std::ostream& out, std::ostream& err);

}  // namespace conform
