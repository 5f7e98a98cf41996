#include "reports/console/calm_lines.hpp"

#include "runner/text/fold.hpp"
#include "runner/text/words.hpp"

#include <algorithm>

namespace conform {
namespace {

std::string_view code_of(Ink ink) {
  switch (ink) {
  case Ink::plain: return "";
  case Ink::bold: return "\x1b[1m";
  case Ink::faint: return "\x1b[2m";
  case Ink::red: return "\x1b[1;31m";
  case Ink::yellow: return "\x1b[33m";
  case Ink::green: return "\x1b[1;32m";
  }
  return "";
}

/// GitHub trims a line and obeys `::command::`; GitHub and Azure obey `##[` and `##vso[` anywhere.
std::string without_commands(std::string line) {
  const std::size_t begin = line.find_first_not_of(" \t");
  if (begin != std::string::npos && line.compare(begin, 2, "::") == 0) line.replace(begin, 1, "\\x3A");
  for (const std::string_view command : {"##[", "##vso["}) {
    for (std::size_t at = line.find(command); at != std::string::npos; at = line.find(command, at)) {
      line.replace(at + 1, 1, "\\x23");
    }
  }
  return line;
}

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  }));
}

}  // namespace

CalmLines::CalmLines(std::ostream& out, Colours colours, std::size_t width)
    : out_(out), colours_(colours), width_(width) {}

void CalmLines::put(std::string_view text, Ink ink) {
  const bool coloured = colours_ == Colours::on && ink != Ink::plain && !text.empty();
  if (coloured) out_ << code_of(ink);
  out_ << text;
  if (coloured) out_ << "\x1b[0m";
}

void CalmLines::paragraph(std::string_view lead, std::string_view text, Ink ink, Ink lead_ink) {
  const std::size_t indent = columns(lead);
  const std::string all = folded(printable(text, Lines::kept), width_, indent);
  std::size_t at = 0;
  bool first = true;
  while (at <= all.size()) {
    const std::size_t end = std::min(all.find('\n', at), all.size());
    std::string body = all.substr(at, end - at);
    if (first) {
      body = without_commands(body.substr(std::min(indent, body.size())));
      put(lead, lead_ink);
    } else {
      body = without_commands(body);
    }
    put(body, ink);
    out_ << '\n';
    first = false;
    at = end + 1;
  }
}

void CalmLines::line(std::string_view text, Ink ink) {
  put(without_commands(printable(text)), ink);
  out_ << '\n';
}

void CalmLines::blank() { out_ << '\n'; }

void CalmLines::rule() {
  std::string text;
  for (std::size_t at = 0; at < width_; ++at)
    text += "─";
  put(text, Ink::faint);
  out_ << '\n';
}

}  // namespace conform
