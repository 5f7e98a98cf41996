#include "runner/http/fields.hpp"
#include "runner/http/grammar_families.hpp"
#include "runner/http/scanner.hpp"

#include <algorithm>
#include <optional>

namespace conform::grammar {
namespace {

// The five parts of RFC 3986 §3, split as in appendix B; `scheme` and `authority` without their marks.
struct Parts {
  std::optional<std::string_view> scheme{};
  std::optional<std::string_view> authority{};
  std::string_view path{};
  std::optional<std::string_view> query{};
  std::optional<std::string_view> fragment{};
};

Parts split(std::string_view text) {
  Parts parts;
  if (const auto hash = text.find('#'); hash != std::string_view::npos) {
    parts.fragment = text.substr(hash + 1);
    text = text.substr(0, hash);
  }
  if (const auto mark = text.find('?'); mark != std::string_view::npos) {
    parts.query = text.substr(mark + 1);
    text = text.substr(0, mark);
  }
  if (const auto stop = text.find_first_of(":/"); stop != std::string_view::npos && text[stop] == ':') {
    parts.scheme = text.substr(0, stop);
    text.remove_prefix(stop + 1);
  }
  if (text.starts_with("//")) {
    text.remove_prefix(2);
    const std::size_t end = std::min(text.find('/'), text.size());
    parts.authority = text.substr(0, end);
    text.remove_prefix(end);
  }
  parts.path = text;
  return parts;
}

bool is_unreserved_or_sub_delim(char c) {
  constexpr std::string_view marks = "-._~!$&'()*+,;=";
  return is_alpha(c) || is_digit(c) || marks.find(c) != std::string_view::npos;
}

// Unreserved, sub-delims, pct-encoded, and the `extra` characters.
bool is_made_of(std::string_view text, std::string_view extra) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size() || !is_hex_digit(text[i + 1]) || !is_hex_digit(text[i + 2])) return false;
      i += 2;
    } else if (!is_unreserved_or_sub_delim(text[i]) && extra.find(text[i]) == std::string_view::npos) {
      return false;
    }
  }
  return true;
}

bool is_scheme(std::string_view text) {
  return !text.empty() && is_alpha(text.front()) && std::ranges::all_of(text, [](char c) {
    return is_alpha(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
  });
}

bool is_ipv4(std::string_view text) {
  Scanner scanner(text);
  for (int octet = 0; octet < 4; ++octet) {
    if (octet > 0 && !scanner.take('.')) return false;
    const std::string_view digits = scanner.digits();
    if (digits.empty() || digits.size() > 3 || (digits.size() > 1 && digits.front() == '0')) return false;
    if (digits.size() == 3 && digits > "255") return false;
  }
  return scanner.at_end();
}

// Groups of one to four hex digits between colons; the last may be an IPv4 address, which counts as two.
// Nothing when the text is not made of such groups.
std::optional<int> count_groups(std::string_view text) {
  if (text.empty()) return 0;
  int groups = 0;
  while (true) {
    const std::size_t end = text.find(':');
    const std::string_view group = text.substr(0, end);
    if (end == std::string_view::npos && is_ipv4(group)) return groups + 2;
    if (group.empty() || group.size() > 4 || !std::ranges::all_of(group, is_hex_digit)) return std::nullopt;
    ++groups;
    if (end == std::string_view::npos) return groups;
    text.remove_prefix(end + 1);
  }
}

// RFC 3986 §3.2.2: eight groups, or fewer around one "::".
bool is_ipv6(std::string_view text) {
  const std::size_t gap = text.find("::");
  if (gap == std::string_view::npos) return count_groups(text) == 8;
  const std::string_view before = text.substr(0, gap);
  if (before.find('.') != std::string_view::npos) return false;
  const auto left = count_groups(before);
  const auto right = count_groups(text.substr(gap + 2));
  return left && right && *left + *right <= 7;
}

// "v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" )
bool is_ip_future(std::string_view text) {
  Scanner scanner(text);
  if (!scanner.take('v') && !scanner.take('V')) return false;
  if (scanner.run(is_hex_digit).empty() || !scanner.take('.')) return false;
  const auto belongs = [](char c) { return is_unreserved_or_sub_delim(c) || c == ':'; };
  return !scanner.run(belongs).empty() && scanner.at_end();
}

struct Authority {
  std::optional<std::string_view> user{};
  std::string_view host{};
  std::optional<std::string_view> port{};
};

Authority split_authority(std::string_view text) {
  Authority authority;
  if (const auto at = text.find('@'); at != std::string_view::npos) {
    authority.user = text.substr(0, at);
    text.remove_prefix(at + 1);
  }
  const std::size_t bracket = text.starts_with('[') ? text.find(']') : 0;
  const std::size_t colon = bracket == std::string_view::npos ? bracket : text.find(':', bracket);
  authority.host = text.substr(0, colon);
  if (colon != std::string_view::npos) authority.port = text.substr(colon + 1);
  return authority;
}

bool is_host(std::string_view host) {
  if (!host.starts_with('[')) return is_made_of(host, "");
  if (host.size() < 2 || host.back() != ']') return false;
  const std::string_view inner = host.substr(1, host.size() - 2);
  return is_ipv6(inner) || is_ip_future(inner);
}

bool is_authority(std::string_view text) {
  const Authority authority = split_authority(text);
  return (!authority.user || is_made_of(*authority.user, ":")) && is_host(authority.host) &&
         (!authority.port || authority.port->empty() || is_digits(*authority.port));
}

bool is_reference(const Parts& parts) {
  // Without a scheme the first segment holds no colon; `split` has taken such a text for a scheme.
  return (!parts.scheme || is_scheme(*parts.scheme)) &&
         (!parts.authority || is_authority(*parts.authority)) && is_made_of(parts.path, "/:@") &&
         (!parts.query || is_made_of(*parts.query, "/:@?")) &&
         (!parts.fragment || is_made_of(*parts.fragment, "/:@?"));
}

}  // namespace

bool is_uri_reference(std::string_view value) { return is_reference(split(value)); }

bool is_absolute_uri(std::string_view value) {
  const Parts parts = split(value);
  return parts.scheme && !parts.fragment && is_reference(parts);
}

// absolute-URI / partial-URI, RFC 9110 §4.1
bool is_uri_reference_without_fragment(std::string_view value) {
  const Parts parts = split(value);
  return !parts.fragment && is_reference(parts);
}

// RFC 9110 §4.2.1, §4.2.2: an http URI has a host; §4.2.4: and no user information.
bool has_clean_authority(std::string_view value) {
  const Parts parts = split(value);
  if (!is_reference(parts)) return false;
  const bool is_http = !parts.scheme || equals_ignoring_case(*parts.scheme, "http") ||
                       equals_ignoring_case(*parts.scheme, "https");
  if (!is_http) return true;
  if (!parts.authority) return !parts.scheme;
  const Authority authority = split_authority(*parts.authority);
  return !authority.user && !authority.host.empty();
}

}  // namespace conform::grammar
