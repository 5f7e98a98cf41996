#include "runner/text/diagnostic.hpp"

#include "runner/text/utf8.hpp"
#include "runner/text/words.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string_view>

namespace conform {
namespace {

// How many bytes of a line are shown before and after the caret.
constexpr std::size_t shown_before = 70;
constexpr std::size_t shown_after = 50;

std::string_view name_of(Severity severity) {
  switch (severity) {
  case Severity::error: return "error";
  case Severity::warning: return "warning";
  case Severity::note: return "note";
  }
  return "error";
}

/// The line with this number, without its end; nothing when the text has fewer lines.
std::optional<std::string_view> line_of(std::string_view text, std::uint32_t number) {
  for (std::uint32_t line = 1; line < number; ++line) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    text.remove_prefix(end + 1);
  }
  text = text.substr(0, text.find('\n'));
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

struct Width {
  char32_t first = 0;
  char32_t last = 0;
  int columns = 1;
};

// What most terminals do: combining marks take no column, East Asian wide characters and emoji take two.
constexpr std::array widths{
    Width{0x0300, 0x036F, 0},   Width{0x0483, 0x0489, 0},   Width{0x0591, 0x05BD, 0},
    Width{0x064B, 0x065F, 0},   Width{0x1100, 0x115F, 2},   Width{0x1AB0, 0x1AFF, 0},
    Width{0x200C, 0x200D, 0},   Width{0x20D0, 0x20FF, 0},   Width{0x2E80, 0x303E, 2},
    Width{0x3041, 0xA4CF, 2},   Width{0xAC00, 0xD7A3, 2},   Width{0xF900, 0xFAFF, 2},
    Width{0xFE00, 0xFE0F, 0},   Width{0xFE20, 0xFE2F, 0},   Width{0xFE30, 0xFE6F, 2},
    Width{0xFF00, 0xFF60, 2},   Width{0xFFE0, 0xFFE6, 2},   Width{0x1F300, 0x1F64F, 2},
    Width{0x1F900, 0x1F9FF, 2}, Width{0x20000, 0x3FFFD, 2},
};

std::size_t columns_of(char32_t character) {
  const auto* const found = std::find_if(widths.begin(), widths.end(), [character](const Width& width) {
    return character >= width.first && character <= width.last;
  });
  return found == widths.end() ? 1 : static_cast<std::size_t>(found->columns);
}

/// White space as wide as `shown`; a tab stays a tab, so that the terminal's own stops apply.
std::string padding_under(std::string_view shown) {
  std::string result;
  for (std::size_t at = 0; at < shown.size();) {
    const auto character = decode_utf8(shown, at);
    if (character.value == U'\t') {
      result += '\t';
    } else {
      result.append(columns_of(character.value), ' ');
    }
    at += std::max<std::size_t>(character.length, 1);
  }
  return result;
}

/// The line cut around byte `caret`, and the caret below it.
std::string excerpt(std::string_view line, std::size_t caret, std::uint32_t number) {
  caret = utf8_boundary(line, std::min(caret, line.size()));
  const auto begin = caret > shown_before ? utf8_boundary(line, caret - shown_before) : 0;
  const auto end = line.size() - caret > shown_after ? utf8_boundary(line, caret + shown_after) : line.size();
  const auto before = (begin > 0 ? "…" : "") + printable(line.substr(begin, caret - begin), Lines::kept);
  const auto after = printable(line.substr(caret, end - caret), Lines::kept) + (end < line.size() ? "…" : "");
  return fmt::format("{:5} | {}{}\n      | {}^\n", number, before, after, padding_under(before));
}

}  // namespace

void Diagnostics::error(Place where, std::string message, std::string hint) {
  add({.where = std::move(where), .message = std::move(message), .hint = std::move(hint)});
}

void Diagnostics::warning(Place where, std::string message, std::string hint) {
  add({.where = std::move(where),
       .message = std::move(message),
       .hint = std::move(hint),
       .severity = Severity::warning});
}

void Diagnostics::add(Diagnostic diagnostic) {
  if (diagnostic.severity == Severity::error) ++errors_;
  list_.push_back(std::move(diagnostic));
}

std::string render(const Diagnostic& diagnostic) {
  const auto& [where, message, hint, severity, topic] = diagnostic;
  auto result = printable(to_string(where));
  if (!result.empty()) result += ": ";
  result += fmt::format("{}: {}\n", name_of(severity), printable(message, Lines::kept));
  if (where.source && where.mark.line > 0 && where.mark.column > 0) {
    const auto line = line_of(where.source->text, where.mark.line);
    if (line) result += excerpt(*line, where.mark.column - 1, where.mark.line);
  }
  if (!hint.empty()) result += fmt::format("      = {}\n", printable(hint, Lines::kept));
  return result;
}

}  // namespace conform
