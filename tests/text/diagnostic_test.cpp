#include "runner/text/diagnostic.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace conform {
namespace {

Diagnostic diagnostic_at(std::string text, Mark mark) {
  const auto source = std::make_shared<Source>(Source{"api.yaml", std::move(text)});
  return {{source, mark}, "This is `wrong`.", "Do that.", Severity::error};
}

TEST(Diagnostic, ShowsTheLineTheCaretAndTheHint) {
  EXPECT_EQ(render(diagnostic_at("a: 1\nbb: 2\nc: 3\n", {2, 5})),
            "api.yaml:2:5: error: This is `wrong`.\n"
            "    2 | bb: 2\n"
            "      |     ^\n"
            "      = Do that.\n");
}

TEST(Diagnostic, DoesWithoutPlaceOrHint) {
  EXPECT_EQ(render({{}, "Nothing fits.", "", Severity::warning}), "warning: Nothing fits.\n");
  EXPECT_EQ(render(diagnostic_at("a", {})), "api.yaml: error: This is `wrong`.\n      = Do that.\n");
  EXPECT_EQ(render({diagnostic_at("a", {7, 1}).where, "Beyond.", "", Severity::note}),
            "api.yaml:7:1: note: Beyond.\n");
}

/// The column under which the caret stands, in bytes of the line above it, with the line.
std::pair<std::string, std::string> lines_of(const Diagnostic& diagnostic) {
  auto shown = render(diagnostic);
  shown.erase(0, shown.find('\n') + 1);
  const auto first = shown.substr(0, shown.find('\n'));
  shown.erase(0, shown.find('\n') + 1);
  return {first, shown.substr(0, shown.find('\n'))};
}

TEST(Diagnostic, PutsTheCaretUnderTabsAndWideCharacters) {
  EXPECT_EQ(lines_of(diagnostic_at("\t\ta: b", {1, 6})).second, "      | \t\t   ^");
  EXPECT_EQ(lines_of(diagnostic_at("\xC3\xA9\xC3\xA9: b", {1, 7})).second, "      |     ^");
  EXPECT_EQ(lines_of(diagnostic_at("\xE6\xBC\xA2\xE5\xAD\x97: b", {1, 9})).second, "      |       ^");
  EXPECT_EQ(lines_of(diagnostic_at("e\xCC\x81: b", {1, 6})).second, "      |    ^");
  EXPECT_EQ(lines_of(diagnostic_at("\x1B: b", {1, 4})).second, "      |       ^");
}

TEST(Diagnostic, PutsTheCaretBehindTheLineAtMost) {
  EXPECT_EQ(lines_of(diagnostic_at("ab\r\ncd", {1, 99})).second, "      |   ^");
  EXPECT_EQ(lines_of(diagnostic_at("", {1, 1})).second, "      | ^");
}

TEST(Diagnostic, NeverSplitsACharacterAtTheCaret) {
  EXPECT_EQ(lines_of(diagnostic_at("\xC3\xA9x", {1, 2})).second, "      | ^");
}

TEST(Diagnostic, CutsLongLinesAroundTheCaret) {
  const auto [line, caret] =
      lines_of(diagnostic_at(std::string(5000, 'a') + "X" + std::string(5000, 'b'), {1, 5001}));
  EXPECT_LT(line.size(), 150U);
  EXPECT_NE(line.find("aX"), std::string::npos);
  EXPECT_TRUE(line.ends_with("b…"));
  const auto column = static_cast<std::size_t>(line.find('X')) - std::string("…").size() + 1;
  EXPECT_EQ(caret.find('^'), column);
}

TEST(Diagnostic, LetsNoByteReachTheTerminalUnescaped) {
  auto diagnostic = diagnostic_at("a\x1B[2J\xFF\xE2\x80\xAE", {1, 3});
  diagnostic.message = "Found `\x1B[2J`.";
  diagnostic.hint = "\x07";
  const auto shown = render(diagnostic);
  EXPECT_TRUE(std::none_of(
      shown.begin(), shown.end(), [](char c) { return c == '\x1B' || c == '\x07' || c == '\xFF'; }));
  EXPECT_NE(shown.find("\\x1B[2J"), std::string::npos);
  EXPECT_NE(shown.find("\\u{202E}"), std::string::npos);
}

TEST(Diagnostics, CountsOnlyErrors) {
  Diagnostics diagnostics;
  EXPECT_TRUE(diagnostics.empty());
  diagnostics.warning({}, "Strange.");
  EXPECT_FALSE(diagnostics.has_errors());
  EXPECT_FALSE(diagnostics.empty());
  diagnostics.error({}, "Wrong.");
  EXPECT_TRUE(diagnostics.has_errors());
  EXPECT_EQ(diagnostics.list().size(), 2U);
}

}  // namespace
}  // namespace conform
