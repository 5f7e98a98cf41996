#include "reports/junit/xml.hpp"

#include "runner/text/words.hpp"

#include <algorithm>

namespace conform {
namespace {

std::string without_returns(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const bool ends_line = bytes[at] == '\r' && at + 1 < bytes.size() && bytes[at + 1] == '\n';
    if (!ends_line) out += bytes[at];
  }
  return out;
}

/// `printable` gives valid UTF-8 without control characters and noncharacters of the first plane, which is
/// all that XML 1.0 leaves out; markup remains. `>` is escaped for the sake of `]]>`.
std::string with_entities(std::string_view printable_text) {
  std::string out;
  out.reserve(printable_text.size());
  for (const char c : printable_text) {
    switch (c) {
    case '&': out += "&amp;"; break;
    case '<': out += "&lt;"; break;
    case '>': out += "&gt;"; break;
    case '"': out += "&quot;"; break;
    default: out += c;
    }
  }
  return out;
}

}  // namespace

std::string xml_text(std::string_view bytes) {
  return with_entities(printable(without_returns(bytes), Lines::kept));
}

std::string xml_attribute(std::string_view bytes) {
  std::string line = without_returns(bytes);
  std::replace(line.begin(), line.end(), '\n', ' ');
  std::replace(line.begin(), line.end(), '\t', ' ');
  return with_entities(printable(line));
}

}  // namespace conform
