#include "runner/wire/perform.hpp"

#include "runner/http/fields.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace conform {
namespace {

bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
// RFC 3986 §2.3
bool is_unreserved(char c) { return is_letter(c) || is_digit(c) || is_one_of(c, "-._~"); }

std::string quoted(std::string_view text) { return fmt::format("`{}`", text); }

bool is_ipv6(const std::string& text) {
  std::array<unsigned char, 16> bytes{};
  return inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
}

/// Takes `host` or `[address]` from the front of `authority`. A sentence when there is none.
std::string take_host(std::string_view& authority, Target& target) {
  if (authority.starts_with('[')) {
    const std::size_t end = authority.find(']');
    if (end == std::string_view::npos) return "The address in the target has no closing `]`.";
    target.host = std::string(authority.substr(1, end - 1));
    authority.remove_prefix(end + 1);
    if (is_ipv6(target.host)) return {};
    return quoted(target.host) + " in the target is no IPv6 address.";
  }
  const std::size_t end = std::min(authority.find(':'), authority.size());
  target.host = to_lower(authority.substr(0, end));
  authority.remove_prefix(end);
  if (target.host.empty()) return "The target names no host.";
  if (std::ranges::all_of(target.host, is_unreserved)) return {};
  return "The host name in the target has a character that host names do not have; international names are "
         "written in their `xn--` form.";
}

std::string read_port(std::string_view rest, Target& target) {
  target.port = target.scheme == "https" ? 443 : 80;
  if (rest.empty() || rest == ":") return {};
  if (!rest.starts_with(':')) return quoted(rest) + " in the target is neither a port nor a path.";
  rest.remove_prefix(1);
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), target.port);
  if (error == std::errc() && end == rest.data() + rest.size() && target.port > 0) return {};
  return "The port " + quoted(rest) + " in the target is not a number from 1 to 65535.";
}

// RFC 3986 §3.3: pchar and `/`.
std::string read_base_path(std::string_view path, Target& target) {
  for (std::size_t i = 0; i < path.size(); ++i) {
    const char c = path[i];
    if (c == '%' && i + 2 < path.size() && is_hex(path[i + 1]) && is_hex(path[i + 2])) continue;
    if (is_unreserved(c) || is_one_of(c, "!$&'()*+,;=:@/")) continue;
    return "The path of the target has a character that must be percent-encoded, at position " +
           std::to_string(i + 1) + " of it.";
  }
  while (path.ends_with('/'))
    path.remove_suffix(1);
  target.base_path = std::string(path);
  return {};
}

std::string read_scheme(std::string_view& url, Target& target) {
  const std::size_t end = url.find("://");
  if (end == std::string_view::npos)
    return "The target has no scheme; write `http://" + std::string(url) + "`.";
  target.scheme = to_lower(url.substr(0, end));
  url.remove_prefix(end + 3);
  if (target.scheme == "http" || target.scheme == "https") return {};
  return "The scheme of the target is " + quoted(target.scheme) + "; only `http` and `https` are spoken.";
}

std::string read_url(std::string_view url, Target& target) {
  if (url.empty()) return "The target is empty; write `http://host:port`.";
  if (std::string fault = read_scheme(url, target); !fault.empty()) return fault;
  if (url.find('#') != std::string_view::npos)
    return "The target has a fragment (`#…`), which is never sent.";
  if (url.find('?') != std::string_view::npos) {
    return "The target has a query (`?…`); give the part up to the path, the queries come from the document.";
  }
  const std::size_t slash = std::min(url.find('/'), url.size());
  std::string_view authority = url.substr(0, slash);
  if (authority.find('@') != std::string_view::npos) {
    return "The target has user information (`…@`); give credentials as a request field instead.";
  }
  if (std::string fault = take_host(authority, target); !fault.empty()) return fault;
  if (std::string fault = read_port(authority, target); !fault.empty()) return fault;
  return read_base_path(url.substr(slash), target);
}

std::string bracketed(const std::string& host) {
  return host.find(':') == std::string::npos ? host : fmt::format("[{}]", host);
}

}  // namespace

std::string Target::authority() const {
  const bool usual = port == (scheme == "https" ? 443 : 80);
  return usual ? bracketed(host) : host_and_port();
}

std::string Target::host_and_port() const { return bracketed(host) + ":" + std::to_string(port); }

std::string Target::url() const { return scheme + "://" + authority() + base_path; }

std::variant<Target, std::string> parse_target(std::string_view url) {
  Target target;
  if (std::string fault = read_url(url, target); !fault.empty()) return fault;
  return target;
}

}  // namespace conform
