#include "tests/cli/process.hpp"

#include <algorithm>
#include <regex>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

// What the program tells about itself: help, version, manual page, completions.

namespace conform::testing {
namespace {

const std::vector<std::string> commands = {"run", "plan", "lint", "mock", "explain", "report", "init"};

std::string said(std::vector<std::string> words) {
  const Finished finished = run_conform(std::move(words));
  EXPECT_EQ(finished.exit, 0) << finished.err;
  return finished.out;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);)
    lines.push_back(line);
  return lines;
}

std::size_t columns_of(const std::string& line) {
  return static_cast<std::size_t>(std::ranges::count_if(
      line, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

/// Every `--word` at the beginning of a line of options.
std::set<std::string> options_in(const std::string& text, const std::string& before) {
  std::set<std::string> options;
  const std::regex line("(^|\n)" + before + "(-[A-Za-z], )?(--[a-z0-9-]+)(, (--[a-z-]+))?");
  for (std::sregex_iterator at(text.begin(), text.end(), line), end; at != end; ++at) {
    options.insert((*at)[3].str());
    if ((*at)[5].matched) options.insert((*at)[5].str());
  }
  return options;
}

TEST(Help, FitsAScreen) {
  const std::string text = said({"--help"});
  const auto lines = lines_of(text);
  EXPECT_LE(lines.size(), 24U) << text;
  for (const std::string& line : lines)
    EXPECT_LE(columns_of(line), 80U) << line;
  for (const std::string& command : commands)
    EXPECT_NE(text.find("\n  " + command + " "), std::string::npos) << command;
  for (const char* part : {"130 interrupted", "0 kept", "--help"})
    EXPECT_NE(text.find(part), std::string::npos) << part;
}

TEST(Help, OfEachCommandFitsTheWidthAndEndsWithExamples) {
  for (const std::string& command : commands) {
    const std::string text = said({command, "--help"});
    for (const std::string& line : lines_of(text))
      EXPECT_LE(columns_of(line), 80U) << line;
    const auto examples = text.find("\nExamples:\n");
    ASSERT_NE(examples, std::string::npos) << command;
    const std::string rest = text.substr(examples + 11);
    const auto count = static_cast<std::size_t>(std::ranges::count(rest, '\n'));
    EXPECT_GE(count, 1U) << text;
    EXPECT_LE(count, 4U) << text;
    for (const std::string& line : lines_of(rest))
      EXPECT_EQ(line.find("  conform " + command + " "), 0U) << line;
    EXPECT_EQ(text.find(" in ["), std::string::npos) << text;
  }
}

TEST(Help, OfRunIsInGroups) {
  const std::string text = said({"run", "--help"});
  std::size_t at = 0;
  for (const char* group : {"Target:",
                            "Credentials:",
                            "What is sent:",
                            "How it is sent:",
                            "What is judged:",
                            "Results:",
                            "Document:",
                            "Other:",
                            "Examples:"}) {
    const auto found = text.find("\n" + std::string(group) + "\n", at);
    ASSERT_NE(found, std::string::npos) << group;
    at = found;
  }
}

TEST(Help, OfAVersionTellsWhatItIsMadeOf) {
  const std::string text = said({"--version"});
  const std::regex shape(
      "conform [0-9.]+ \\([0-9a-z ]+\\), built with (GNU|Clang) [0-9.]+\n"
      "Boost 1\\.[0-9]+\\.[0-9]+, OpenSSL 3[0-9.]+, yaml-cpp [0-9.]+, fmt [0-9.]+, pugixml [0-9.]+,\n"
      "PCRE2 [0-9.]+, zlib [0-9.]+, brotli [0-9.]+, libidn2 [0-9.]+\n");
  EXPECT_TRUE(std::regex_match(text, shape)) << text;
}

TEST(Help, AndManualPageHaveTheSameOptions) {
  const std::string page = said({"manual"});
  const std::string plain = std::regex_replace(page, std::regex("\\\\-"), "-");
  std::set<std::string> in_help;
  for (const std::string& command : commands) {
    const std::set<std::string> options = options_in(said({command, "--help"}), "  ");
    EXPECT_GE(options.size(), 2U) << command;
    const auto section = plain.find("\n.SS conform " + command + " ");
    ASSERT_NE(section, std::string::npos) << command;
    const auto end = std::min(plain.find("\n.SS ", section + 1), plain.find("\n.SH ", section + 1));
    EXPECT_EQ(options_in(plain.substr(section, end - section), "\\.B "), options) << command;
  }
  for (const char* part : {".TH CONFORM 1", ".SH NAME", ".SH SYNOPSIS", ".SH EXIT STATUS", "conform.yaml"})
    EXPECT_NE(plain.find(part), std::string::npos) << part;
  for (const std::string& line : lines_of(page)) {
    const std::regex request("\\.(TH|SH|SS|TP|PP|B|BR|I|EX|EE|br)( .*)?");
    EXPECT_TRUE(!line.starts_with('.') || std::regex_match(line, request)) << line;
  }
}

/// What is offered for a line whose last word is being typed.
std::vector<std::string> offered_by_bash(const std::string& words) {
  const std::string script = "source <(\"$0\" completion bash)\nCOMP_WORDS=(" + words +
                             ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_conform\n"
                             "printf '%s\\n' \"${COMPREPLY[@]}\"";
  const Finished finished = run_program({"bash", "-c", script, CONFORM_BINARY}, CONFORM_SOURCE_DIR);
  EXPECT_EQ(finished.err, "") << words;
  std::vector<std::string> all = lines_of(finished.out);
  std::ranges::sort(all);
  return all;
}

using Words = std::vector<std::string>;

TEST(Completion, OfBashOffersCommandsOptionsWordsAndFiles) {
  EXPECT_EQ(offered_by_bash("conform l"), Words{"lint"});
  EXPECT_EQ(offered_by_bash("conform ''").size(), commands.size() + 2);
  EXPECT_EQ(offered_by_bash("conform run api.yaml --dep"), Words{"--depth"});
  EXPECT_EQ(offered_by_bash("conform run api.yaml --no-"), (Words{"--no-config", "--no-discover"}));
  EXPECT_EQ(offered_by_bash("conform run --depth s"), (Words{"smoke", "standard"}));
  EXPECT_EQ(offered_by_bash("conform run --depth = d"), Words{"deep"});
  EXPECT_EQ(offered_by_bash("conform run --depth ="), (Words{"deep", "smoke", "standard"}));
  EXPECT_EQ(offered_by_bash("conform lint --format s"), Words{"sarif"});
  EXPECT_EQ(offered_by_bash("conform run --report ju"), Words{"junit="});
  EXPECT_EQ(offered_by_bash("conform run READ"), Words{"README.md"});
  EXPECT_EQ(offered_by_bash("conform run --cacert CMakeL"), Words{"CMakeLists.txt"});
  EXPECT_EQ(offered_by_bash("conform plan --allow-refs spec"), Words{"specs"});
  EXPECT_EQ(offered_by_bash("conform run --jobs ''"), Words{""});
  EXPECT_EQ(offered_by_bash("conform lint --tar"), Words{""});
}

bool is_there(const std::string& shell) {
  const bool found = run_program({"sh", "-c", "command -v " + shell}).exit == 0;
  if (!found) std::cout << "left out: there is no " << shell << "\n";
  return found;
}

TEST(Completion, OfFishOffersTheSame) {
  if (!is_there("fish")) return;
  const auto offered = [](const std::string& line) {
    const Finished finished = run_program(
        {"fish", "--no-config", "-c", CONFORM_BINARY " completion fish | source; complete -C '" + line + "'"},
        CONFORM_SOURCE_DIR);
    EXPECT_EQ(finished.err, "");
    Words words;
    for (const std::string& each : lines_of(finished.out))
      words.push_back(each.substr(0, each.find('\t')));
    std::ranges::sort(words);
    return words;
  };
  EXPECT_EQ(offered("conform li"), Words{"lint"});
  EXPECT_EQ(offered("conform run --dep"), Words{"--depth"});
  EXPECT_EQ(offered("conform run --depth s"), (Words{"smoke", "standard"}));
  EXPECT_EQ(offered("conform run --depth=d"), Words{"--depth=deep"});
  EXPECT_EQ(offered("conform run READ"), Words{"README.md"});
}

// The functions of zsh that a script calls print what they are given.
TEST(Completion, OfZshDescribesCommandsAndOptions) {
  if (!is_there("zsh")) return;
  const auto described = [](const std::string& words, int current) {
    const std::string script = "compdef() { }; _arguments() { print -rl -- \"$@\" }\n"
                               "_describe() { print -rl -- \"${commands[@]}\" }\n"
                               "source <($0 completion zsh)\nwords=(" +
                               words + "); CURRENT=" + std::to_string(current) + "; _conform";
    const Finished finished = run_program({"zsh", "-f", "-c", script, CONFORM_BINARY});
    EXPECT_EQ(finished.err, "");
    return lines_of(finished.out);
  };
  EXPECT_EQ(described("conform ''", 2).size(), commands.size());
  const Words run = described("conform run ''", 3);
  EXPECT_EQ(run.front(), "-s");
  const auto has = [&run](const std::string& beginning) {
    return std::ranges::any_of(run, [&](const std::string& line) { return line.starts_with(beginning); });
  };
  EXPECT_TRUE(has("--depth=[smoke]:smoke|standard|deep:(smoke standard deep)")) << run[20];
  EXPECT_TRUE(has("*--include=["));
  EXPECT_TRUE(has("--read-only[send nothing but GET, HEAD and OPTIONS]"));
  EXPECT_TRUE(has(":SPEC:_files"));
}

}  // namespace
}  // namespace conform::testing
