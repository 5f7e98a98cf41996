#include "runner/schema/format_checks.hpp"

#include "runner/text/utf8.hpp"

#include <optional>

namespace conform {
namespace {

enum class Letters { ascii, unicode };

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_hex(char32_t c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_one_of(char32_t c, std::string_view list) {
  return c < 128 && list.find(static_cast<char>(c)) != std::string_view::npos;
}

// RFC 3987 §2.2, ucschar
bool is_ucs(char32_t c) {
  if ((c >= 0xA0 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFDCF) || (c >= 0xFDF0 && c <= 0xFFEF)) return true;
  return c >= 0x10000 && c <= 0xEFFFD && (c & 0xFFFFU) <= 0xFFFD && !(c >= 0xE0000 && c <= 0xE0FFF);
}
// RFC 3987 §2.2, iprivate
bool is_private(char32_t c) {
  return (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c <= 0x10FFFD && (c & 0xFFFFU) <= 0xFFFD);
}

bool is_unreserved(char32_t c, Letters letters) {
  return is_letter(c) || is_digit(c) || is_one_of(c, "-._~") || (letters == Letters::unicode && is_ucs(c));
}

// Whether `text` is made of unreserved characters, sub-delims, percent-encoded bytes and `more`.
bool is_made_of(std::string_view text, std::string_view more, Letters letters) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_utf8(text, i);
    if (point.length == 0) return false;
    i += point.length;
    if (point.value == '%') {
      if (i + 2 > text.size() || !is_hex(static_cast<unsigned char>(text[i])) ||
          !is_hex(static_cast<unsigned char>(text[i + 1])))
        return false;
      i += 2;
      continue;
    }
    const bool known = is_unreserved(point.value, letters) || is_one_of(point.value, "!$&'()*+,;=") ||
                       is_one_of(point.value, more);
    if (!known) return false;
  }
  return true;
}

bool is_query(std::string_view text, Letters letters) {
  if (letters == Letters::ascii) return is_made_of(text, ":@/?", letters);
  std::string without_private;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_utf8(text, i);
    if (point.length == 0) return false;
    if (!is_private(point.value)) without_private += text.substr(i, point.length);
    i += point.length;
  }
  return is_made_of(without_private, ":@/?", letters);
}

// RFC 3986 §3.2.2, IPvFuture
bool is_future_address(std::string_view text) {
  if (text.empty() || (text[0] != 'v' && text[0] != 'V')) return false;
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos || dot < 2 || dot + 1 == text.size()) return false;
  for (const char c : text.substr(1, dot - 1)) {
    if (!is_hex(static_cast<unsigned char>(c))) return false;
  }
  const std::string_view rest = text.substr(dot + 1);
  return rest.find('%') == std::string_view::npos && is_made_of(rest, ":", Letters::ascii);
}

// RFC 3986 §3.2
bool is_authority(std::string_view text, Letters letters) {
  if (const std::size_t at = text.find('@'); at != std::string_view::npos) {
    if (!is_made_of(text.substr(0, at), ":", letters)) return false;
    text.remove_prefix(at + 1);
  }
  std::string_view port;
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos) return false;
    const std::string_view address = text.substr(1, close - 1);
    if (!is_ipv6(address) && !is_future_address(address)) return false;
    text.remove_prefix(close + 1);
    if (!text.empty() && text[0] != ':') return false;
    port = text.empty() ? text : text.substr(1);
  } else {
    const std::size_t colon = text.find(':');
    if (!is_made_of(text.substr(0, colon), "", letters)) return false;
    if (colon != std::string_view::npos) port = text.substr(colon + 1);
  }
  for (const char c : port) {
    if (!is_digit(static_cast<unsigned char>(c))) return false;
  }
  return true;
}

bool is_scheme(std::string_view text) {
  if (text.empty() || !is_letter(static_cast<unsigned char>(text[0]))) return false;
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (!is_letter(code) && !is_digit(code) && !is_one_of(code, "+-.")) return false;
  }
  return true;
}

enum class Wanted { absolute, reference };

// RFC 3986 §3 and §4.1; RFC 3987 §2.2
bool is_identifier(std::string_view text, Wanted wanted, Letters letters) {
  if (const std::size_t hash = text.find('#'); hash != std::string_view::npos) {
    if (!is_made_of(text.substr(hash + 1), ":@/?", letters)) return false;
    text = text.substr(0, hash);
  }
  if (const std::size_t mark = text.find('?'); mark != std::string_view::npos) {
    if (!is_query(text.substr(mark + 1), letters)) return false;
    text = text.substr(0, mark);
  }
  const std::size_t colon = text.find(':');
  const bool has_scheme = colon != std::string_view::npos && is_scheme(text.substr(0, colon));
  if (!has_scheme && wanted == Wanted::absolute) return false;
  if (has_scheme) text.remove_prefix(colon + 1);
  if (text.starts_with("//")) {
    const std::size_t slash = text.find('/', 2);
    if (!is_authority(text.substr(2, slash == std::string_view::npos ? slash : slash - 2), letters))
      return false;
    text = slash == std::string_view::npos ? std::string_view{} : text.substr(slash);
  } else if (!has_scheme && text.substr(0, text.find('/')).find(':') != std::string_view::npos) {
    return false;  // §4.2: the first segment of a relative path has no colon
  }
  return is_made_of(text, ":@/", letters);
}

// RFC 6570 §2.3: names and modifiers of one expression, without its braces
bool is_template_expression(std::string_view text) {
  if (!text.empty() && is_one_of(static_cast<unsigned char>(text[0]), "+#./;?&=,!@|")) {
    if (is_one_of(static_cast<unsigned char>(text[0]), "=,!@|")) return false;  // reserved for extensions
    text.remove_prefix(1);
  }
  while (true) {
    const std::size_t comma = text.find(',');
    std::string_view name = text.substr(0, comma);
    if (name.ends_with('*')) {
      name.remove_suffix(1);
    } else if (const std::size_t colon = name.find(':'); colon != std::string_view::npos) {
      const std::string_view length = name.substr(colon + 1);
      if (length.empty() || length.size() > 4 || length[0] == '0') return false;
      for (const char c : length) {
        if (!is_digit(static_cast<unsigned char>(c))) return false;
      }
      name = name.substr(0, colon);
    }
    if (name.empty() || name.front() == '.' || name.back() == '.' ||
        name.find("..") != std::string_view::npos)
      return false;
    std::string plain;
    for (const char c : name)
      plain += c == '_' ? 'a' : c;
    for (const char c : plain) {
      const auto code = static_cast<unsigned char>(c);
      if (!is_letter(code) && !is_digit(code) && !is_one_of(code, ".%")) return false;
    }
    if (!is_made_of(plain, "", Letters::ascii)) return false;
    if (comma == std::string_view::npos) return true;
    text.remove_prefix(comma + 1);
  }
}

// RFC 6570 §2.1
bool is_template_literal(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_utf8(text, i);
    const char32_t c = point.value;
    if (point.length == 0 || c <= 0x20 || c == 0x7F || is_one_of(c, "\"<>\\^`{|}")) return false;
    if (c >= 0x80 && !is_ucs(c) && !is_private(c)) return false;
    const bool encoded = i + 2 < text.size() && is_hex(static_cast<unsigned char>(text[i + 1])) &&
                         is_hex(static_cast<unsigned char>(text[i + 2]));
    if (c == '%' && !encoded) return false;
    i += point.length;
  }
  return true;
}

}  // namespace

bool is_uri(std::string_view text) { return is_identifier(text, Wanted::absolute, Letters::ascii); }
bool is_uri_reference(std::string_view text) {
  return is_identifier(text, Wanted::reference, Letters::ascii);
}
bool is_iri(std::string_view text) { return is_identifier(text, Wanted::absolute, Letters::unicode); }
bool is_iri_reference(std::string_view text) {
  return is_identifier(text, Wanted::reference, Letters::unicode);
}

bool is_uri_template(std::string_view text) {
  while (true) {
    const std::size_t open = text.find('{');
    if (!is_template_literal(text.substr(0, open))) return false;
    if (open == std::string_view::npos) return true;
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos || !is_template_expression(text.substr(open + 1, close - open - 1)))
      return false;
    text.remove_prefix(close + 1);
  }
}

}  // namespace conform
