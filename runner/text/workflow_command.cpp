#include "runner/text/workflow_command.hpp"

#include "runner/text/words.hpp"

namespace conform {
namespace {

enum class Part { text, property };

std::string escaped(std::string_view text, Part part) {
  std::string out;
  for (const char c : printable(text, part == Part::text ? Lines::kept : Lines::escaped)) {
    const bool is_delimiter = part == Part::property && (c == ':' || c == ',');
    if (c == '%') {
      out += "%25";
    } else if (c == '\n') {
      out += "%0A";
    } else if (is_delimiter) {
      out += c == ':' ? "%3A" : "%2C";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

std::string
workflow_command(std::string_view name, const CommandProperties& properties, std::string_view message) {
  std::string out = "::" + std::string(name);
  char before = ' ';
  for (const auto& [property, value] : properties) {
    if (value.empty()) continue;
    out += before;
    out += std::string(property) + "=" + escaped(value, Part::property);
    before = ',';
  }
  return out + "::" + escaped(message, Part::text) + "\n";
}

}  // namespace conform
