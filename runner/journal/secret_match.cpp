#include "runner/journal/secret_match.hpp"

#include "runner/text/base64.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace conform {
namespace {

constexpr std::size_t shortest_in_any_case = 8;
constexpr std::size_t shortest_encoded = 6;
constexpr int most_nested = 3;

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

/// The value of `count` hexadecimal digits at `at`; -1 when they are none.
std::int64_t hex_at(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  std::int64_t value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    const int digit = hex_value(text[i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

/// A character of the secret: its bytes, and the code point where they are one.
struct Wanted {
  std::string_view bytes{};
  std::int64_t code = -1;
  bool any_case = false;

  [[nodiscard]] bool is(std::int64_t found) const {
    if (found < 0) return false;
    if (any_case && found < 0x80 && code < 0x80)
      return lower(static_cast<char>(found)) == lower(static_cast<char>(code));
    return found == code;
  }
};

/// RFC 3629 §3; of what is no UTF-8 one byte.
Wanted first_character(std::string_view secret, bool any_case) {
  const auto lead = static_cast<unsigned char>(secret[0]);
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  std::int64_t code = length == 1 ? lead : lead & (0xFFU >> (length + 1));
  bool is_whole = length <= secret.size();
  for (std::size_t at = 1; is_whole && at < length; ++at) {
    const auto byte = static_cast<unsigned char>(secret[at]);
    is_whole = (byte & 0xC0U) == 0x80U;
    code = code * 64 + (byte & 0x3FU);
  }
  if (!is_whole) return {secret.substr(0, 1), lead, any_case};
  return {secret.substr(0, length), code, any_case};
}

/// `%65`, and `%2565` of what was encoded twice.
std::size_t percent_of(std::string_view text, unsigned char wanted, bool any_case) {
  if (text.empty() || text[0] != '%') return 0;
  std::size_t at = 1;
  for (int nested = 0; nested <= most_nested; ++nested) {
    const std::int64_t found = hex_at(text, at, 2);
    if (found < 0) return 0;
    const char byte = static_cast<char>(found);
    const char meant = static_cast<char>(wanted);
    if (byte == meant || (any_case && lower(byte) == lower(meant))) return at + 2;
    if (found != '%') return 0;
    at += 2;
  }
  return 0;
}

/// `\u00e9`, with the other half of a surrogate pair (RFC 8259 §7); `at` is behind the backslash.
std::size_t unicode_escape_of(std::string_view text, std::size_t at, const Wanted& wanted) {
  const std::int64_t high = hex_at(text, at + 1, 4);
  if (high < 0) return 0;
  const std::size_t end = at + 5;
  if (wanted.is(high)) return end;
  if (high < 0xD800 || high > 0xDBFF || wanted.code < 0x10000) return 0;
  std::size_t second = end;
  while (second < text.size() && text[second] == '\\' && second < end + 8)
    ++second;
  if (second == end || second >= text.size() || text[second] != 'u') return 0;
  const std::int64_t low = hex_at(text, second + 1, 4);
  if (low < 0xDC00 || low > 0xDFFF) return 0;
  return 0x10000 + (high - 0xD800) * 0x400 + (low - 0xDC00) == wanted.code ? second + 5 : 0;
}

/// What stands behind one backslash, or several where the escape was escaped.
std::size_t backslash_of(std::string_view text, const Wanted& wanted) {
  if (text.empty() || text[0] != '\\') return 0;
  if (wanted.code == '\\') return text.starts_with("\\\\") ? 2 : 0;
  std::size_t at = 0;
  while (at < text.size() && text[at] == '\\' && at < 8)
    ++at;
  if (at == text.size()) return 0;
  if (text[at] == 'u') return unicode_escape_of(text, at, wanted);
  if (text[at] == 'x') return wanted.is(hex_at(text, at + 1, 2)) ? at + 3 : 0;
  constexpr std::string_view letters = "nrtbf\"/'";
  constexpr std::string_view meanings = "\n\r\t\b\f\"/'";
  const std::size_t which = letters.find(text[at]);
  return which != std::string_view::npos && wanted.is(meanings[which]) ? at + 1 : 0;
}

/// `#101;` and `#x65;`.
std::size_t numeric_entity_of(std::string_view text, const Wanted& wanted) {
  const bool is_hex = text.size() > 1 && (text[1] == 'x' || text[1] == 'X');
  std::size_t at = is_hex ? 2 : 1;
  const std::size_t begin = at;
  std::int64_t value = 0;
  for (; at < text.size() && at < begin + 8; ++at) {
    const int digit = hex_value(text[at]);
    if (digit < 0 || (!is_hex && digit > 9)) break;
    value = value * (is_hex ? 16 : 10) + digit;
  }
  const bool is_entity = at > begin && at < text.size() && text[at] == ';';
  return is_entity && wanted.is(value) ? at + 1 : 0;
}

/// `&lt;`, and `&amp;lt;` of what was escaped twice.
std::size_t entity_of(std::string_view text, const Wanted& wanted) {
  if (text.empty() || text[0] != '&') return 0;
  constexpr std::array<std::pair<std::string_view, char>, 5> names = {
      {{"amp;", '&'}, {"lt;", '<'}, {"gt;", '>'}, {"quot;", '"'}, {"apos;", '\''}}};
  std::size_t at = 1;
  for (int nested = 0; nested <= most_nested; ++nested) {
    const std::string_view rest = text.substr(at);
    for (const auto& [name, meaning] : names)
      if (wanted.is(meaning) && rest.starts_with(name)) return at + name.size();
    const std::size_t numeric = rest.starts_with('#') ? numeric_entity_of(rest, wanted) : 0;
    if (numeric > 0) return at + numeric;
    if (!rest.starts_with("amp;")) return 0;
    at += 4;
  }
  return 0;
}

/// The same bytes, each as it is or percent-encoded.
std::size_t bytes_of(std::string_view text, const Wanted& wanted) {
  std::size_t at = 0;
  for (const char byte : wanted.bytes) {
    const std::string_view rest = text.substr(at);
    std::size_t length = percent_of(rest, static_cast<unsigned char>(byte), wanted.any_case);
    if (length == 0 && byte == ' ' && rest.starts_with('+')) length = 1;
    const bool is_same =
        !rest.empty() && (rest[0] == byte || (wanted.any_case && lower(rest[0]) == lower(byte)));
    if (length == 0 && is_same) length = 1;
    if (length == 0) return 0;
    at += length;
  }
  return at;
}

/// How many bytes at the beginning of `text` stand for the character; 0 when they do not.
std::size_t stands_for(std::string_view text, const Wanted& wanted) {
  if (const std::size_t escaped = backslash_of(text, wanted); escaped > 0) return escaped;
  if (const std::size_t entity = entity_of(text, wanted); entity > 0) return entity;
  return bytes_of(text, wanted);
}

/// The ways in which a character may stand there that begins escapes itself: `%`, `%25`, `%2525` …
std::vector<std::size_t> ways_of(std::string_view text, char sign) {
  std::vector<std::size_t> ways;
  const std::string_view again = sign == '%' ? "25" : sign == '&' ? "amp;" : "";
  if (!text.starts_with(sign)) return ways;
  ways.push_back(1);
  if (again.empty()) {
    for (std::size_t count = 2; count <= 8 && text.substr(0, count).find_first_not_of(sign) == text.npos;
         count *= 2)
      if (text.size() >= count) ways.push_back(count);
    return ways;
  }
  for (std::size_t at = 1; at < 1 + 4 * again.size() && text.substr(at).starts_with(again);
       at += again.size())
    ways.push_back(at + again.size());
  return ways;
}

/// As length_of_secret; `left`: how often several ways may be tried yet.
std::size_t length_of(std::string_view text, std::string_view secret, bool any_case, int left) {
  std::size_t at = 0;
  while (!secret.empty()) {
    const Wanted wanted = first_character(secret, any_case);
    secret.remove_prefix(wanted.bytes.size());
    const bool is_sign = wanted.code == '%' || wanted.code == '&' || wanted.code == '\\';
    if (is_sign && left > 0) {
      std::vector<std::size_t> ways = ways_of(text.substr(at), wanted.bytes.front());
      if (const std::size_t other = stands_for(text.substr(at), wanted); other > 0) ways.push_back(other);
      for (const std::size_t way : ways) {
        if (secret.empty()) return at + ways.back();
        const std::size_t rest = length_of(text.substr(at + way), secret, any_case, left - 1);
        if (rest > 0) return at + way + rest;
      }
      return 0;
    }
    const std::size_t length = stands_for(text.substr(at), wanted);
    if (length == 0) return 0;
    at += length;
  }
  return at;
}

/// What was done to a text before it was encoded as a whole: nothing, or what URLs, forms and JSON ask for.
std::vector<std::string> written(std::string_view secret) {
  std::string percent;
  std::string json;
  for (const char c : secret) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    const bool is_unreserved = is_letter || std::string_view("-._~").find(c) != std::string_view::npos;
    constexpr std::string_view digits = "0123456789ABCDEF";
    if (is_unreserved)
      percent += c;
    else
      percent += {'%', digits[byte / 16U], digits[byte % 16U]};
    if (c == '"' || c == '\\') json += '\\';
    json += c;
  }
  std::vector<std::string> all = {std::string(secret)};
  std::string form = percent;
  for (auto at = form.find("%20"); at != form.npos; at = form.find("%20", at))
    form.replace(at, 3, "+");
  for (std::string* other : {&percent, &form, &json})
    if (std::ranges::find(all, *other) == all.end()) all.push_back(std::move(*other));
  return all;
}

/// `secret` in base64 at each of the three places where it can begin, and in hexadecimal.
void add_encodings(std::string_view secret, std::vector<std::string>& all) {
  constexpr std::array<std::size_t, 3> leading = {0, 2, 3};  // characters that hold bits of what is before
  for (std::size_t offset = 0; offset < leading.size(); ++offset) {
    std::string coded = to_base64(std::string(offset, '\0') + std::string(secret));
    // Of a group that is not whole the last character holds bits of what is behind.
    const std::size_t over = (offset + secret.size()) % 3;
    coded.resize(coded.size() - (over == 0 ? 0 : over == 1 ? 3 : 2));
    all.push_back(coded.substr(leading[offset]));
    std::string of_urls = all.back();
    std::ranges::replace(of_urls, '+', '-');
    std::ranges::replace(of_urls, '/', '_');
    if (of_urls != all.back()) all.push_back(std::move(of_urls));
  }
  std::string hexadecimal;
  for (const char c : secret) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    hexadecimal += digits[byte / 16U];
    hexadecimal += digits[byte % 16U];
  }
  all.push_back(std::move(hexadecimal));
}

/// How many bytes of a text say something else, and what.
struct Escape {
  std::size_t length = 1;
  std::string meaning{};
};

void add_code(std::string& out, std::int64_t code) {
  const auto byte = [](std::int64_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
  if (code < 0x80) {
    out += byte(code);
  } else if (code < 0x800) {
    out += byte(0xC0 + code / 64);
    out += byte(0x80 + code % 64);
  } else if (code < 0x10000) {
    out += byte(0xE0 + code / 4096);
    out += byte(0x80 + code / 64 % 64);
    out += byte(0x80 + code % 64);
  } else {
    out += byte(0xF0 + code / 262144 % 8);
    out += byte(0x80 + code / 4096 % 64);
    out += byte(0x80 + code / 64 % 64);
    out += byte(0x80 + code % 64);
  }
}

Escape backslash_at(std::string_view text) {
  constexpr std::string_view letters = "nrtbf\"\\/'";
  constexpr std::string_view meanings = "\n\r\t\b\f\"\\/'";
  const char letter = text.size() > 1 ? text[1] : '\0';
  Escape escape;
  const std::int64_t code = letter == 'u' ? hex_at(text, 2, 4) : letter == 'x' ? hex_at(text, 2, 2) : -1;
  if (code >= 0) {
    escape.length = letter == 'u' ? 6 : 4;
    const std::int64_t low = text.substr(escape.length).starts_with("\\u") ? hex_at(text, 8, 4) : -1;
    const bool is_pair = letter == 'u' && code >= 0xD800 && code < 0xDC00 && low >= 0xDC00 && low < 0xE000;
    if (is_pair) escape.length = 12;
    add_code(escape.meaning, is_pair ? 0x10000 + (code - 0xD800) * 0x400 + (low - 0xDC00) : code);
    return escape;
  }
  const std::size_t which = letters.find(letter);
  const bool is_known = letter != '\0' && which != letters.npos;
  return is_known ? Escape{2, std::string(1, meanings[which])} : Escape{1, "\\"};
}

Escape entity_at(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, char>, 5> names = {
      {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}};
  for (const auto& [name, meaning] : names)
    if (text.starts_with(name)) return {name.size(), std::string(1, meaning)};
  const bool is_hex = text.size() > 2 && (text[2] == 'x' || text[2] == 'X');
  const std::size_t begin = is_hex ? 3 : 2;
  std::size_t at = begin;
  std::int64_t code = 0;
  for (; text.starts_with("&#") && at < text.size() && at < begin + 8; ++at) {
    const int digit = hex_value(text[at]);
    if (digit < 0 || (!is_hex && digit > 9)) break;
    code = code * (is_hex ? 16 : 10) + digit;
  }
  if (at == begin || at >= text.size() || text[at] != ';' || code > 0x10FFFF) return {1, "&"};
  Escape escape{at + 1, {}};
  add_code(escape.meaning, code);
  return escape;
}

/// What stands at `at`: an escape, or a byte that is itself.
Escape escape_at(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest[0] == '\\') return backslash_at(rest);
  if (rest[0] == '&') return entity_at(rest);
  const std::int64_t byte = rest[0] == '%' ? hex_at(rest, 1, 2) : -1;
  if (byte >= 0) return {3, std::string(1, static_cast<char>(static_cast<unsigned char>(byte)))};
  return {1, std::string(1, rest[0])};
}

/// Where the lines between two chunks end that begin at `at`; `at` itself when there are none.
std::size_t end_of_chunk_line(std::string_view http, std::size_t at) {
  constexpr std::size_t longest_line = 256;
  const std::size_t begin = at;
  if (at < http.size() && http[at] == '\r') ++at;
  if (at >= http.size() || http[at] != '\n') return begin;
  const std::size_t digits = ++at;
  while (at < http.size() && at < digits + 16 && hex_value(http[at]) >= 0)
    ++at;
  if (at == digits) return begin;
  const std::size_t end = http.substr(at, longest_line).find('\n');
  if (end == std::string_view::npos) return begin;
  const char next = http[at];
  const bool is_size = next == '\r' || next == '\n' || next == ';' || next == ' ' || next == '\t';
  return is_size ? at + end + 1 : begin;
}

bool says_chunked(std::string_view http) {
  constexpr std::string_view word = "chunked";
  const auto same = [](char left, char right) { return lower(left) == right; };
  return std::search(http.begin(), http.end(), word.begin(), word.end(), same) != http.end();
}

}  // namespace

std::size_t length_of_secret(std::string_view text, std::string_view secret) {
  constexpr int most_branches = 4;
  if (text.starts_with(secret)) return secret.size();
  return length_of(text, secret, secret.size() >= shortest_in_any_case, most_branches);
}

std::vector<std::string> whole_encodings(std::string_view secret) {
  std::vector<std::string> all;
  if (secret.size() < shortest_encoded) return all;
  for (const std::string& text : written(secret))
    add_encodings(text, all);
  return all;
}

Unwrapped as_it_is(std::string_view text) {
  Unwrapped reading{std::string(text), {}};
  reading.from.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at)
    reading.from.push_back({at, 1});
  return reading;
}

Unwrapped without_escapes(const Unwrapped& reading) {
  const std::string_view text = reading.text;
  if (text.find_first_of("%\\&") == text.npos) return {};
  Unwrapped inner;
  inner.text.reserve(text.size());
  inner.from.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Escape escape = escape_at(text, at);
    const auto& last = reading.from[at + escape.length - 1];
    const std::size_t begin = reading.from[at].begin;
    for (const char byte : escape.meaning) {
      inner.text += byte;
      inner.from.push_back({begin, last.begin + last.length - begin});
    }
    at += escape.length;
  }
  return inner.text.size() == text.size() ? Unwrapped{} : inner;
}

Unwrapped without_chunk_lines(std::string_view http) {
  Unwrapped joined;
  if (!says_chunked(http)) return joined;
  joined.text.reserve(http.size());
  joined.from.reserve(http.size());
  for (std::size_t at = 0; at < http.size();) {
    const bool is_line_end = http[at] == '\r' || http[at] == '\n';
    const std::size_t end = is_line_end ? end_of_chunk_line(http, at) : at;
    if (end > at) {
      at = end;
      continue;
    }
    joined.text += http[at];
    joined.from.push_back({at++, 1});
  }
  return joined;
}

}  // namespace conform
