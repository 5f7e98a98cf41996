#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>

namespace conform {

/// How a piece of a line stands out where there are colours.
enum class Ink { plain, bold, faint, red, yellow, green };

/// Writes lines to a terminal or a log that obeys nothing a server sent: control characters are escaped, and
/// what CI systems take for commands (`::error …` at the beginning of a line, `##[…]` and `##vso[…]`
/// anywhere) is broken up.
class CalmLines {
public:
  enum class Colours { off, on };
  CalmLines(std::ostream& out, Colours colours, std::size_t width);

  /// `text` folded to the width. The first line begins with `lead`, the others are indented as deep.
  void
  paragraph(std::string_view lead, std::string_view text, Ink ink = Ink::plain, Ink lead_ink = Ink::plain);
  /// A line that is not folded.
  void line(std::string_view text, Ink ink = Ink::plain);
  void blank();
  /// A line across the width.
  void rule();

private:
  void put(std::string_view text, Ink ink);

  std::ostream& out_;
  Colours colours_;
  std::size_t width_;
};

}  // namespace conform
