#include "runner/plan/hurl.hpp"

#include "runner/text/base64.hpp"
#include "runner/text/words.hpp"

#include <fmt/format.h>

namespace conform {
namespace {

/// A value as Hurl reads it: `#` begins a comment, braces a variable, a backslash an escape.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\\' || c == '#') {
      out += '\\';
      out += c;
    } else if (c == '{' || c == '}' || byte < 0x20 || byte == 0x7F) {
      out += fmt::format("\\u{{{:x}}}", byte);
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

std::string to_hurl(const Request& request, std::string_view url) {
  std::string out = request.method + " " + escaped(url) + "\n";
  for (const Field& field : request.fields)
    out += escaped(field.name) + ": " + escaped(field.value) + "\n";
  if (!request.has_content) return out;
  constexpr std::size_t shown = 200;
  if (!request.content.empty()) out += "# " + printable(shortened(request.content, shown)) + "\n";
  return out + "base64," + to_base64(request.content) + ";\n";
}

}  // namespace conform
