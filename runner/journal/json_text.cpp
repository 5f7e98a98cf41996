#include "runner/journal/json_text.hpp"

#include "runner/text/base64.hpp"
#include "runner/text/utf8.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace conform {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

void append_escaped(std::string& out, unsigned char control) {
  switch (control) {
  case '"': out += "\\\""; return;
  case '\\': out += "\\\\"; return;
  case '\n': out += "\\n"; return;
  case '\r': out += "\\r"; return;
  case '\t': out += "\\t"; return;
  default:
    out += "\\u00";
    out += hex_digits[control >> 4U];
    out += hex_digits[control & 15U];
  }
}

bool stands_as_it_is(unsigned char byte) {
  return byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\';
}

/// One character beyond plain ASCII; gives how many bytes of `value` it took.
std::size_t append_character(std::string& out, std::string_view value, std::size_t at) {
  const auto first = static_cast<unsigned char>(value[at]);
  if (first < 0x80) {
    append_escaped(out, first);
    return 1;
  }
  const std::size_t length = decode_utf8(value, at).length;
  if (length == 0) {
    out += "\xEF\xBF\xBD";
    return 1;
  }
  const auto second = static_cast<unsigned char>(value[at + 1]);
  // U+0080 to U+009F are controls that some terminals obey.
  if (first == 0xC2 && second < 0xA0) {
    append_escaped(out, second);
    return 2;
  }
  out += value.substr(at, length);
  return length;
}

template <typename Integer> void append_number(std::string& out, Integer value) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

}  // namespace

bool is_plain_text(std::string_view bytes) {
  const bool has_control = std::any_of(bytes.begin(), bytes.end(), [](char byte) {
    const auto value = static_cast<unsigned char>(byte);
    return value == 0x7F || (value < 0x20 && value != '\r' && value != '\n' && value != '\t');
  });
  return !has_control && !find_invalid_utf8(bytes);
}

void JsonText::separate() {
  if (out_.empty()) return;
  const char last = out_.back();
  if (last != '{' && last != '[' && last != ':' && last != '\n') out_ += ',';
}

JsonText& JsonText::begin_object() {
  separate();
  out_ += '{';
  return *this;
}

JsonText& JsonText::end_object() {
  out_ += '}';
  return *this;
}

JsonText& JsonText::begin_array() {
  separate();
  out_ += '[';
  return *this;
}

JsonText& JsonText::end_array() {
  out_ += ']';
  return *this;
}

JsonText& JsonText::key(std::string_view name) {
  separate();
  out_ += '"';
  out_ += name;
  out_ += "\":";
  return *this;
}

JsonText& JsonText::text(std::string_view value) {
  separate();
  out_ += '"';
  std::size_t plain = 0;
  std::size_t at = 0;
  while (at < value.size()) {
    if (stands_as_it_is(static_cast<unsigned char>(value[at]))) {
      ++at;
      continue;
    }
    out_ += value.substr(plain, at - plain);
    at += append_character(out_, value, at);
    plain = at;
  }
  out_ += value.substr(plain);
  out_ += '"';
  return *this;
}

JsonText& JsonText::boolean(bool value) {
  separate();
  out_ += value ? "true" : "false";
  return *this;
}

JsonText& JsonText::integer(std::int64_t value) {
  separate();
  append_number(out_, value);
  return *this;
}

JsonText& JsonText::natural(std::uint64_t value) {
  separate();
  append_number(out_, value);
  return *this;
}

JsonText& JsonText::decimal(std::uint64_t thousandths) {
  constexpr std::uint64_t one = 1000;
  natural(thousandths / one);
  const std::string rest = std::to_string(one + thousandths % one);
  out_ += '.' + rest.substr(1);
  return *this;
}

JsonText& JsonText::optional_member(std::string_view name, std::string_view value) {
  return value.empty() ? *this : member(name, value);
}

JsonText& JsonText::bytes(std::string_view name, std::string_view value) {
  if (is_plain_text(value)) return member(name, value);
  return member(std::string(name) + "_base64", to_base64(value));
}

JsonText& JsonText::next_line() {
  separate();
  out_ += '\n';
  return *this;
}

JsonText& JsonText::last_line() {
  out_ += '\n';
  return *this;
}

}  // namespace conform
