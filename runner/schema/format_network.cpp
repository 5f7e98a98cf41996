#include "runner/schema/format_checks.hpp"

#include "runner/text/utf8.hpp"

namespace conform {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// RFC 1123 §2.1 with RFC 5890 §2.3.1: the third and fourth place are hyphens in A-labels only.
enum class Names { plain, internationalised };
bool is_label(std::string_view label, Names names) {
  if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
  for (const char c : label) {
    if (!is_letter(c) && !is_digit(c) && c != '-') return false;
  }
  if (names == Names::plain || label.size() < 4 || label[2] != '-' || label[3] != '-') return true;
  const bool is_prefix = (label[0] == 'x' || label[0] == 'X') && (label[1] == 'n' || label[1] == 'N');
  return is_prefix && is_a_label(label);
}

bool is_made_of_labels(std::string_view text, Names names) {
  if (text.empty() || text.size() > 253) return false;
  while (true) {
    const std::size_t dot = text.find('.');
    if (!is_label(text.substr(0, dot), names)) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

enum class Letters { ascii, unicode };

// RFC 5322 §3.2.3, widened by RFC 6531 §3.3
bool is_atom_text(char c, Letters letters) {
  if (static_cast<unsigned char>(c) >= 0x80) return letters == Letters::unicode;
  return is_letter(c) || is_digit(c) ||
         std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

bool is_dot_string(std::string_view text, Letters letters) {
  if (text.empty() || text.front() == '.' || text.back() == '.') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '.' ? text[i - 1] == '.' : !is_atom_text(text[i], letters)) return false;
  }
  return true;
}

// RFC 5321 §4.1.2, Quoted-string; without its quotes
bool is_quoted_content(std::string_view text, Letters letters) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x80 && letters == Letters::ascii) return false;
    if (c < 0x20 || c == 0x7F || c == '"') return false;
    if (c != '\\') continue;
    ++i;
    if (i >= text.size() || static_cast<unsigned char>(text[i]) < 0x20) return false;
  }
  return true;
}

bool is_local_part(std::string_view text, Letters letters) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
    return is_quoted_content(text.substr(1, text.size() - 2), letters);
  }
  return is_dot_string(text, letters);
}

// RFC 5321 §4.1.3
bool is_address_literal(std::string_view text) {
  constexpr std::string_view tag = "IPv6:";
  if (text.starts_with(tag)) return is_ipv6(text.substr(tag.size()));
  return is_ipv4(text);
}

bool is_mailbox(std::string_view text, Letters letters) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || find_invalid_utf8(text)) return false;
  const std::string_view domain = text.substr(at + 1);
  if (!is_local_part(text.substr(0, at), letters)) return false;
  if (domain.size() >= 2 && domain.front() == '[' && domain.back() == ']') {
    return is_address_literal(domain.substr(1, domain.size() - 2));
  }
  return letters == Letters::ascii ? is_hostname(domain)
                                   : is_idn_hostname(domain, Normalisation::done_for_it);
}

// Groups of an IPv6 text without `::` in it; -1 when it is none. The last one may be an IPv4 address.
int count_groups(std::string_view text, bool may_end_in_ipv4) {
  if (text.empty()) return 0;
  int count = 0;
  while (true) {
    const std::size_t colon = text.find(':');
    const std::string_view group = text.substr(0, colon);
    const bool is_last = colon == std::string_view::npos;
    if (is_last && may_end_in_ipv4 && is_ipv4(group)) return count + 2;
    if (group.empty() || group.size() > 4) return -1;
    for (const char c : group) {
      if (!is_hex(c)) return -1;
    }
    ++count;
    if (is_last) return count;
    text.remove_prefix(colon + 1);
  }
}

}  // namespace

bool is_ipv4(std::string_view text) {
  for (int part = 0; part < 4; ++part) {
    std::size_t digits = 0;
    int value = 0;
    while (digits < text.size() && digits < 4 && is_digit(text[digits]))
      value = value * 10 + (text[digits++] - '0');
    if (digits == 0 || digits > 3 || value > 255 || (digits > 1 && text[0] == '0')) return false;
    text.remove_prefix(digits);
    if (part == 3) return text.empty();
    if (text.empty() || text[0] != '.') return false;
    text.remove_prefix(1);
  }
  return false;
}

bool is_ipv6(std::string_view text) {
  const std::size_t gap = text.find("::");
  if (gap == std::string_view::npos) return count_groups(text, true) == 8;
  const std::string_view left = text.substr(0, gap);
  const std::string_view right = text.substr(gap + 2);
  if (right.find("::") != std::string_view::npos || right.starts_with(':')) return false;
  const int before = count_groups(left, false);
  const int after = count_groups(right, true);
  return before >= 0 && after >= 0 && before + after <= 7;
}

bool is_hostname(std::string_view text) { return is_made_of_labels(text, Names::internationalised); }
bool is_early_hostname(std::string_view text) { return is_made_of_labels(text, Names::plain); }

bool is_email(std::string_view text) { return is_mailbox(text, Letters::ascii); }
bool is_idn_email(std::string_view text) { return is_mailbox(text, Letters::unicode); }

}  // namespace conform
