#include "runner/document/yaml_text.hpp"

#include "runner/text/utf8.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace conform {
namespace {

constexpr std::size_t most_directives = 16;

bool is_control(char32_t character) {
  if (character == U'\t' || character == U'\n' || character == U'\r' || character == 0x85) return false;
  return character < 0x20 || (character >= 0x7F && character <= 0x9F);
}

std::optional<YamlTextFault> find_character_fault(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto character = decode_utf8(text, at);
    if (character.length == 0) {
      const auto byte = static_cast<unsigned char>(text[at]);
      return YamlTextFault{
          at, fmt::format("The byte 0x{:02X} is no UTF-8.", byte), "Save the file in the encoding UTF-8."};
    }
    if (character.value == U'\r' && !text.substr(at + 1).starts_with('\n')) {
      return YamlTextFault{at,
                           "A carriage return stands here without a line feed.",
                           "Lines end with a line feed, or with a carriage return and a line feed."};
    }
    if (is_control(character.value)) {
      const auto code = static_cast<std::uint32_t>(character.value);
      return YamlTextFault{at,
                           fmt::format("The control character 0x{:02X} stands here.", code),
                           fmt::format("In double quotes it can be written as `\\x{:02X}`.", code)};
    }
    at += character.length;
  }
  return std::nullopt;
}

std::optional<YamlTextFault> find_directive_fault(std::string_view text) {
  std::size_t directives = 0;
  for (std::size_t line = 0; line < text.size();) {
    if (text[line] == '%' && ++directives > most_directives) {
      return YamlTextFault{line, fmt::format("The text has more than {} directives.", most_directives), {}};
    }
    const auto end = text.find('\n', line);
    if (end == std::string_view::npos) break;
    line = end + 1;
  }
  return std::nullopt;
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

std::optional<YamlTextFault> find_yaml_text_fault(std::string_view text) {
  if (auto fault = find_character_fault(text)) return fault;
  return find_directive_fault(text);
}

std::size_t skip_properties(std::string_view text, std::size_t offset) {
  while (offset < text.size()) {
    if (text[offset] == '&' || text[offset] == '!') {
      while (offset < text.size() && !is_space(text[offset]))
        ++offset;
    } else if (text[offset] == '#') {
      offset = std::min(text.find('\n', offset), text.size());
    } else if (is_space(text[offset])) {
      ++offset;
    } else {
      break;
    }
  }
  return offset;
}

std::optional<std::size_t> find_open_quote(std::string_view text, std::size_t offset) {
  const auto begin = skip_properties(text, offset);
  if (begin >= text.size() || (text[begin] != '\'' && text[begin] != '"')) return std::nullopt;
  const char quote = text[begin];
  for (auto at = begin + 1; at < text.size(); ++at) {
    const bool is_escaped = quote == '"' ? text[at] == '\\' : text.substr(at).starts_with("''");
    if (is_escaped) {
      ++at;
    } else if (text[at] == quote) {
      return std::nullopt;
    }
  }
  return begin;
}

std::optional<std::size_t> find_indenting_tab(std::string_view text, std::size_t offset) {
  const auto line_feed = text.substr(0, offset).rfind('\n');
  const auto begin = line_feed == std::string_view::npos ? 0 : line_feed + 1;
  const auto first = text.find_first_not_of(' ', begin);
  if (first == std::string_view::npos || text[first] != '\t') return std::nullopt;
  return first;
}

std::optional<std::string> repair_escapes(const std::string& text) {
  std::string repaired;
  std::size_t from = 0;
  for (;;) {
    const auto fault = find_invalid_utf8(text, from);
    if (!fault) return repaired.append(text, from);
    repaired.append(text, from, *fault - from);
    const auto byte = static_cast<unsigned char>(text[*fault]);
    if (byte != 0xA0 && byte != 0x85) return std::nullopt;
    repaired += encode_utf8(byte);
    from = *fault + 1;
  }
}

}  // namespace conform
